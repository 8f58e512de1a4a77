"""Each different cell is cleaned once: a dictionary that computes what it does not know."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from app.services.imports.values.cells import UNCALCULATED

_MOST = 300_000
_SAMPLE = 200  # cells that tell whether those of a column differ
ERROR_TEXTS = frozenset(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #ПУСТО! #ДЕЛ/0! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д #SPILL! #CALC!"
    " #GETTING_DATA #ЗАНОС! #ВЫЧИСЛ! Err:502 Err:504 Err:508 Err:519 Err:522".split()
) | {UNCALCULATED}
"""What spreadsheet programs show in a cell that they could not work out."""

Parsed = tuple[Any, str | None]
"""A clean value and the code of what was wrong with the cell."""


class Memo(dict[Hashable, Any]):
    """cell -> clean value. Cells with something wrong are kept apart, so that `hits` tells whether a batch had any."""

    __slots__ = ("bad", "hits", "parse", "plain")

    def __init__(self, parse: Callable[[Any], Parsed], plain: Callable[[str], Any] | None = None) -> None:
        """`plain` reads the commonest texts, with nothing wrong with them, as `parse` would; None for all others."""
        super().__init__()
        self.parse = parse
        self.plain = plain
        self.bad: dict[Hashable, Parsed] = {}
        self.hits = 0

    def __missing__(self, cell: Hashable) -> Any:
        known = self.bad.get(cell)
        if known is None:
            value, code = self.parse(cell)
            if code is None and cell in ERROR_TEXTS:
                code = "no_result" if cell == UNCALCULATED else "error_cell"
            if code is None:
                if len(self) >= _MOST:
                    self.clear()
                self[cell] = value
                return value
            if len(self.bad) >= _MOST:
                self.bad.clear()
            known = self.bad[cell] = (value, code)
        self.hits += 1
        return known[0]

    def column(self, cells: tuple[Hashable, ...]) -> list[Any]:
        """The clean values. Plain cells of a column in which most differ are not worth remembering."""
        plain = self.plain
        if plain is None or 2 * len(set(cells[:_SAMPLE])) <= min(_SAMPLE, len(cells)):
            return [self[cell] for cell in cells]
        return [value if type(cell) is str and (value := plain(cell)) is not None else self[cell] for cell in cells]

    def problems(self, cells: tuple[Hashable, ...]) -> list[tuple[int, str]]:
        """(place, code) of the wrong cells among those just looked up; nothing is scanned when there was none."""
        if not self.hits:
            return []
        self.hits = 0
        bad = self.bad
        return [(place, bad[cell][1] or "") for place, cell in enumerate(cells) if cell in bad]
