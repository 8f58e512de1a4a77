"""Open a shop's file with the program's schema: create it, upgrade it after a backup, or refuse a newer one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.models.database import BUSY_MS, Database, connect, sqlite, storage_errors
from app.models.errors import DatabaseBusy, DatabaseDamaged, DatabaseNewer, DiskFull, ReadOnlyStorage, UpgradeFailed

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0007"  # the newest revision in migrations/versions; a test holds it to that
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", HEAD)  # every revision that this program can open
ABANDONED_SECONDS = 3600  # making an empty shop takes one


def open_database(
    path: Path,
    now: datetime,
    upgrade: Callable[[Path], None] | None = None,
    on_upgrade: Callable[[], object] | None = None,
) -> Database:
    """Open `path`, creating or upgrading it first.

    A file of an older program is copied beside itself (`regulars-before-0004-20261121T090000.db`) before the upgrade
    and put back if that fails; `on_upgrade` is called first, for a large one takes half a minute. Raises DatabaseNewer,
    DatabaseDamaged, DatabaseBusy, DiskFull, ReadOnlyStorage or UpgradeFailed; none of them touches the file.
    """
    with storage_errors(path):
        if not path.exists():
            _create(path, upgrade or migrate)
        revision = _revision(path)
        if revision not in KNOWN:
            raise DatabaseNewer(file=str(path))
        if revision != HEAD:
            if on_upgrade is not None:
                on_upgrade()
            _upgrade(path, now, upgrade or migrate)
    _refuse_read_only(path)
    return Database(path)


def migrate(path: Path) -> None:
    """Bring the file to HEAD with foreign keys off, then check them; raises when a check fails."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{path}", module=sqlite)
    try:
        with engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.isolation_level = None
            raw.execute("PRAGMA journal_mode=WAL").fetchall()
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("BEGIN IMMEDIATE")
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if raw.in_transaction:
                raw.execute("COMMIT")
            broken = (
                raw.execute("PRAGMA foreign_key_check").fetchall() + raw.execute("PRAGMA quick_check").fetchall()[1:]
            )
            if broken:
                raise UpgradeFailed(file=str(path), problems=[str(row) for row in broken])
    finally:
        engine.dispose()


def _create(path: Path, upgrade: Callable[[Path], None]) -> None:
    """Make an empty shop. It gets its name when it is finished; of two programs started at once the first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _aside(path, "new") as folder:
        new = folder / path.name
        upgrade(new)
        _fold_log(new)
        try:
            os.link(new, path)
        except FileExistsError:
            return
        except OSError:  # a disk without hard links
            if not path.exists():
                new.replace(path)


@contextmanager
def _aside(path: Path, purpose: str) -> Iterator[Path]:
    """A folder beside the file for what is not whole yet. What a program that was cut off left there goes."""
    prefix = f"{path.stem}-{purpose}-"
    for left in path.parent.glob(prefix + "*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=prefix, dir=path.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _upgrade(path: Path, now: datetime, upgrade: Callable[[Path], None]) -> None:
    """Upgrade a file after a copy. Of two programs started at once the second finds it upgraded, or busy: it puts no
    copy back, for the shop has gone on since."""
    backup = path.with_name(f"{path.stem}-before-{HEAD}-{now:%Y%m%dT%H%M%S}{path.suffix}")
    with _aside(path, "copy") as folder:
        copy = folder / path.name
        _copy(path, copy)
        if _revision(copy) == HEAD:
            return
        _fold_log(copy)  # the log is not taken along, and on a full disk closing leaves the copy in it without a word
        copy.replace(backup)
    try:
        with storage_errors(path):
            upgrade(path)
    except DatabaseBusy:
        raise
    except (DiskFull, ReadOnlyStorage):
        _copy(backup, path)
        raise
    except Exception as error:
        _copy(backup, path)
        raise UpgradeFailed(file=str(path), backup=str(backup)) from error


def _revision(path: Path) -> str:
    """The revision of a file, without setting anything in it. Raises DatabaseDamaged for another program's."""
    connection = sqlite.connect(str(path), timeout=BUSY_MS / 1000)
    try:
        found = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'client')"
        ).fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found == (2,) else None
    finally:
        connection.close()
    if row is None:
        raise DatabaseDamaged(file=str(path))
    return str(row[0])


def _copy(source: Path, target: Path) -> None:
    """Copy a whole database through SQLite's backup, so that the write-ahead log is included on both sides."""
    reader, writer = connect(source), connect(target)
    try:
        reader.backup(writer)
    finally:
        writer.close()
        reader.close()


def _fold_log(path: Path) -> None:
    """Write the write-ahead log into the file itself; raises what the engine says where there is no room."""
    connection = connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        connection.close()


def _refuse_read_only(path: Path) -> None:
    """Take and release the write lock once, so that a read-only disk is told at the start and not at the first sale."""
    with storage_errors(path):
        connection = connect(path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
