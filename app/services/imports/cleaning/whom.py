"""Columns that call a client by name in one row and by telephone number in the next, as many tills do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.services.imports.values.cells import Cell
from app.services.imports.values.cleaners import name_memo
from app.services.imports.values.memo import Memo, Parsed
from app.services.imports.values.names import NOBODY, Name, full_name, is_person
from app.services.imports.values.phones import phones

_TEN_DIGITS = re.compile(r"(?:\d\D{0,3}){10}")
_LETTER = re.compile(r"[^\W\d_]")
_NO_LETTERS = re.compile(r"[^\w\s.'’-]|[\d_]")


def calls_by_phone(cells: Iterable[Cell]) -> bool:
    """Whether some cell of a column of names holds a telephone number."""
    return any(map(_may_be_phone, cells))


def whom_memo(last_first: bool, country: str) -> Memo:
    """(name, (numbers, originals)); a number with a person's name beside it gives both."""
    parse_name = name_memo(last_first).parse

    def parse(cell: Cell) -> Parsed:
        if _may_be_phone(cell):
            found, _code = phones(cell, country)
            if found[0] is not None and found[0].startswith("+"):
                return (_beside(cell, last_first), found), None
        name, code = parse_name(cell)
        return (name, (None, None)), code

    return Memo(parse)


def _beside(cell: Cell, last_first: bool) -> Name:
    """The person whose name stands beside the number."""
    if not isinstance(cell, str) or _LETTER.search(cell) is None:
        return NOBODY
    words = " ".join(_NO_LETTERS.sub(" ", cell).split())
    return full_name(words, last_first) if is_person(words) else NOBODY


def _may_be_phone(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) > 9 and _TEN_DIGITS.search(cell) is not None
    return type(cell) is float and 1e9 <= cell < 1e12
