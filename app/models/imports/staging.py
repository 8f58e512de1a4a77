"""The staging area of an import: a temporary file beside the shop's, so that nothing is locked while files are read.

The planning connection and the writer both attach it as `stage`, so the statements of an import read the same in
either: plain names are the shop's tables, `stage.` are these. A mention (`person`) is a client as one row of a file
names it; all mentions of one client make a `cluster`.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
import tempfile
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from app.models.database import attach, connect, sqlite, storage_errors

TABLES: dict[str, str] = {
    "sheet": "(no INTEGER PRIMARY KEY, batch INTEGER, role TEXT, source TEXT, file TEXT, name TEXT)",
    "rule": "(sheet INTEGER, part TEXT, rule TEXT, PRIMARY KEY (sheet, part)) WITHOUT ROWID",
    "person": (
        "(id INTEGER PRIMARY KEY, sheet INTEGER, row INTEGER, external_id TEXT, name TEXT, last_name TEXT,"
        " first_name TEXT, middle_name TEXT, company TEXT, birthday TEXT, gender TEXT, address TEXT, city TEXT,"
        " card TEXT, source TEXT, note TEXT, consent INTEGER, last_contact TEXT, points INTEGER, contacts TEXT,"
        " tags TEXT, name_key TEXT, search_text TEXT, sort_key TEXT, first_key TEXT)"
    ),
    "contact": "(person INTEGER, position INTEGER, kind TEXT, value TEXT, original TEXT)",
    "trait": "(person INTEGER, kind TEXT, value TEXT)",
    "mention": "(person INTEGER PRIMARY KEY, cluster INTEGER)",
    "cluster": "(no INTEGER PRIMARY KEY, client_id INTEGER, rep INTEGER, batch INTEGER, hidden INTEGER)",
    "same_as": "(fingerprint TEXT PRIMARY KEY, client_id INTEGER, like TEXT)",
    "apart": "(fingerprint TEXT, client_id INTEGER, other TEXT)",
    "compared": "(no INTEGER PRIMARY KEY)",
    "seen": "(fingerprint TEXT PRIMARY KEY, cluster INTEGER, batch INTEGER)",
    "client_change": "(client_id INTEGER PRIMARY KEY, before TEXT, after TEXT)",
    "added": "(client_id INTEGER PRIMARY KEY)",
    "receipt": (
        "(no INTEGER PRIMARY KEY, sheet INTEGER, row INTEGER, receipt TEXT, day TEXT, time TEXT, is_return INTEGER,"
        " person INTEGER, import_key TEXT, total INTEGER, status TEXT, duplicate INTEGER DEFAULT 0,"
        " return_of TEXT)"
    ),
    "line": (
        "(receipt INTEGER, id INTEGER, linked INTEGER, product INTEGER, quantity INTEGER, price INTEGER,"
        " discount INTEGER, sum INTEGER, total INTEGER, status TEXT, row INTEGER, position INTEGER,"
        " PRIMARY KEY (receipt, id))"
        " WITHOUT ROWID"
    ),
    "again": (
        "(no INTEGER PRIMARY KEY, purchase_id INTEGER UNIQUE, status INTEGER DEFAULT 0, total INTEGER DEFAULT 0,"
        " lines INTEGER DEFAULT 0, client INTEGER DEFAULT 0)"
    ),
    "purchase_change": "(purchase_id INTEGER PRIMARY KEY, batch INTEGER, before TEXT, after TEXT)",
    "alike": "(id INTEGER PRIMARY KEY, first INTEGER)",
    "line_diff": "(no INTEGER, line INTEGER, gone INTEGER, PRIMARY KEY (no, gone, line)) WITHOUT ROWID",
    "product": (
        "(no INTEGER PRIMARY KEY, sheet INTEGER, sku TEXT, name TEXT, category TEXT, price INTEGER, row INTEGER)"
    ),
    "product_map": "(no INTEGER PRIMARY KEY, target INTEGER, product_id INTEGER, price INTEGER)",
    "new_product": (
        "(no INTEGER PRIMARY KEY, batch INTEGER, name TEXT, name_key TEXT, sku TEXT, category TEXT, price INTEGER)"
    ),
    "lookup": "(sheet INTEGER, id TEXT, text TEXT, row INTEGER)",
    "mark": "(sheet INTEGER, row INTEGER, receipt INTEGER)",
    "verdict": "(sheet INTEGER, row INTEGER, outcome INTEGER)",
    "told": "(id INTEGER PRIMARY KEY, sheet INTEGER, row INTEGER, state INTEGER, repaired INTEGER, at INTEGER)",
    "original": "(sheet INTEGER, row INTEGER, outcome INTEGER, cells TEXT)",
    "problem": '(sheet INTEGER, row INTEGER, outcome INTEGER, "column" TEXT, value TEXT, code TEXT)',
}
MATCHED = (  # filled by a match with the shop, or after it
    *(
        "mention",
        "cluster",
        "seen",
        "client_change",
        "added",
        "product_map",
        "new_product",
        "again",
        "alike",
        "line_diff",
        "told",
    ),
)
CACHE_KIB = 16_384
PREFIX = "regulars-import-"
STARTING_SECONDS = 60  # between a folder and its lock, with a lot to spare
ROWS_AT_ONCE = 5_000


class Stage:
    """The staging file and the planning connection, whose `main` is the shop's file (only ever read through it)."""

    def __init__(self, shop: Path) -> None:
        self.shop = shop
        self.persons = 0  # mentions staged; merged ones are numbered after them
        remove_abandoned()
        with storage_errors(shop):
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)  # at the latest on exit
        self.path = folder / "stage.db"
        with storage_errors(self.path):
            self._in_use = _lock(folder)
            self.raw: Any = connect(shop)
            attach(self.raw, self.path, CACHE_KIB)
            self.clear()

    def clear(self) -> None:
        """Start over with empty tables."""
        for name, columns in TABLES.items():
            self.raw.execute(f"DROP TABLE IF EXISTS stage.{name}")
            self.raw.execute(f"CREATE TABLE stage.{name} {columns}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction of the planning connection. A full disk has already ended it when its failure arrives."""
        self.raw.execute("BEGIN")
        try:
            yield
        finally:
            if self.raw.in_transaction:
                self.raw.execute("COMMIT")

    def add(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Append rows to a table."""
        add_rows(self.raw, table, rows)

    def add_columns(self, table: str, columns: Mapping[str, Sequence[object]], **same: int) -> None:
        """Append rows given column by column; a column that is a number is the same in all of them."""
        add_columns(self.raw, table, columns, same)

    def name_receipt(self, receipt: int, person: int) -> None:
        """Give a receipt the client that only a later row of it names."""
        self.raw.execute("UPDATE stage.receipt SET person = ? WHERE no = ?", (person, receipt))

    def set_status(self, receipt: int, status: str) -> None:
        """Say what became of a receipt that is staged."""
        self.raw.execute("UPDATE stage.line SET status = ? WHERE receipt = ?", (status, receipt))

    def receipts_of(self, sheet: int) -> dict[str, int]:
        """Number on the receipt -> first staged receipt of a sheet with that number."""
        found = self.raw.execute(
            "SELECT receipt, min(no) FROM stage.receipt WHERE sheet = ? AND receipt IS NOT NULL GROUP BY receipt",
            (sheet,),
        )
        return dict(found.fetchall())

    def rest(self) -> None:
        """Give back the memory of the planning connection's caches and what was freed: something large is next."""
        self.raw.execute("PRAGMA shrink_memory")
        if sys.platform == "linux":
            with suppress(OSError, AttributeError):  # another C library than glibc
                ctypes.CDLL(None).malloc_trim(0)

    def shop_version(self) -> int:
        """Changes whenever somebody else has committed to the shop's file."""
        return int(self.raw.execute("PRAGMA main.data_version").fetchone()[0])

    def close(self) -> None:
        """Close the connection and remove the file."""
        self.raw.close()
        self._in_use.close()
        self._remove()


def remove_abandoned() -> None:
    """Remove the staging files of programs that were killed: those on which nobody holds the lock."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        with suppress(OSError, sqlite.Error):
            if time.time() - folder.stat().st_mtime > STARTING_SECONDS:
                _lock(folder).close()
                shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> Any:
    """A connection that holds a lock in `folder`; the system frees it however the process ends."""
    connection = sqlite.connect(str(folder / "in-use.db"), timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite.Error:
        connection.close()
        raise
    return connection


def add_rows(raw: Any, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Append rows to a staging table through any connection that has it attached.

    Binding a NULL costs the driver ten times what a text costs, and most cells are empty: columns without a value are
    left out, and in the others an empty text stands for NULL on the way.
    """
    names, left = COLUMNS[table], iter(rows)
    while columns := list(zip(*islice(left, ROWS_AT_ONCE), strict=True)):
        used = [(name, column) for name, column in zip(names, columns, strict=True) if column.count(None) < len(column)]
        places, values = zip(*(_bindable(column) for _name, column in used), strict=True)
        statement = (
            f"INSERT INTO stage.{table} ({', '.join(name for name, _column in used)}) VALUES ({', '.join(places)})"
        )
        raw.executemany(statement, zip(*values, strict=True))


def add_columns(raw: Any, table: str, columns: Mapping[str, Sequence[object]], same: Mapping[str, int]) -> None:
    """Append rows that are given column by column; `same` holds the columns with one number for all of them."""
    used = {name: column for name, column in columns.items() if column.count(None) < len(column)}
    if not used:
        return
    places, values = zip(*map(_bindable, used.values()), strict=True)
    statement = (
        f"INSERT INTO stage.{table} ({', '.join((*used, *same))})"
        f" VALUES ({', '.join((*places, *map(str, same.values())))})"
    )
    raw.executemany(statement, zip(*values, strict=True))


def _bindable(column: Sequence[object]) -> tuple[str, Sequence[object]]:
    """The place of a column in the statement, and its values without None."""
    if None not in column or "" in column:
        return "?", column
    return "nullif(?, '')", ["" if value is None else value for value in column]


def _names(columns: str) -> tuple[str, ...]:
    inside = columns.split(", PRIMARY KEY (")[0].strip("()")
    return tuple(column.split()[0] for column in inside.split(", "))


COLUMNS = {name: _names(columns) for name, columns in TABLES.items()}
PERSON = COLUMNS["person"]

# A receipt's sum: of its linked lines if it has some, else of its own; a total given by the file where lines lack sums.
_TOTALS = """
UPDATE stage.receipt SET (total, status) = (
    SELECT CASE
        WHEN max(linked) THEN coalesce(sum(CASE WHEN linked THEN sum END), max(total), sum(sum))
        WHEN max(total) IS NOT NULL AND max(sum IS NULL) THEN (
            SELECT total FROM stage.line f WHERE f.receipt = stage.receipt.no AND f.total IS NOT NULL
            ORDER BY id LIMIT 1)
        ELSE sum(sum) END,
        max(status)
    FROM stage.line l WHERE l.receipt = stage.receipt.no)"""

# A line without price and sum takes the price that the drop's own list of products gives.
_LIST_PRICES = """
UPDATE stage.line SET price = m.price, quantity = coalesce(quantity, 1000),
    sum = (coalesce(quantity, 1000) * m.price + sign(coalesce(quantity, 1000)) * 500) / 1000 - coalesce(discount, 0)
FROM stage.product_map m
WHERE m.no = stage.line.product AND m.price IS NOT NULL AND stage.line.price IS NULL AND stage.line.sum IS NULL
    AND stage.line.total IS NULL"""

# Equal rows without a receipt number are separate sales of one file: the second gets a key of its own.
_OCCURRENCES = """
UPDATE stage.receipt SET import_key = import_key || '-' || n.place FROM (
    SELECT r.no, row_number() OVER (PARTITION BY s.batch, r.import_key ORDER BY r.no) AS place
    FROM stage.receipt r JOIN stage.sheet s ON s.no = r.sheet WHERE r.receipt IS NULL) n
WHERE n.no = stage.receipt.no AND n.place > 1"""


def settle_receipts(raw: Any) -> None:
    """After all rows are staged: list prices, totals, statuses and keys of the receipts."""
    raw.execute(_LIST_PRICES)
    raw.execute(_TOTALS)
    raw.execute(_OCCURRENCES)
    raw.execute("CREATE INDEX stage.receipt_key ON receipt (import_key)")


def forget_match(raw: Any, persons: int) -> None:
    """Empty what a match fills; `persons` is the number of mentions that were staged."""
    for table in MATCHED:
        raw.execute(f"DELETE FROM stage.{table}")
    raw.execute("DELETE FROM stage.person WHERE id > ?", (persons,))


def resolve_categories(raw: Any, lookup_sheet: int, sheet: int) -> bool:
    """Replace category ids of a sheet's products by the texts of a lookup sheet; False when none fitted."""
    return bool(
        raw.execute(
            "UPDATE stage.product SET category = l.text FROM stage.lookup l"
            " WHERE l.sheet = ? AND stage.product.sheet = ? AND l.id = stage.product.category",
            (lookup_sheet, sheet),
        ).rowcount
    )


def set_source(raw: Any, sheet: int, source: str) -> None:
    """Say anew whose client ids a sheet's are."""
    raw.execute("UPDATE stage.sheet SET source = ? WHERE no = ?", (source, sheet))


def shared_ids(raw: Any, sheet: int, other: int) -> float:
    """Share of the client ids of one sheet that another sheet has too, 0..1."""
    found, total = raw.execute(
        "WITH own AS (SELECT DISTINCT external_id AS id FROM stage.person WHERE sheet = ? AND external_id IS NOT NULL),"
        " theirs AS (SELECT DISTINCT external_id AS id FROM stage.person WHERE sheet = ?)"
        " SELECT (SELECT count(*) FROM own WHERE id IN (SELECT id FROM theirs)), (SELECT count(*) FROM own)",
        (sheet, other),
    ).fetchone()
    return found / total if total else 0.0
