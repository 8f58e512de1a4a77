"""Open a shop's file with the program's schema: create it, upgrade it after a backup, or refuse a newer one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from app.models.database import Database, connect, sqlite, storage_errors
from app.models.errors import DatabaseBusy, DatabaseDamaged, DatabaseNewer, DiskFull, ReadOnlyStorage, UpgradeFailed

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0001"  # the newest revision in migrations/versions; a test holds it to that
KNOWN = (HEAD,)  # every revision that this program can open


def open_database(path: Path, now: datetime, upgrade: Callable[[Path], None] | None = None) -> Database:
    """Open `path`, creating or upgrading it first.

    A file of an older program is copied beside itself (`regulars-before-0002-20261121T090000.db`) before the upgrade
    and put back if that fails. Raises DatabaseNewer, DatabaseDamaged, DatabaseBusy, DiskFull, ReadOnlyStorage or
    UpgradeFailed; none of them touches the file.
    """
    with storage_errors(path):
        existed = path.exists() and path.stat().st_size > 0
        revision = _revision(path) if existed else None
        if revision not in (None, *KNOWN):
            raise DatabaseNewer(file=str(path))
        if revision != HEAD:
            if existed and revision is None and _has_tables(path):
                raise DatabaseDamaged(file=str(path))
            _upgrade(path, existed and revision is not None, now, upgrade or migrate)
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


def _upgrade(path: Path, existed: bool, now: datetime, upgrade: Callable[[Path], None]) -> None:
    if not existed:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        upgrade(new)
        _fold_log(new)
        new.replace(path)
        return
    backup = path.with_name(f"{path.stem}-before-{HEAD}-{now:%Y%m%dT%H%M%S}{path.suffix}")
    _copy(path, backup)
    try:
        upgrade(path)
    except (DatabaseBusy, DiskFull, ReadOnlyStorage):
        _copy(backup, path)
        raise
    except Exception as error:
        _copy(backup, path)
        raise UpgradeFailed(file=str(path), backup=str(backup)) from error


def _revision(path: Path) -> str | None:
    connection = connect(path)
    try:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
        return None if row is None else str(row[0])
    finally:
        connection.close()


def _has_tables(path: Path) -> bool:
    connection = connect(path)
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    finally:
        connection.close()


def _copy(source: Path, target: Path) -> None:
    """Copy a whole database through SQLite's backup, so that the write-ahead log is included on both sides."""
    reader, writer = connect(source), connect(target)
    try:
        reader.backup(writer)
    finally:
        writer.close()
        reader.close()


def _fold_log(path: Path) -> None:
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
