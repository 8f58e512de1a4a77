"""Text files with separators: find the encoding and the dialect, then give their cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest
from pathlib import Path

from app.services.errors import FileDamaged, FileIsEmpty, FileNotASpreadsheet, InvalidValue
from app.services.imports.files.aligned import BORDER, Cut, cut_of
from app.services.imports.files.encodings import decoded, find_encoding, is_garbled, with_byte_order
from app.services.imports.files.quotes import Lines, Row
from app.services.imports.files.separators import SEPARATORS, Dialect, find_dialect
from app.services.imports.files.source import BATCH, Columns, Sheet
from app.services.imports.files.survey import HEAD, first_line_that_is_no_utf8, lines_of_both, survey
from app.services.imports.rows import Remark

_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<table|\{\\rtf|%PDF|%!PS|\{\s*\")", re.IGNORECASE)
_AGREED = 0.7  # share of the rows, below which a file of another name is no table


def open_delimited(path: Path, encoding: str | None, trusted: bool) -> Sheet:
    """The one sheet of a text file.

    `trusted` is whether its name ends like a text table; then one column is enough.
    Raises FileIsEmpty, FileNotASpreadsheet, InvalidValue for no encoding.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        cut = bool(file.read(1))
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileIsEmpty(file=path.name)
    seen = survey(path)
    sample = seen.sample if head.isascii() and seen.sample else head
    chosen = with_byte_order(encoding, head) if encoding else find_encoding(sample, path.name)
    text = decoded(head, chosen)
    if encoding and is_garbled(text):
        raise InvalidValue(field="encoding", value=encoding)
    text = text.replace("\x00", "")
    if cut:
        text = text[: text.rfind("\n") + 1] or text
    if not text.strip("\ufeff \t\r\n"):
        raise FileIsEmpty(file=path.name)
    if _MARKUP.match(text) or _CONTROLS.search(text[:1000].split("\n", 1)[0]):
        raise FileNotASpreadsheet(file=path.name)
    dialect = find_dialect(text)
    lines = text.splitlines()
    aligned = cut_of(lines[:400]) if trusted and (dialect.width < 2 or dialect.agreement < _AGREED) else None
    if not trusted and dialect.agreement < _AGREED:
        raise FileNotASpreadsheet(file=path.name)
    table = _Text(path, chosen, dialect, aligned, seen.zeros)
    return Sheet(path.stem, False, table.batches, remarks=table.remarks)


class _Text:
    """The table of a text file, and what was odd about its lines when they were last read."""

    def __init__(self, path: Path, encoding: str, dialect: Dialect, aligned: Cut | None, zeros: bool) -> None:
        self._path = path
        self._encoding = encoding
        self._dialect = dialect
        self._aligned = aligned
        self._zeros = zeros and not encoding.startswith(("utf-16", "utf-32"))
        self._broken_line = first_line_that_is_no_utf8(path) if encoding in ("utf-8", "utf-8-sig") else 0
        self._stray: list[int] = []
        self._long: list[int] = []  # rows with more cells than the others

    def remarks(self) -> tuple[Remark, ...]:
        """What the owner should look at."""
        found = (("stray_quote", self._stray), ("long_row", self._long))
        told = [Remark(code, rows[0], len(rows)) for code, rows in found if rows]
        return (*told, *([Remark("mixed_encoding", self._broken_line)] if self._broken_line else []))

    def batches(self) -> Iterator[Columns]:
        """The file in batches turned on their side; short rows are filled with empty cells. Raises FileDamaged."""
        self._long = []
        number = 0
        try:
            for rows in self._rows():
                self._even_out(rows, number)
                number += len(rows)
                columns: Columns = list(zip_longest(*rows, fillvalue=""))
                yield columns or [("",) * len(rows)]
        except (csv.Error, UnicodeError) as error:
            raise FileDamaged(file=self._path.name, detail=str(error)) from error

    def _rows(self) -> Iterator[list[Row]]:
        if self._broken_line:
            yield from self._rows_of(lines_of_both(self._path))
            return
        with self._path.open(encoding=self._encoding, errors="replace", newline="") as file:
            yield from self._rows_of(file)

    def _rows_of(self, lines: Iterable[str]) -> Iterator[list[Row]]:
        coming = (line.replace("\x00", "") for line in lines) if self._zeros else iter(lines)
        if self._aligned is not None:
            while batch := list(islice(coming, BATCH)):
                yield [self._aligned(line) if set(line) - BORDER else [] for line in batch]
            return
        taken = Lines(_without_said(coming), self._dialect.separator, self._dialect.width)
        self._stray = taken.stray
        yield from taken.batches()

    def _even_out(self, rows: list[Row], number: int) -> None:
        """Rows that came as one cell are taken apart, lines of a printed table's border emptied, long rows noted."""
        widths = set(map(len, rows))
        width = self._dialect.width
        if self._aligned is not None or width < 2:
            return
        if 1 in widths:
            for place, row in enumerate(rows):
                if len(row) == 1:
                    rows[place] = self._taken_apart(row)
        if self._dialect.separator == "|":
            rows[:] = [row if any(set(cell) - BORDER for cell in row) else [] for row in rows]
        if max(widths) > width:
            self._long += [number + place for place, row in enumerate(rows, 1) if len(row) > width and any(row[width:])]

    def _taken_apart(self, row: Row) -> Row:
        """A whole row in quotes, or one with another separator than the rest; else as it is."""
        if not set(row[0]) - BORDER:
            return []
        for separator in (self._dialect.separator, *SEPARATORS):
            if separator in row[0]:
                found = next(csv.reader([row[0]], delimiter=separator))
                if len(found) == self._dialect.width:
                    return found
        return row


def _without_said(lines: Iterator[str]) -> Iterator[str]:
    """The lines with a first one that only names the separator emptied."""
    first = next(lines, None)
    if first is None:
        return iter(())
    said = first.lstrip("\ufeff").strip(' "\r\n')[:4].lower() == "sep="
    return chain(["\n" if said else first], lines)
