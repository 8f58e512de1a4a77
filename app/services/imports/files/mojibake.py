"""Russian texts that a program wrote into an .xls letter by letter as Western ones: "Êëèåíòû" is "Клиенты"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from app.services.imports.files.encodings import reads_russian
from app.services.imports.files.source import Columns, Sheet
from app.services.imports.values.cells import Cell

_SUSPECT = re.compile("[\u00c0-\u00ff]{3}")  # three such letters in a row stand in no Western word
_FEWEST_LETTERS = 6  # beyond ASCII, to tell a language by
_ROWS_LOOKED_AT = 300


def repaired(sheet: Sheet) -> Sheet:
    """The sheet with such texts as they were meant; the first rows decide."""
    name = _as_cyrillic(sheet.name) if _is_garbled([sheet.name]) else sheet.name
    return replace(sheet, name=name, batches=partial(_batches, sheet))


def _batches(sheet: Sheet) -> Iterator[Columns]:
    batches = sheet.batches()
    first = next(batches, None)
    if first is None:
        return
    if not _is_garbled(cell for column in first for cell in column[:_ROWS_LOOKED_AT]):
        yield first
        yield from batches
        return
    for columns in chain((first,), batches):
        yield [tuple(map(_repaired_cell, column)) for column in columns]


def _is_garbled(cells: Iterable[Cell]) -> bool:
    texts = [cell for cell in cells if type(cell) is str and not cell.isascii() and _SUSPECT.search(cell)]
    text = " ".join(texts)
    return sum(ch > "\x7f" for ch in text) >= _FEWEST_LETTERS and reads_russian(_as_cyrillic(text))


def _repaired_cell(cell: Cell) -> Cell:
    return _as_cyrillic(cell) if type(cell) is str and not cell.isascii() else cell


def _as_cyrillic(text: str) -> str:
    """The same bytes read as cp1251; a text that is not made of single bytes stays as it is."""
    try:
        return b"".join(map(_byte, text)).decode("cp1251", "replace")
    except UnicodeEncodeError:
        return text


def _byte(letter: str) -> bytes:
    return bytes((ord(letter),)) if letter <= "\xff" else letter.encode("cp1252")
