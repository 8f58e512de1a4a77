"""Clean rows on their way from the reading process: column by column, with what is odd about single rows apart."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, repeat
from operator import itemgetter
from typing import Any

from app.services.imports.rows import CleanRow, Problem

Series = Sequence[Any]
Odd = tuple[int, str | None, tuple[tuple[str, str, str], ...]]
"""Outcome, cells and problems of one row, as in CleanRow."""

ODD = ("outcome", "cells", "problems")
FINE: Odd = (0, None, ())
_DEFAULTS = {"is_return": 0}
_as_row = partial(tuple.__new__, CleanRow)


@dataclass
class CleanColumns:
    """A batch of rows. A field that no row has is left out of `series`; a row that is simply fine is not in `odd`."""

    height: int
    series: dict[str, Series]
    odd: dict[int, Odd] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[tuple[Any, ...]]) -> CleanColumns:
        """The same from whole rows."""
        columns = dict(zip(CleanRow._fields, zip(*rows, strict=True), strict=True))
        odd = dict(enumerate(zip(*(columns.pop(name) for name in ODD), strict=True)))
        series: dict[str, Series] = {
            name: column for name, column in columns.items() if column.count(_DEFAULTS.get(name)) < len(rows)
        }
        return cls(len(rows), series, {place: _plain(*found) for place, found in odd.items() if found != FINE})

    def packed(self) -> bytes:
        """As few bytes as may be, for the other process. They do not begin as a pickled message does."""
        said = {name: column for name, column in self.series.items() if any(column) or not self._is_unsaid(name)}
        rows = self.series["row"]
        number = rows[0] if isinstance(rows, range) and self.height else list(rows)
        return marshal.dumps((self.height, said | {"row": number}, self.odd))

    @classmethod
    def unpacked(cls, message: bytes) -> CleanColumns:
        """What the other process packed."""
        height, series, odd = marshal.loads(message)
        if isinstance(series["row"], int):
            series["row"] = range(series["row"], series["row"] + height)
        return cls(height, series, odd)

    def _is_unsaid(self, name: str) -> bool:
        column = self.series[name]
        return column.count(_DEFAULTS.get(name)) == len(column)

    def column(self, name: str) -> Series:
        """The values of a field, one a row."""
        found = self.series.get(name)
        return [_DEFAULTS.get(name)] * self.height if found is None else found

    def changed(self, name: str, change: Callable[[Any], Any]) -> None:
        """Put other values into a field."""
        if name in self.series:
            self.series[name] = list(map(change, self.series[name]))

    def rows(self) -> list[CleanRow]:
        """The rows one by one."""
        columns: dict[str, Any] = {name: repeat(None, self.height) for name in CleanRow._fields}
        columns |= {name: repeat(value, self.height) for name, value in _DEFAULTS.items()}
        columns |= {name: repeat(value, self.height) for name, value in zip(ODD, FINE, strict=True)}
        rows: list[CleanRow] = list(map(_as_row, zip(*(columns | self.series).values(), strict=True)))
        for place, (outcome, cells, problems) in self.odd.items():
            found = tuple(map(Problem._make, problems))
            rows[place] = rows[place]._replace(outcome=outcome, cells=cells, problems=found)
        return rows

    def row(self, place: int) -> CleanRow:
        """One of the rows."""
        return self.taken([place]).rows()[0]

    def taken(self, places: Sequence[int]) -> CleanColumns:
        """Some of the rows; `places` ascend."""
        if len(places) == self.height:
            return self
        if len(places) < 2:
            series: dict[str, Series] = {name: [column[p] for p in places] for name, column in self.series.items()}
        else:
            take = itemgetter(*places)
            series = {name: take(column) for name, column in self.series.items()}
        odd = {now: self.odd[place] for now, place in enumerate(places) if place in self.odd} if self.odd else {}
        return CleanColumns(len(places), series, odd)

    def without(self, places: set[int]) -> CleanColumns:
        """All rows but some."""
        if not places:
            return self
        kept = [place not in places for place in range(self.height)]
        return self.taken(list(compress(range(self.height), kept)))


def _plain(outcome: int, cells: str | None, problems: tuple[tuple[str, str, str], ...]) -> Odd:
    return int(outcome), cells, tuple((column, value, code) for column, value, code in problems)
