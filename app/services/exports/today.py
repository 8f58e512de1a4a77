"""Whom to contact as a table, to print or to hand to somebody who calls."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.exports.table import Column, Kind, Row, Table, Words
from app.services.reminders.items import DueItem

BLOCK = 500
_COLUMNS = (
    Column("due", Kind.DAY, 13),
    Column("due_time", Kind.TIME, 9),
    Column("client", width=34),
    Column("channel", width=12),
    Column("contact", width=26),
    Column("kind", width=14),
    Column("reason", width=56),
    Column("suggested_text", width=80),
    Column("expected_value", Kind.MONEY, 16),
    Column("reminder", width=34),
)


def today_table(items: Sequence[DueItem], words: Words) -> Table:
    """These reminders in their order."""
    rows: list[Row] = [
        (
            item.due.isoformat(),
            item.due_time.strftime("%H:%M") if item.due_time else None,
            item.client,
            words.value("channel", item.channel) if item.channel else None,
            item.contact,
            words.value("kind", item.kind),
            words.reason(item.reason),
            item.suggested_text,
            item.expected_value or None,
            item.id,
        )
        for item in items
    ]
    return Table("today", _COLUMNS, (rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)))
