"""Indexes of purchases while an import brings more of them than the shop has: built once afterwards, from sorted rows.

Keeping them up row by row costs twice as much and needs a large cache. All of it is part of the import's transaction.
"""

from __future__ import annotations

from typing import Any

MANY = 20_000  # receipts; fewer are not worth it
CACHE_KIB = 8_192  # until the import is done
THREADS = 2  # sort the rows of an index

_INDEXES = """
SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN
('purchase', 'purchase_line') ORDER BY rowid"""
_FRESH = "SELECT count(*) FROM stage.receipt WHERE NOT duplicate"
_HELD = "SELECT count(*) FROM (SELECT 1 FROM purchase LIMIT ?)"


def set_indexes_aside(raw: Any) -> list[str]:
    """Drop the indexes of purchases and lines if most of both will be new; returns what `put_indexes_back` needs."""
    (fresh,) = raw.execute(_FRESH).fetchone()
    if fresh < MANY or raw.execute(_HELD, (fresh,)).fetchone()[0] == fresh:
        return []
    found = raw.execute(_INDEXES).fetchall()
    for name, _statement in found:
        raw.execute(f"DROP INDEX {name}")
    raw.execute(f"PRAGMA main.cache_size=-{CACHE_KIB}")
    return [statement for _name, statement in found]


def put_indexes_back(raw: Any, statements: list[str]) -> None:
    """Build the indexes that were set aside."""
    if statements:
        raw.execute(f"PRAGMA threads={THREADS}").fetchall()
        for statement in statements:
            raw.execute(statement)
        raw.execute("PRAGMA threads=0").fetchall()
