"""Copies of the shop's file that are known to be whole."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path

from app.models.database import Database, connect
from app.services.errors import DatabaseDamaged, FileLocked, InvalidValue
from app.services.paths import backup_folder

DAILY_KEPT = 14
IMPORTS_KEPT = 5
ROOM_LEFT = 100 << 20  # bytes that must stay free beside a copy made by itself


@dataclass(frozen=True)
class Backup:
    """A finished copy: where, how large in bytes, and its SHA-256."""

    file: Path
    bytes: int
    sha256: str


def back_up(db: Database, target: Path) -> Backup:
    """Write a consistent copy to `target` while the shop works on, and check it before it gets its name.

    An existing file is replaced only by a checked copy. Raises DiskFull, ReadOnlyStorage, FileLocked, DatabaseDamaged,
    or InvalidValue for a target that is the shop's own file, a folder or a device.
    """
    if target.exists() and (not target.is_file() or target.samefile(db.path)):
        raise InvalidValue(field="file", value=str(target))
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        db.vacuum_into(part)
        _check(part)
        part.replace(target)
    except OSError as error:
        raise FileLocked(file=str(target)) from error
    finally:
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
    """The copy made before an import, or why there is none: "empty_shop", "no_room"."""

    backup: Backup | None
    skipped: str | None = None


def back_up_before_import(db: Database, now: datetime) -> Precaution:
    """Write `regulars-before-import-MOMENT.db` into the backups folder and drop the oldest beyond 5.

    A shop with nothing in it needs none. A disk with too little room for the copy is no reason to refuse the import,
    which is one transaction and can be taken back; the caller tells it. Other failures are raised as by `back_up`.
    """
    if db.is_empty():
        return Precaution(None, "empty_shop")
    folder = backup_folder(db.path.parent)
    size = db.path.stat().st_size
    if shutil.disk_usage(db.path.parent).free < size + ROOM_LEFT:
        return Precaution(None, "no_room")
    backup = back_up(db, _fresh(folder, f"regulars-before-import-{now:%Y%m%d-%H%M%S}"))
    for old in sorted(folder.glob("regulars-before-import-*.db"))[:-IMPORTS_KEPT]:
        old.unlink()
    return Precaution(backup)


def _fresh(folder: Path, stem: str) -> Path:
    """A name that no file has: two imports may fall into one second."""
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(target for name in names if not (target := folder / f"{name}.db").exists())


def _check(file: Path) -> None:
    connection = connect(file, cache_kib=2048)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise DatabaseDamaged(file=str(file))
    finally:
        connection.close()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
