"""One batch of rows while its fields are being filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.services.imports.cleaning.verdict import Trouble
from app.services.imports.columns import CleanColumns, Series
from app.services.imports.files.source import Columns
from app.services.imports.values.cells import is_total_word
from app.services.imports.values.memo import Memo
from app.services.imports.values.names import Name


class Batch:
    """What is being filled: a series per field of CleanRow, and the trouble by place."""

    def __init__(self, first_row: int, height: int) -> None:
        self.height = height
        self.series: dict[str, Series] = {"row": range(first_row, first_row + height)}
        self.trouble: dict[int, list[Trouble]] = {}

    def clean(self) -> CleanColumns:
        """What was filled; nobody has looked at the trouble yet."""
        return CleanColumns(self.height, self.series)


def together(pairs: tuple[tuple[str | None, str | None], ...]) -> tuple[str | None, str | None]:
    """The numbers of several columns, each once."""
    found: dict[str, str] = {}
    for numbers, originals in pairs:
        if numbers and originals:
            originals_list = originals.split("\n") if "\n" in numbers else [originals]
            for number, original in zip(numbers.split("\n"), originals_list, strict=False):
                found.setdefault(number, original)
    return ("\n".join(found), "\n".join(found.values())) if found else (None, None)


def fill_names(batch: Batch, found: list[Name] | None) -> None:
    """Display name and parts; a company stands in where there is no person."""
    companies = batch.series.get("company")
    if found is None:
        batch.series["name"] = companies or [None] * batch.height
        return
    display, last, first, middle, company = zip(*found, strict=True)
    batch.series.update(name=display, last_name=last, first_name=first, middle_name=middle)
    if companies is None:
        batch.series["company"] = company
    else:
        batch.series["company"] = [a or b for a, b in zip(companies, company, strict=True)]
        batch.series["name"] = [a or b for a, b in zip(display, companies, strict=True)]


def names_from_parts(columns: Columns, batch: Batch, parts: Sequence[int | None], memo: Memo) -> list[Name]:
    """Names whose parts (surname, first name, patronymic) stand in columns of their own."""
    blank = ("",) * batch.height
    cells = tuple(zip(*(columns[i] if i is not None and i < len(columns) else blank for i in parts), strict=True))
    found = [memo[key] for key in cells]
    shown = next(index for index in parts if index is not None)
    for place, code in memo.problems(cells):
        batch.trouble.setdefault(place, []).append((shown, columns[shown][place], code))
    return found


def find_totals(indexes: Sequence[int], columns: Columns, batch: Batch) -> None:
    """A total may be announced left of everything that is used: "Итого клиентов" under "№"."""
    for index in indexes:
        for place, cell in enumerate(columns[index] if index < len(columns) else ()):
            if type(cell) is str and cell and is_total_word(cell.strip()):
                batch.trouble.setdefault(place, []).append((index, cell, "total_row"))


def fill_phones(batch: Batch, pairs: Sequence[tuple[str | None, str | None]]) -> None:
    """Telephone numbers that stood in the place of names, beside those of their own columns."""
    if "phones" in batch.series:
        own = zip(batch.series["phones"], batch.series["phones_raw"], strict=True)
        pairs = [together(row) if row[1][0] else row[0] for row in zip(own, pairs, strict=True)]
    batch.series["phones"] = [numbers for numbers, _originals in pairs]
    batch.series["phones_raw"] = [originals for _numbers, originals in pairs]


def fill_own(
    fields: Sequence[tuple[int, int, Memo]],
    look: Callable[[Columns, Batch, int, Memo], list[Any]],
    columns: Columns,
    batch: Batch,
) -> None:
    """The shop's own fields, all in one series; `fields` are (column, number of the own field, its memo)."""
    numbers = [number for _index, number, _memo in fields]
    found = [look(columns, batch, index, memo) for index, _number, memo in fields]
    told = (zip(numbers, values, strict=True) for values in zip(*found, strict=True))
    batch.series["own"] = [
        "\n".join(f"{number}={value}" for number, value in row if value is not None) or None for row in told
    ]


def sign(batch: Batch, said: list[bool]) -> None:
    """A negative sum is a return; what a column calls a return gets a negative sum."""
    nothing: Series = [None] * batch.height
    sums, totals, pieces = (list(batch.series.get(name) or nothing) for name in ("line_sum", "total", "quantity"))
    if True in said:
        for place in (place for place, back in enumerate(said) if back):
            for series in (sums, totals, pieces):
                if series[place] is not None:
                    series[place] = -abs(series[place])
        for name, series in (("line_sum", sums), ("total", totals), ("quantity", pieces)):
            if name in batch.series:
                batch.series[name] = series
    batch.series["is_return"] = [
        1
        if back or (s is not None and s < 0) or (s is None and t is not None and t < 0) or (q is not None and q < 0)
        else 0
        for back, s, t, q in zip(said, sums, totals, pieces, strict=True)
    ]
