"""The one place that opens SQLite: engines, pragmas, transactions, and the broadcast of what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from errno import ENOSPC
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from app.models import (
    aftersale,
    attachment,
    audit,
    client,
    duplicates,
    enquiry,
    forecast,
    importing,
    interaction,
    own,
    product,
    purchase,
    reminder,
    setting,
    spend,
    task,
    view,
)
from app.models.enums import Area
from app.models.errors import DatabaseBusy, DatabaseDamaged, DiskFull, ReadOnlyStorage, StorageError

# Every table is mapped once the database is imported, whoever asks first.
TABLE_MODULES = (
    *(aftersale, attachment, audit, client, duplicates, enquiry, forecast, importing, interaction, own),
    *(product, purchase, reminder, setting, spend, task, view),
)

WRITER_CACHE_KIB = 65_536
READER_CACHE_KIB = 16_384
READERS = 7  # the window, the four lanes, the scheduler, a report's second reading
IMPORT_CACHE_KIB = 16_384  # the reading and matching that came before have left less room
BUSY_MS = 30_000

# What the engine says, in the order it is looked for -> what the user is told.
FAILURES: tuple[tuple[str, type[StorageError]], ...] = (
    ("database is locked", DatabaseBusy),
    ("database or disk is full", DiskFull),
    ("disk i/o error", DiskFull),
    ("readonly database", ReadOnlyStorage),
    ("unable to open database", ReadOnlyStorage),
    ("file is not a database", DatabaseDamaged),
    ("malformed", DatabaseDamaged),
)


def _choose_module() -> ModuleType:
    """sqlcipher3 brings the same modern SQLite everywhere; the standard library's module is the fallback.

    One module per process: two builds of SQLite on one file break each other's locks.
    """
    try:
        from sqlcipher3 import dbapi2

        return dbapi2  # type: ignore[no-any-return]
    except ImportError:
        import sqlite3

        return sqlite3


sqlite = _choose_module()


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what the engine says into a StorageError with the file's name; anything unknown stays a bug."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy(file=str(path)) from error
    except OSError as error:
        raise (DiskFull if error.errno == ENOSPC else ReadOnlyStorage)(file=str(path)) from error
    except (DBAPIError, DatabaseError, sqlite.Error) as error:
        said = str(error).lower()
        for words, kind in FAILURES:
            if words in said:
                raise kind(file=str(path)) from error
        raise


def connect(path: Path, cache_kib: int = READER_CACHE_KIB) -> Any:
    """A bare connection with our pragmas, in autocommit mode. For upgrade, backup and check."""
    connection = sqlite.connect(str(path), timeout=BUSY_MS / 1000, check_same_thread=False)
    set_pragmas(connection, cache_kib)
    return connection


def set_pragmas(connection: Any, cache_kib: int) -> None:
    """WAL with a full sync: a hand edit survives a power cut. We begin transactions ourselves."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        f"cache_size=-{cache_kib}",
        "mmap_size=0",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def attach(connection: Any, stage: Path, cache_kib: int = READER_CACHE_KIB) -> None:
    """Make a throw-away file readable as `stage` beside the shop's own; nothing in it is worth a journal or a sync."""
    connection.execute("ATTACH ? AS stage", (str(stage),))
    for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{cache_kib}"):
        connection.execute(f"PRAGMA stage.{pragma}").fetchall()


def _engine(path: Path, begin: str, cache_kib: int, pool_size: int) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlite,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=BUSY_MS / 1000,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", lambda connection, _record: set_pragmas(connection, cache_kib))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


