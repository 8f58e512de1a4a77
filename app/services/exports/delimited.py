"""A table as text that Excel opens with a double click: UTF-8 with its mark, and the separator of the language."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from app.services.exports.table import Column, Kind, Table, Value, Words, clean_text

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program takes for the start of a formula
_PHONE = re.compile(r"\+\d{5,17}")


def write_delimited(target: Path, table: Table, words: Words, done: Callable[[int], None]) -> int:
    """Write the table; returns the number of rows. A text that could run as a formula gets an apostrophe in front."""
    makers = [_maker(column, words.comma) for column in table.columns]
    count = 0
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if words.comma else ",")
        writer.writerow([column.title or words.title(column.name) for column in table.columns])
        for batch in table.batches:
            writer.writerows(
                ["" if value is None else make(value) for make, value in zip(makers, row, strict=True)] for row in batch
            )
            count += len(batch)
            done(count)
    return count


def harmless(text: str) -> str:
    """The text, so that no program runs it; one that begins with an apostrophe gets a second, to be told apart.

    A phone number stays as it is: "+79052211408" is only a number.
    """
    return "'" + text if text.startswith((*DANGEROUS, "'")) and not _PHONE.fullmatch(text) else text


def _maker(column: Column, comma: bool) -> Callable[[Value], str]:
    places = {Kind.MONEY: 2, Kind.QUANTITY: 3}.get(column.kind)
    if column.kind is Kind.NUMBER:
        return str
    if column.kind is Kind.DECIMAL:
        return lambda value: str(value).replace(".", "," if comma else ".")
    if places is None:
        return lambda value: harmless(clean_text(value))
    return lambda value: _decimal(int(value or 0), places, "," if comma else ".")


def _decimal(value: int, places: int, mark: str) -> str:
    """Minor units or thousandths: 189050 -> "1890.50", 1500 -> "1.5"."""
    whole, part = divmod(abs(value), 10**places)
    digits = f"{part:0{places}}"
    if places > 2:
        digits = digits.rstrip("0")
    return ("-" if value < 0 else "") + str(whole) + (mark + digits if digits else "")
