"""What is exported: columns with a kind each, and rows in the form that the database has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.services.reminders.items import Reason

Report = Callable[[int, int], None]
"""report(done, total); may raise Cancelled."""

Value = str | int | None
Row = Sequence[Value]


class Kind(StrEnum):
    """How the values of a column are stored and shown."""

    TEXT = "text"
    DAY = "day"  # YYYY-MM-DD; anything else is text
    TIME = "time"  # HH:MM or HH:MM:SS
    MONEY = "money"  # minor units
    QUANTITY = "quantity"  # thousandths
    NUMBER = "number"  # whole
    DECIMAL = "decimal"  # text with a point: "12.5"


@dataclass(frozen=True)
class Column:
    """One column: its name (a field of the importer where there is one), kind, and width in characters."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 16
    title: str = ""  # where it is not called as the field is


@dataclass(frozen=True)
class Table:
    """What goes into a file: columns and batches of rows, with the values as the database has them."""

    name: str
    columns: tuple[Column, ...]
    batches: Iterator[list[Row]]


@dataclass(frozen=True)
class Words:
    """How the tables are worded. The layer above gives it, for services hold no sentences."""

    title: Callable[[str], str]  # name of a column or of a table -> its heading
    value: Callable[[str, str], str]  # (column, code) -> a word that the importer understands too
    reason: Callable[[Reason], str]  # why somebody is on Today
    comma: bool  # text files have decimal commas and are parted by semicolons, as Excel expects in Russia


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no spreadsheet file may hold."""


def clean_text(value: object) -> str:
    """The text without characters that a spreadsheet file cannot hold."""
    text = str(value)
    return text if text.isprintable() else CONTROL.sub("", text)
