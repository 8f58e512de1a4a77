"""Values of the shop's own fields: a cell, or what somebody types, as it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.enums import OwnKind
from app.services.imports.values import dates, words
from app.services.imports.values.cells import Cell, is_blank, raw_text, text_of
from app.services.imports.values.numbers import MILLION, millionths

PROBLEMS = {
    OwnKind.NUMBER: "bad_number",
    OwnKind.DATE: "bad_date",
    OwnKind.YES_NO: "unknown_word",
    OwnKind.CHOICE: "bad_choice",
}
"""Kind -> the code of a problem with a cell that holds nothing of it."""


def read_own(
    kind: str,
    cell: Cell,
    choices: Sequence[str] = (),
    day_first: bool = True,
    decimal: str | None = None,
    pivot: int | None = None,
) -> tuple[str | None] | None:
    """(text to keep,): a line of text, a number with a point, an ISO day, "1" or "0", one of the choices.

    (None,) for an empty cell, None for one that holds nothing of the kind.
    """
    if kind == OwnKind.YES_NO:
        answer = words.yes_or_no(cell)
        return None if answer is None else (None if answer[0] is None else str(answer[0]),)
    text = " ".join(raw_text(cell).split()) if kind in (OwnKind.TEXT, OwnKind.CHOICE) else text_of(cell)
    if is_blank(cell) or not text:
        return (None,)
    if kind == OwnKind.NUMBER:
        number = millionths(cell, decimal, three_digits_are_thousands=False)
        return None if number is None else (plain_number(number),)
    if kind == OwnKind.DATE:
        return _any_day(cell, day_first, pivot)
    if kind == OwnKind.CHOICE:
        folded = text.casefold()
        choice = next((choice for choice in choices if choice.casefold() == folded), None)
        return None if choice is None else (choice,)
    return (text,)


def _any_day(cell: Cell, day_first: bool, pivot: int | None) -> tuple[str | None] | None:
    """A day of our time, else one within a human life, such as a wedding of 1965."""
    found = dates.day_and_time(cell, day_first, pivot)
    if found is not None:
        return (found[0],)
    earlier = dates.birthday(cell, day_first, pivot)
    return earlier if earlier is not None and earlier[0] is not None and not earlier[0].startswith("-") else None


def plain_number(number: int) -> str:
    """Millionths as text without zeros that mean nothing: 12500000 -> "12.5"."""
    whole, part = divmod(abs(number), MILLION)
    text = f"{whole}.{part:06}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text