class Database:
    """One shop's file: a single writer connection, a few readers, and listeners told what each commit changed.

    Open it through models/upgrade.open_database, which makes sure that the schema is the program's.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.staff_id: int | None = None  # who works here now: the author of every action
        self._writer = _engine(path, "BEGIN IMMEDIATE", WRITER_CACHE_KIB, 1)
        self._reader = _engine(path, "BEGIN", READER_CACHE_KIB, READERS)
        self._listeners: list[Callable[[frozenset[Area]], None]] = []
        self._watch: Any = None
        self._watches: list[Any] = []

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one consistent snapshot. Never blocks on, and never becomes, a write."""
        with storage_errors(self.path), Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, *areas: Area) -> Iterator[Session]:
        """One transaction on the writer connection; commits at the end, then tells the listeners which areas changed.

        An exception rolls everything back and tells nobody.
        """
        with storage_errors(self.path), Session(self._writer, expire_on_commit=False) as session, session.begin():
            session.info["staff_id"] = self.staff_id
            yield session
        self._tell(areas)

    @contextmanager
    def write_from(self, stage: Path, *areas: Area) -> Iterator[Session]:
        """Like `write`, with an import's staging file attached as `stage`, and without a sync at the commit."""
        with storage_errors(self.path), self._writer.connect() as connection:
            raw: Any = connection.connection.driver_connection
            attach(raw, stage)
            raw.execute("PRAGMA main.synchronous=NORMAL")
            raw.execute("PRAGMA temp_store=FILE")  # what a million purchases are sorted in is no small thing
            raw.execute(f"PRAGMA main.cache_size=-{IMPORT_CACHE_KIB}")
            try:
                with Session(connection, expire_on_commit=False) as session, session.begin():
                    session.info["staff_id"] = self.staff_id
                    yield session
            finally:
                raw.execute("PRAGMA main.synchronous=FULL")
                raw.execute("PRAGMA temp_store=MEMORY")
                raw.execute(f"PRAGMA main.cache_size=-{WRITER_CACHE_KIB}")
                raw.execute("DETACH stage")
        self._tell(areas)

    def _tell(self, areas: tuple[Area, ...]) -> None:
        for listener in list(self._listeners):
            listener(frozenset(areas))

    def on_commit(self, listener: Callable[[frozenset[Area]], None]) -> None:
        """Call `listener(areas)` after every commit, in the thread that wrote."""
        self._listeners.append(listener)

    def data_version(self) -> int:
        """A number that changes when another process has committed to the file. Call it from one thread."""
        with storage_errors(self.path):
            if self._watch is None:
                self._watch = connect(self.path, cache_kib=64)
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def watch(self) -> Callable[[], int]:
        """Like `data_version`, on a connection of its own: a number that changes with every commit to the file, those
        of this process too. For one thread, until the database is closed."""
        with storage_errors(self.path):
            connection = connect(self.path, cache_kib=64)
        self._watches.append(connection)

        def version() -> int:
            with storage_errors(self.path):
                return int(connection.execute("PRAGMA data_version").fetchone()[0])

        return version

    def vacuum_into(self, target: Path, check: Callable[[], object] = lambda: None) -> None:
        """Write a compact, consistent copy to `target`, which must not exist; writers go on meanwhile.

        `check` is called every now and then; what it raises stops the work.
        """
        from app.models.interrupt import interruptible  # needs this module itself

        try:
            with storage_errors(target), self._reader.connect() as connection:
                raw: Any = connection.connection.driver_connection
                with interruptible(raw, check):
                    raw.execute("VACUUM INTO ?", (str(target),))
        except DatabaseDamaged as error:
            raise DatabaseDamaged(file=str(self.path)) from error

    def is_empty(self) -> bool:
        """Whether the shop has no client, purchase or task yet, nor had any."""
        question = "SELECT 1 FROM sqlite_sequence WHERE name IN ('client', 'purchase', 'task') AND seq > 0"
        with storage_errors(self.path), self._reader.connect() as connection:
            return connection.execute(text(question)).first() is None

    def problems(self) -> list[str]:
        """What SQLite's integrity and foreign key checks say; empty when all is well.

        A connection of its own: one that has seen an earlier search index takes later writes for damage.
        """
        found: list[str] = []
        try:
            with storage_errors(self.path), closing(connect(self.path)) as connection:
                found += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
                broken = connection.execute("PRAGMA foreign_key_check").fetchall()
                found += [f"{row[0]} {row[1]}: no {row[2]}" for row in broken]
        except DatabaseDamaged:
            found.append("the file is malformed")  # so badly that the check itself could not end
        return found

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        for connection in (self._watch, *self._watches):
            if connection is not None:
                connection.close()
        self._reader.dispose()
        self._writer.dispose()
