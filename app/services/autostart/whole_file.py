"""Files of other programs' folders, written whole or not at all: half an entry starts nothing and says nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path

from app.services.errors import DiskFull, ReadOnlyStorage


def write_whole(file: Path, content: bytes) -> None:
    """Write it, with its folder; what stood there stays until the new one is on the disk. Raises ReadOnlyStorage,
    DiskFull."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise (DiskFull if error.errno == ENOSPC else ReadOnlyStorage)(file=str(file)) from error


def remove_file(file: Path) -> None:
    """Remove it; one that is not there is no matter. Raises ReadOnlyStorage."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise ReadOnlyStorage(file=str(file)) from error
