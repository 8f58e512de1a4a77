"""Copies of the shop's file that are known to be whole."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path

from app.models.database import Database, connect
from app.models.interrupt import interruptible
from app.services.errors import DatabaseDamaged, DiskFull, FileLocked, InvalidValue, ReadOnlyStorage
from app.services.paths import backup_folder

DAILY_KEPT = 14
KEPT_OF_A_KIND = 5
DAY = 86_400  # seconds
ROOM_LEFT = 100 << 20  # bytes that must stay free beside a copy made by itself


@dataclass(frozen=True)
class Backup:
    """A finished copy: where, how large in bytes, and its SHA-256."""

    file: Path
    bytes: int
    sha256: str


Check = Callable[[], object]
"""Called every now and then; may raise Cancelled."""


def _go_on() -> None:
    """Nobody wants to stop."""


def back_up(db: Database, target: Path, check: Check = _go_on) -> Backup:
    """Write a consistent copy to `target` while the shop works on, and check it before it gets its name.

    What `check` raises stops the work and leaves nothing. An existing file is replaced only by a checked copy. Raises
    DiskFull, ReadOnlyStorage, FileLocked, DatabaseDamaged, or InvalidValue for a target that is the shop's own file, a
    folder or a device.
    """
    if target.exists() and (not target.is_file() or target.samefile(db.path)):
        raise InvalidValue(field="file", value=str(target))
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        db.vacuum_into(part, check)
        _verify(part, check)
        part.replace(target)
    except OSError as error:
        raise FileLocked(file=str(target)) from error
    finally:
        with suppress(OSError):  # its folder may be none
            part.unlink(missing_ok=True)
    return Backup(target, target.stat().st_size, _sha256(target))


def new_backup_file(folder: Path, now: datetime) -> Path:
    """A fresh name in the backups folder."""
    return backup_folder(folder) / f"regulars-{now:%Y%m%d-%H%M%S}.db"


def back_up_daily(db: Database, folder: Path, today: date) -> Backup | None:
    """The first call of a day writes `regulars-daily-DAY.db` and drops the oldest beyond 14; others do nothing."""
    target = backup_folder(folder) / f"regulars-daily-{today.isoformat()}.db"
    if target.exists():
        return None
    backup = back_up(db, target)
    for old in sorted(backup_folder(folder).glob("regulars-daily-*.db"))[:-DAILY_KEPT]:
        old.unlink()
    return backup


@dataclass(frozen=True)
class Precaution:
    """The copy made before an import or its undo, or why there is none: "empty_shop", "no_room", "not_written"."""

    backup: Backup | None
    skipped: str | None = None


def back_up_before(what: str, db: Database, now: datetime, check: Check = _go_on) -> Precaution:
    """Write `regulars-before-WHAT-MOMENT.db` ("import", "undo") into the backups folder; the oldest beyond 5 go.

    A shop with nothing in it needs none. A disk with too little room for the copy, or a folder that nobody may write
    in, is no reason to refuse the work, which is one transaction; the caller tells it. Raises DatabaseDamaged.
    """
    if db.is_empty():
        return Precaution(None, "empty_shop")
    folder = backup_folder(db.path.parent)
    size = db.path.stat().st_size
    _forget_parts(folder, now)
    if shutil.disk_usage(db.path.parent).free < size + ROOM_LEFT:
        return Precaution(None, "no_room")
    try:
        backup = back_up(db, _fresh(folder, f"regulars-before-{what}-{now:%Y%m%d-%H%M%S}"), check)
    except DiskFull:
        return Precaution(None, "no_room")
    except (FileLocked, ReadOnlyStorage):
        return Precaution(None, "not_written")
    for old in sorted(folder.glob(f"regulars-before-{what}-*.db"))[:-KEPT_OF_A_KIND]:
        old.unlink()
    return Precaution(backup)


def _forget_parts(folder: Path, now: datetime) -> None:
    """Remove what a program that was killed left half written; a day later nobody writes it any more."""
    for part in folder.glob("*.part"):
        with suppress(OSError):
            if part.stat().st_mtime < now.timestamp() - DAY:
                part.unlink()


def _fresh(folder: Path, stem: str) -> Path:
    """A name that no file has: two imports may fall into one second."""
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(target for name in names if not (target := folder / f"{name}.db").exists())


def _verify(file: Path, check: Check) -> None:
    connection = connect(file, cache_kib=2048)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        with interruptible(connection, check):
            found = connection.execute("PRAGMA quick_check").fetchall()
        if found != [("ok",)]:
            raise DatabaseDamaged(file=str(file))
    finally:
        connection.close()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
