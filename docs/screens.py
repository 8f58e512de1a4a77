"""The pictures of this folder, taken by the program itself of the sample shop: `make screens`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).parent
MAIN = DOCS.parent / "main.py"

# Picture -> options of the screenshot.
PICTURES = {
    "today.png": ("--page", "today", "--lang", "en", "--theme", "light"),
    "clients.png": ("--page", "clients", "--lang", "ru", "--theme", "light"),
    "client.png": ("--page", "client", "--lang", "ru", "--theme", "dark"),
    "purchases.png": ("--page", "purchases", "--lang", "ru", "--theme", "light"),
    "enquiries.png": ("--page", "enquiries", "--lang", "en", "--theme", "light"),
    "products.png": ("--page", "products", "--lang", "ru", "--theme", "dark"),
    "rules.png": ("--page", "rules", "--lang", "ru", "--theme", "light"),
    "import.png": ("--page", "import", "--lang", "en", "--theme", "dark"),
}


def main() -> None:
    """Make a sample shop, then open the window once for each picture."""
    with TemporaryDirectory() as folder:
        regulars = [sys.executable, str(MAIN), "--data", folder]
        subprocess.run([*regulars, "demo"], check=True)
        for name, options in PICTURES.items():
            shot = ["--screenshot", str(DOCS / name), "--size", "1360x860", *options]
            subprocess.run([*regulars, *shot], check=True)


if __name__ == "__main__":
    main()
