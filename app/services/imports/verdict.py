"""What becomes of a row: good, repaired, skipped or failed; and the row numbers of blank ones, which do not count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.services.imports import originals
from app.services.imports.cells import Cell, is_blank, is_total_word, raw_text
from app.services.imports.rows import CleanRow, Outcome, Role
from app.services.imports.source import Columns

Trouble = tuple[int, Cell, str]
"""Column index, the cell, a problem code."""

_PLACE = {name: place for place, name in enumerate(CleanRow._fields)}
_NEEDED: dict[Role, tuple[tuple[str, ...], str]] = {
    Role.CLIENTS: (("name", "phones", "emails", "card", "external_id", "company"), "no_client"),
    Role.PURCHASES: (("day",), "no_date"),
    Role.LINES: (("receipt",), "no_receipt"),
    Role.PRODUCTS: (("product", "sku"), "no_product"),
    Role.LOOKUP: (("external_id",), "no_id"),
}
_WITH_SUMS = frozenset((Role.PURCHASES, Role.LINES))
_LONGEST_VALUE = 200


class Judge:
    """Decides for the rows of one table."""

    def __init__(self, role: Role, titles: Mapping[int, str], has_header: bool, needed_title: str) -> None:
        needed, self._missing_code = _NEEDED.get(role, ((), ""))
        self._needed = [_PLACE[name] for name in needed]
        self._needed_title = needed_title
        self._titles = titles
        self._has_header = has_header
        self._with_sums = role in _WITH_SUMS
        self._room = {
            Outcome.FAILED: originals.FAILED_KEPT,
            Outcome.REPAIRED: originals.REPAIRED_KEPT,
            Outcome.SKIPPED: originals.SKIPPED_KEPT,
        }

    def judge(
        self, rows: list[tuple[Any, ...]], columns: Columns, trouble: dict[int, list[Trouble]]
    ) -> list[tuple[Any, ...]]:
        """The rows with outcome and problems filled in, blank rows taken out."""
        missing = self._missing(rows) if self._needed else _blank_rows(columns)
        if not missing and not trouble:
            return rows
        blank: set[int] = set()
        for place in sorted(missing | trouble.keys()):
            cells = [column[place] for column in columns]
            if place in missing and all(is_blank(cell) for cell in cells):
                blank.add(place)
            else:
                rows[place] = self._judged(rows[place], cells, trouble.get(place, []), place in missing)
        return [row for place, row in enumerate(rows) if place not in blank] if blank else rows

    def _missing(self, rows: list[tuple[Any, ...]]) -> set[int]:
        """Places of the rows without anything that the role needs."""
        if len(self._needed) == 1:
            needed = self._needed[0]
            return {place for place, row in enumerate(rows) if row[needed] is None}
        first, *others = self._needed
        return {
            place
            for place, row in enumerate(rows)
            if row[first] is None and all(row[other] is None for other in others)
        }

    def _judged(
        self, row: tuple[Any, ...], cells: list[Cell], trouble: list[Trouble], missing: bool
    ) -> tuple[Any, ...]:
        if self._is_header(cells):
            return self._with(row, Outcome.SKIPPED, [self._first_problem(cells, "header_row")], cells)
        real = [found for found in trouble if found[2] not in ("header_row", "total_row")]
        if any(found[2] == "total_row" for found in trouble) or (missing and self._is_total(cells)):
            return self._with(row, Outcome.SKIPPED, [self._first_problem(cells, "total_row")], cells)
        problems = [self._problem(*found) for found in real]
        if missing:
            if not any(code == "bad_date" for _column, _cell, code in real):
                problems.append((self._needed_title, "", self._missing_code))
            return self._with(row, Outcome.FAILED, problems, cells)
        if self._with_sums and self._sum_is_lost(row, real):
            return self._with(row, Outcome.FAILED, problems, cells)
        return self._with(row, Outcome.REPAIRED, problems, cells) if problems else row

    def _sum_is_lost(self, row: tuple[Any, ...], real: list[Trouble]) -> bool:
        """A sum that stands in the file and cannot be read, nor worked out from the other cells."""
        if row[_PLACE["line_sum"]] is not None or row[_PLACE["total"]] is not None:
            return (
                any(code == "bad_quantity" for _column, _cell, code in real)
                and row[_PLACE["price"]] is not None
                and self._computed(row)
            )
        return any(code in ("bad_sum", "bad_price", "bad_quantity") for _column, _cell, code in real)

    @staticmethod
    def _computed(row: tuple[Any, ...]) -> bool:
        """Whether the sum was worked out with one piece assumed."""
        return row[_PLACE["quantity"]] is None and row[_PLACE["line_sum"]] == row[_PLACE["price"]]

    def _is_header(self, cells: list[Cell]) -> bool:
        """Most of the cells repeat the titles of their columns."""
        if not self._has_header:
            return False
        texts = [(index, raw_text(cell)) for index, cell in enumerate(cells) if not is_blank(cell)]
        same = sum(self._titles.get(index) == " ".join(text.split()) for index, text in texts)
        return (same >= 2 and same * 2 > len(texts)) or (same == len(texts) == 1 and len(self._titles) == 1)

    @staticmethod
    def _is_total(cells: list[Cell]) -> bool:
        return any(isinstance(cell, str) and is_total_word(cell.strip()) for cell in cells)

    def _first_problem(self, cells: list[Cell], code: str) -> tuple[str, str, str]:
        index = next((i for i, cell in enumerate(cells) if isinstance(cell, str) and not is_blank(cell)), 0)
        return self._problem(index, cells[index], code)

    def _problem(self, index: int, cell: Cell, code: str) -> tuple[str, str, str]:
        return self._titles.get(index, ""), raw_text(cell)[:_LONGEST_VALUE], code

    def _with(
        self, row: tuple[Any, ...], outcome: Outcome, problems: list[tuple[str, str, str]], cells: list[Cell]
    ) -> tuple[Any, ...]:
        changed = list(row)
        if self._room[outcome] > 0:
            self._room[outcome] -= 1
            changed[_PLACE["cells"]] = originals.pack_cells(cells)
        changed[_PLACE["outcome"]] = int(outcome)
        changed[_PLACE["problems"]] = tuple(problems)
        return tuple(changed)


def _blank_rows(columns: Columns) -> set[int]:
    """Places of the rows with nothing in them."""
    return {place for place, row in enumerate(zip(*columns, strict=True)) if all(is_blank(cell) for cell in row)}
