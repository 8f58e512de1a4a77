"""What divides the cells of a text file: found by how well its rows agree on their number of cells."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import NamedTuple

from app.services.imports.files.quotes import FIELD_LIMIT, Row

SEPARATORS = "\t;|,"  # the order breaks ties: a comma is the likeliest to be part of a text
_ROWS = 400


class Dialect(NamedTuple):
    """The separator, the share of rows that agree on the number of cells, and that number."""

    separator: str
    agreement: float
    width: int


def find_dialect(text: str) -> Dialect:
    """The dialect of a text, by its first rows."""
    lines = text.lstrip("\ufeff")
    first, _, rest = lines.partition("\n")
    if said := _said(first):
        return Dialect(said, 1.0, _agreement(rest, said)[1])
    found = _best(lines)
    if found.width > 1 or '"' not in lines:
        return found
    within = _best("\n".join(row[0] for row in _rows(lines, ",") if len(row) == 1))  # whole rows in quotes
    return within if within.width > 1 else found


def _said(line: str) -> str:
    """The separator that a first line such as "sep=;" names."""
    bare = line.strip(' "\r')
    if bare[:4].lower() == "sep=" and len(bare) <= 6:
        return "\t" if bare[4:] in ("\\t", "\t", "") else bare[4]
    return ""


def _best(lines: str) -> Dialect:
    best, best_score = Dialect(",", 0.0, 1), 0.0
    for separator in SEPARATORS:
        share, width = _agreement(lines, separator)
        score = share * (1 + min(width, 12) / 12) if width > 1 else 0.0
        if score > best_score + 0.02:
            best, best_score = Dialect(separator, share, width), score
    return best


def _agreement(text: str, separator: str) -> tuple[float, int]:
    """Share of rows with the usual number of cells, and that number; quotes heeded or not, whichever agrees better."""
    plain = [line.split(separator) for line in text.splitlines()[:_ROWS]]
    return max((_usual(rows) for rows in (_rows(text, separator), plain)), key=lambda found: found[0])


def _rows(text: str, separator: str) -> list[Row]:
    csv.field_size_limit(FIELD_LIMIT)
    try:
        return list(islice(csv.reader(text.splitlines(keepends=True), delimiter=separator), _ROWS))
    except csv.Error:
        return []


def _usual(rows: list[Row]) -> tuple[float, int]:
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return 0.0, 0
    width, count = widths.most_common(1)[0]
    return count / widths.total(), width
