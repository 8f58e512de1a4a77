"""Tables that this program wrote itself: their texts are taken as they stand, so that nothing is lost on the way.

An export puts a mark into the title of the client numbers. A text that begins with an apostrophe, or could run as a
formula in a text file, has an apostrophe in front of it. Several values in a cell are parted by commas; a value that
holds a separator, or would mean nothing to the importer, stands in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.services.imports.values.cells import Cell, is_blank, raw_text, text_of
from app.services.imports.values.memo import Memo, Parsed
from app.services.imports.values.names import NOBODY, Name, full_name

MARK = "(Regulars)"
_SEPARATORS = ",;|/\n"
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[,;|\n/]|$)|([^,;|\n/]+))')


def is_own(titles: Iterable[str]) -> bool:
    """Whether a table with these titles came out of an export."""
    return any(title.endswith(MARK) for title in titles)


def exact_text(cell: Cell) -> str | None:
    """The text as it was in the shop; None for nothing."""
    if is_blank(cell):
        return None
    text = cell if isinstance(cell, str) else raw_text(cell)
    return text.removeprefix("'").replace("\r\n", "\n")


def text_memo() -> Memo:
    """Texts of such a table."""
    return Memo(lambda cell: (exact_text(cell), None))


def name_memo(last_first: bool) -> Memo:
    """A name as it is shown, taken apart as far as it can be."""

    def parse(cell: Cell) -> Parsed:
        shown = exact_text(cell)
        return (NOBODY if shown is None else full_name(shown, last_first)._replace(display=shown, company=None)), None

    return Memo(parse)


def parts_of(shown: Name, number: Cell, last: Cell, first: Cell, middle: Cell) -> Name:
    """The name with the parts of its own columns, also where those are empty.

    A row without a client number was typed into the file by hand: its name is read like any other.
    """
    parts = (exact_text(last), exact_text(first), exact_text(middle))
    if is_blank(number) and not any(parts):
        return full_name(shown.display)
    return Name(shown.display, *parts)


def listed(values: Iterable[str]) -> str:
    """Several values as one cell, which `parts` takes apart again."""
    return ", ".join(map(_quoted, values))


def parts(cell: Cell) -> list[str]:
    """The values of a cell that holds several, parted by anything usual; what stands in quotes stays whole."""
    text = raw_text(cell)
    if '"' not in text and text_of(text.replace("\n", ", ")) is None:
        return []
    found = [(whole, part) for whole, part in _PART.findall(text)]
    values = [whole.replace('""', '"') if whole else text_of(part) for whole, part in found]
    return list(dict.fromkeys(value for value in values if value))


def _quoted(value: str) -> str:
    plain = not any(mark in value for mark in _SEPARATORS + '"') and text_of(value) == value
    return value if plain else '"' + value.replace('"', '""') + '"'
