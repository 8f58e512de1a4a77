"""Lines -> rows of cells. A quote that nobody closed costs its own line, not all lines down to the next quote."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

from app.services.imports.files.source import BATCH

FIELD_LIMIT = 1 << 20  # characters of one cell
_LONGEST_CELL = 200  # lines
_MOST_TRIES = 20
_END = "\x1f"

Row = list[str]


class Lines:
    """The rows of a text, and which of its lines had a quote that was left out. `width` is the usual number of cells.

    Most texts have each row on a line of its own and go the fast way, 5,000 lines at a time.
    """

    def __init__(self, lines: Iterable[str], separator: str, width: int) -> None:
        csv.field_size_limit(FIELD_LIMIT)
        self._lines = iter(lines)
        self._separator = separator
        self._width = width
        self._read = 0
        self.stray: list[int] = []  # numbers of rows, from 1

    def batches(self) -> Iterator[list[Row]]:
        """All rows. Raises csv.Error for a cell longer than FIELD_LIMIT."""
        while lines := list(islice(self._lines, BATCH)):
            rows = self._parsed(lines)
            if len(rows) != len(lines) or ('"' in lines[-1] and self._is_open(lines[-1:])):
                rows = self._slowly(lines)
            self._read += len(rows)
            yield rows

    def _parsed(self, lines: list[str], strict: bool = False) -> list[Row]:
        return list(csv.reader(lines, delimiter=self._separator, strict=strict))

    def _is_open(self, lines: list[str]) -> bool:
        """Whether a quote of the lines waits to be closed."""
        return self._parsed([*lines, _END])[-1] != [_END]

    def _slowly(self, lines: list[str]) -> list[Row]:
        """The same where cells go over several lines, or seem to; takes more lines for a cell that goes on."""
        rows: list[Row] = []
        begin = place = 0
        while place < len(lines):
            if '"' not in lines[place] or not self._is_open(lines[place : place + 1]):
                place += 1
                continue
            rows += self._parsed(lines[begin:place])
            if len(lines) - place < _LONGEST_CELL:
                lines += islice(self._lines, _LONGEST_CELL)
            end = self._end_of_row(lines, place)
            if end is None:
                self.stray.append(self._read + len(rows) + 1)
                rows.append(self._without_stray_quote(lines[place]))
                end = place + 1
            else:
                rows += self._parsed(lines[place:end])
            begin = place = end
        return rows + self._parsed(lines[begin:])

    def _end_of_row(self, lines: list[str], begin: int) -> int | None:
        """Where the row that begins here ends; None if its quote would swallow rows."""
        tries = 0
        for place in range(begin + 1, min(begin + _LONGEST_CELL, len(lines))):
            if '"' not in lines[place]:
                continue
            tries += 1
            if not self._is_open(lines[begin : place + 1]):
                return place + 1 if self._is_one_row(lines[begin : place + 1]) else None
            if tries == _MOST_TRIES:
                return None
        return None

    def _is_one_row(self, lines: list[str]) -> bool:
        """Whether the lines are one row with a cell of several lines."""
        try:
            rows = self._parsed(lines, strict=True)  # a quote is closed where a cell ends
        except csv.Error:
            return False
        inner = [line.count(self._separator) >= max(1, self._width - 1) for line in lines[1:-1]]
        swallowed = sum(inner) > max(2, len(inner) // 2) if self._width < 3 else any(inner)
        return len(rows) == 1 and not swallowed

    def _without_stray_quote(self, line: str) -> Row:
        """The line without the one quote that makes it whole; with all of its quotes as they stand if none does."""
        places = [place for place, letter in enumerate(line) if letter == '"'][:_MOST_TRIES]
        for place in places:
            shorter = line[:place] + line[place + 1 :]
            if not self._is_open([shorter]) and len(found := self._parsed([shorter])[0]) == self._width:
                return found
        return next(csv.reader([line], delimiter=self._separator, quoting=csv.QUOTE_NONE))
