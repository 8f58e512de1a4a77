"""How this copy of the program is started: what entries of the system name."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from app.services.paths import platform_folder

MAIN = Path(__file__).resolve().parents[3] / "main.py"
NAME = "regulars"
HASH_LETTERS = 8


def start_command(folder: Path, *, minimized: bool = False) -> tuple[str, ...]:
    """The program and its arguments, for the shop in `folder`. A bundled program is one file; else it is Python (as it
    was called: the link of a virtual environment leads to its packages) and main.py."""
    if getattr(sys, "frozen", False):
        program = [sys.executable]
    else:
        program = [str(_without_console(Path(sys.executable))), str(MAIN)]
    options = ["--minimized"] if minimized else []
    data = [] if folder == platform_folder() else ["--data", str(folder)]
    return (*program, *options, *data)


def entry_name(folder: Path) -> str:
    """What the entry of this shop is called; a shop in another folder than the usual one has one of its own."""
    if folder == platform_folder():
        return NAME
    return f"{NAME}-{hashlib.sha256(str(folder).encode(errors='surrogateescape')).hexdigest()[:HASH_LETTERS]}"


def is_there(command: Sequence[str]) -> bool:
    """Whether the program that a command names is still where it was, and its main.py with it."""
    named = [Path(part) for place, part in enumerate(command[:2]) if place == 0 or part.endswith(".py")]
    return bool(named) and all(path.exists() for path in named)


def _without_console(python: Path) -> Path:
    """On Windows the Python that opens no black window, where there is one."""
    quiet = python.with_name("pythonw.exe")
    return quiet if platform.system() == "Windows" and quiet.exists() else python
