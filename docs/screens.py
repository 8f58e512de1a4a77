"""The pictures of this folder and of the guide, taken by the program itself of the sample shop: `make screens`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtGui import QImage, QImageWriter, qRgb

DOCS = Path(__file__).parent
MAIN = DOCS.parent / "main.py"
GUIDE = DOCS / "guide" / "pictures"
LANGUAGES = ("ru", "en")
SIZE, GUIDE_SIZE = "1360x860", "1080x700"
COLOURS = 256
STEP = 4  # shades this close are one colour: 6 bits of each part

# Picture of the README -> page, language, theme.
PICTURES = {
    "today": ("today", "en", "light"),
    "clients": ("clients", "ru", "light"),
    "client": ("client", "ru", "dark"),
    "purchases": ("purchases", "ru", "light"),
    "tasks": ("tasks", "en", "light"),
    "enquiries": ("enquiries", "en", "light"),
    "products": ("products", "ru", "dark"),
    "rules": ("rules", "ru", "light"),
    "import": ("import", "en", "dark"),
    "help": ("help", "en", "light"),
}
# Pages that the guide shows, in both languages.
IN_GUIDE = (
    *("today", "clients", "client", "purchases", "tasks", "enquiries", "products"),
    *("duplicates", "rules", "deliveries", "import", "settings"),
)


def main() -> None:
    """Make a sample shop, then open the window once for each picture; with names only these, such as `ru/today`."""
    wanted = set(sys.argv[1:])
    with TemporaryDirectory() as folder:
        regulars = [sys.executable, str(MAIN), "--data", folder]
        subprocess.run([*regulars, "demo"], check=True)
        for name, (page, language, theme) in PICTURES.items():
            if not wanted or name in wanted:
                take(regulars, DOCS / f"{name}.png", page, language, theme, SIZE)
        for language in LANGUAGES:
            for page in IN_GUIDE:
                if not wanted or f"{language}/{page}" in wanted:
                    take(regulars, GUIDE / language / f"{page}.png", page, language, "light", GUIDE_SIZE)


def take(regulars: list[str], file: Path, page: str, language: str, theme: str, size: str) -> None:
    """One picture, in a process of its own; on a screen of its own density whatever the computer has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    options = ["--screenshot", str(file), "--page", page, "--lang", language, "--theme", theme, "--size", size]
    subprocess.run([*regulars, *options], check=True, env={**os.environ, "QT_SCALE_FACTOR": "1"})
    image = few_colours(QImage(str(file)))
    writer = QImageWriter(str(file))
    writer.setQuality(0)  # of a PNG: as small as it gets
    if not writer.write(image):
        raise OSError(f"{file}: {writer.errorString()}")


def few_colours(image: QImage) -> QImage:
    """The picture with a palette: the most frequent colours, and each pixel the nearest of them. A window has few, so
    that nothing is seen of it, and the file is a third as large."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[:, :, 2::-1]
    coarse = (pixels // STEP).astype(np.int64)
    keys = (coarse[:, :, 0] << 16) | (coarse[:, :, 1] << 8) | coarse[:, :, 2]
    found, first, where, counts = np.unique(keys.ravel(), return_index=True, return_inverse=True, return_counts=True)
    exact = pixels.reshape(-1, 3)[first].astype(np.int64)
    kept = exact[np.argsort(-counts, kind="stable")[:COLOURS]]
    nearest = np.concatenate(
        [((part[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2).argmin(axis=1) for part in np.array_split(exact, 64)]
    )
    assert len(found) == len(nearest)
    indices = np.ascontiguousarray(nearest[where].reshape(height, width).astype(np.uint8))
    made = QImage(indices.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    made.setColorTable([qRgb(*(int(part) for part in colour)) for colour in kept])
    return made.copy()


if __name__ == "__main__":
    main()
