"""Text files with separators: find the encoding and the dialect, then give their cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path

from app.services.errors import FileDamaged, FileIsEmpty, FileNotASpreadsheet, InvalidValue
from app.services.imports.encodings import decoded, find_encoding, is_garbled, with_byte_order
from app.services.imports.source import BATCH, Columns, Sheet

_HEAD = 256 * 1024  # bytes that decide encoding and dialect
_FIELD_LIMIT = 1 << 20
_SEPARATORS = "\t;|,"  # the order breaks ties: a comma is the likeliest to be part of a text
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<table|\{\\rtf|%PDF|%!PS|\{\s*\")", re.IGNORECASE)


def open_delimited(path: Path, encoding: str | None, trusted: bool) -> Sheet:
    """The one sheet of a text file.

    `trusted` is whether its name ends like a text table; then one column is enough.
    Raises FileIsEmpty, FileNotASpreadsheet.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        cut = bool(file.read(1))
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileIsEmpty(file=path.name)
    chosen = with_byte_order(encoding, head) if encoding else find_encoding(head, path.name)
    text = decoded(head, chosen)
    if encoding and is_garbled(text):
        raise InvalidValue(field="encoding", value=encoding)
    if cut:
        text = text[: text.rfind("\n") + 1] or text
    if not text.strip():
        raise FileIsEmpty(file=path.name)
    if _MARKUP.match(text) or _CONTROLS.search(text[:1000].split("\n", 1)[0]):
        raise FileNotASpreadsheet(file=path.name)
    separator, agreement = find_separator(text)
    if not trusted and agreement < 0.7:
        raise FileNotASpreadsheet(file=path.name)
    quoting = _find_quoting(path, chosen, separator)
    return Sheet(path.stem, False, lambda: _batches(path, chosen, separator, quoting))


def find_separator(text: str) -> tuple[str, float]:
    """The separator, and the share of rows that agree on the number of columns."""
    lines = text.lstrip("\ufeff")
    if lines[:4].lower() == "sep=" and len(lines) > 4:
        return lines[4], 1.0
    best, best_score, best_share = ",", 0.0, 0.0
    for separator in _SEPARATORS:
        share, width = _agreement(lines, separator)
        score = share * (1 + min(width, 12) / 12) if width > 1 else 0.0
        if score > best_score + 0.02:
            best, best_score, best_share = separator, score, share
    return best, best_share


def _agreement(text: str, separator: str) -> tuple[float, int]:
    """Share of rows with the usual number of columns, and that number."""
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        rows = list(islice(csv.reader(text.splitlines(keepends=True), delimiter=separator), 400))
    except csv.Error:
        rows = [line.split(separator) for line in text.splitlines()[:400]]
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return 0.0, 0
    width, count = widths.most_common(1)[0]
    return count / widths.total(), width


def _find_quoting(path: Path, encoding: str, separator: str) -> int:
    """Quotes as usual, unless a stray quote would swallow the rest of the file."""
    with path.open("rb") as file:
        marks = sum(chunk.count(b'"') for chunk in iter(lambda: file.read(1 << 20), b""))
    if marks % 2 == 0:
        return csv.QUOTE_MINIMAL
    try:
        for _batch in _rows(path, encoding, separator, csv.QUOTE_MINIMAL):
            pass
    except csv.Error:
        return csv.QUOTE_NONE
    return csv.QUOTE_MINIMAL


def _rows(path: Path, encoding: str, separator: str, quoting: int) -> Iterator[list[list[str]]]:
    csv.field_size_limit(_FIELD_LIMIT)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
        batch = list(islice(reader, BATCH))
        if batch and batch[0] and batch[0][0].lower().startswith("sep="):
            batch[0] = []
        while batch:
            yield batch
            batch = list(islice(reader, BATCH))


def _batches(path: Path, encoding: str, separator: str, quoting: int) -> Iterator[Columns]:
    """The file in batches turned on their side; short rows are filled with empty cells. Raises FileDamaged."""
    try:
        for batch in _rows(path, encoding, separator, quoting):
            columns: Columns = list(zip_longest(*batch, fillvalue=""))
            yield columns or [("",) * len(batch)]
    except (csv.Error, UnicodeError) as error:
        raise FileDamaged(file=path.name, detail=str(error)) from error
