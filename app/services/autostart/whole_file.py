"""Files of other programs' folders, written whole or not at all: half an entry starts nothing and says nothing."""

from __future__ import annotations

from pathlib import Path

from app.services.errors import ReadOnlyStorage


def write_whole(file: Path, content: bytes) -> None:
    """Write it, with its folder. Raises ReadOnlyStorage."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise ReadOnlyStorage(file=str(file)) from error


def remove_file(file: Path) -> None:
    """Remove it; one that is not there is no matter. Raises ReadOnlyStorage."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise ReadOnlyStorage(file=str(file)) from error
