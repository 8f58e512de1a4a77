"""Start with the computer, or not."""

from __future__ import annotations

from pathlib import Path

from app.services.autostart.command import is_there, start_command
from app.services.autostart.entries import find_entry


def starts_with_computer(folder: Path) -> bool:
    """Whether the system starts the shop in `folder` when its user logs in."""
    return find_entry(folder).read() is not None


def start_with_computer(folder: Path, *, wanted: bool) -> None:
    """Have it started, minimised, or not. Raises ReadOnlyStorage where the system does not let us."""
    entry = find_entry(folder)
    if wanted:
        entry.write(start_command(folder, minimized=True))
    else:
        entry.remove()


def mend_entry(folder: Path) -> bool:
    """Put this program into an entry whose program is there no more: it was moved, or newly installed elsewhere. An
    entry of another copy that is still there is left alone. Returns whether it was mended."""
    entry = find_entry(folder)
    named = entry.read()
    if named is None or is_there(named):
        return False
    entry.write(start_command(folder, minimized=True))
    return True
