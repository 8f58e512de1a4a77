"""The imports of the past as a table."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.exports.table import Column, Kind, Row, Table, Words
from app.services.imports.results import BatchRow
from app.services.settings import ShopSettings

_COLUMNS = (
    Column("imported_on", Kind.DAY, 13),
    Column("imported_at", Kind.TIME, 9),
    Column("file", width=40),
    Column("who", width=18),
    Column("clients_created", Kind.NUMBER),
    Column("clients_updated", Kind.NUMBER),
    Column("purchases_created", Kind.NUMBER),
    Column("rows_failed", Kind.NUMBER),
    Column("state", width=22),
)


def imports_table(batches: Sequence[BatchRow], words: Words, settings: ShopSettings) -> Table:
    """These imports in their order, in shop time."""
    return Table("imports", _COLUMNS, iter([[_row(batch, words, settings) for batch in batches]]))


def _row(batch: BatchRow, words: Words, settings: ShopSettings) -> Row:
    at = settings.local(batch.at)
    state = "undone" if batch.undone else "failed" if batch.error else ""
    return (
        at.date().isoformat(),
        at.strftime("%H:%M"),
        batch.file,
        batch.who,
        *(batch.clients_created, batch.clients_updated, batch.purchases_created, batch.rows_failed),
        words.value("state", state) if state else None,
    )
