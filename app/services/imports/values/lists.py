"""Several products in one cell: "эфиопия 2шт, кения", "2 x Coffee; 1 Tea", "Coffee (2), Mug"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from app.services.imports.values.numbers import millionths, thousandths

_MEASURE = r"\s*\d+(?:[.,]\d+)?\s*(?:[мк]?л|[мк]?гр?|[мкс]?м|ml|l|k?g|gr|oz|lbs?|cm|mm|%)(?![^\W\d])"
_NUMBER = r"(?P<n>\d{1,3}(?:[.,]\d{1,3})?)"
_PIECES = r"(?:шт(?:ук[аи]?)?|pcs?|уп|пач(?:ек|к[аи])?|бут(?:ыл(?:ок|к[аи]))?|порц(?:и[ийя])?|ед)"
_SO_MANY = rf"\s*\d+\s*{_PIECES}\.?\s*(?:[;,\n]|$)"  # of what stands before, never a product of its own
_PARTS = re.compile(rf"\s*[;\n]\s*|\s*,(?!{_MEASURE})(?!{_SO_MANY})(?![^(]*\))\s*|\s+\+\s+", re.IGNORECASE)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_NUMBER}\s*(?:[xх×*]|{_PIECES}\.?)\s*(?P<name>[^\W\d].*)",
        rf"(?P<name>.*?\S)\s*[-–—:]?\s*{_NUMBER}\s*{_PIECES}\.?",
        rf"(?P<name>.*?\S)\s*[xх×*]\s*{_NUMBER}",
        rf"(?P<name>.*?\S)\s*\(\s*{_NUMBER}\s*(?:{_PIECES}\.?)?\s*\)",
        rf"{_NUMBER}\s+(?P<name>[^\W\d].*)",
    )
)
_LOOKED_AT = 1_000
_MOSTLY = 0.6


class Part(NamedTuple):
    """One product of a list."""

    name: str
    quantity: int | None  # thousandths; None where none is said


def parts_of(text: str) -> list[Part]:
    """The products that a cell lists, each with its quantity."""
    return [_part(piece) for piece in _PARTS.split(text.strip()) if piece]


def _part(text: str) -> Part:
    for form in _FORMS:
        if (match := form.fullmatch(text)) and (number := millionths(match["n"], ",")):
            return Part(match["name"].strip(" ,-–—:"), thousandths(number))
    return Part(text, None)


def holds_lists(texts: Iterable[str]) -> bool:
    """Whether the cells of a column of products are lists: quantities within them, or products known from elsewhere.

    "Торт, шоколадный" is one product unless both its parts are found elsewhere too, alone or each before another:
    what stands only behind others ("Футболка, синяя") says of which kind they are.
    """
    cells = [parts_of(text) for text in islice(texts, _LOOKED_AT) if text]
    several = [parts for parts in cells if len(parts) > 1]
    if not several:
        return False
    counts = Counter(name for parts in cells for name in {part.name.casefold() for part in parts})
    first = {parts[0].name.casefold() for parts in cells}
    alone = {parts[0].name.casefold() for parts in cells if len(parts) == 1}
    alone |= {name for name, count in counts.items() if count > 1 and name in first}
    proven = sum(
        any(part.quantity for part in parts) or all(part.name.casefold() in alone for part in parts)
        for parts in several
    )
    return proven > _MOSTLY * len(several)
