"""How answers are written: one JSON document, or an aligned table for people."""

from __future__ import annotations

import json
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def write_json(document: Any) -> None:
    """The one JSON document on stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=_json_value) + "\n")


def _json_value(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def money_json(minor: int | None) -> str | None:
    """Minor units as a decimal string in major units: 189000 -> "1890.00"."""
    return None if minor is None else f"{Decimal(minor) / 100:.2f}"


def quantity_json(thousandths: int) -> float | int:
    """Thousandths as a number: 1000 -> 1, 1500 -> 1.5."""
    return thousandths // 1000 if thousandths % 1000 == 0 else thousandths / 1000


def write_added(options: Namespace, new_id: int) -> int:
    """The number of what was added, as the options want it; returns the exit code."""
    if options.json:
        write_json({"id": new_id})
    else:
        write_line(str(new_id))
    return 0


def write_line(text: str) -> None:
    """One line for people on stdout."""
    sys.stdout.write(text + "\n")


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """An aligned table; the columns in `right` are numbers and stand right."""
    cells = [list(heads), *(list(row) for row in rows)]
    widths = [max(_width(row[place]) for row in cells) for place in range(len(heads))]
    for number, row in enumerate(cells):
        padded = [_pad(cell, widths[place], place in right) for place, cell in enumerate(row)]
        write_line("  ".join(padded).rstrip())
        if number == 0:
            write_line("  ".join("─" * width for width in widths))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
