"""What becomes of a row: good, repaired, skipped or failed; and the row numbers of blank ones, which do not count."""

from __future__ import annotations

from collections.abc import Mapping

from app.services.imports import originals
from app.services.imports.columns import CleanColumns, Odd
from app.services.imports.files.source import Columns
from app.services.imports.rows import Outcome, Role
from app.services.imports.values.cells import Cell, is_blank, is_total_line, raw_text

Trouble = tuple[int, Cell, str]
"""Column index, the cell, a problem code."""

_NEEDED: dict[Role, tuple[tuple[str, ...], str]] = {
    Role.CLIENTS: (("name", "phones", "emails", "card", "external_id", "company"), "no_client"),
    Role.PURCHASES: (("day",), "no_date"),
    Role.LINES: (("receipt",), "no_receipt"),
    Role.PRODUCTS: (("product", "sku"), "no_product"),
    Role.LOOKUP: (("external_id",), "no_id"),
}
_ASIDE = ("note_row", "heading_row")  # rows between and below those of the table
_LEFT_OUT = frozenset((*_ASIDE, "header_row", "total_row"))
_WITH_SUMS = frozenset((Role.PURCHASES, Role.LINES))
_LONGEST_VALUE = 200


class Judge:
    """Decides for the rows of one table."""

    def __init__(self, role: Role, titles: Mapping[int, str], has_header: bool, needed_title: str) -> None:
        self._needed, self._missing_code = _NEEDED.get(role, ((), ""))
        self._needed_title = needed_title
        self._titles = titles
        self._has_header = has_header
        self._with_sums = role in _WITH_SUMS
        self._room = {
            Outcome.FAILED: originals.FAILED_KEPT,
            Outcome.REPAIRED: originals.REPAIRED_KEPT,
            Outcome.SKIPPED: originals.SKIPPED_KEPT,
        }

    def judge(self, rows: CleanColumns, columns: Columns, trouble: dict[int, list[Trouble]]) -> CleanColumns:
        """The rows with outcome and problems filled in, blank rows taken out."""
        missing = self._missing(rows) if self._needed else _blank_rows(columns)
        blank: set[int] = set()
        for place in sorted(missing | trouble.keys()):
            cells = [column[place] for column in columns]
            if place in missing and all(is_blank(cell) for cell in cells):
                blank.add(place)
                continue
            odd = self._judged(rows, place, cells, trouble.get(place, []), place in missing)
            if odd is not None:
                rows.odd[place] = odd
        return rows.without(blank)

    def _missing(self, rows: CleanColumns) -> set[int]:
        """Places of the rows without anything that the role needs."""
        known = [rows.series[name] for name in self._needed if name in rows.series]
        if any(None not in series for series in known):
            return set()
        return {place for place in range(rows.height) if all(series[place] is None for series in known)}

    def _judged(
        self, rows: CleanColumns, place: int, cells: list[Cell], trouble: list[Trouble], missing: bool
    ) -> Odd | None:
        if self._is_header(cells):
            return self._with(Outcome.SKIPPED, [self._first_problem(cells, "header_row")], cells)
        real = [found for found in trouble if found[2] not in _LEFT_OUT]
        aside = next((found[2] for found in trouble if found[2] in _ASIDE), None)
        if aside is not None:
            return self._with(Outcome.SKIPPED, [self._first_problem(cells, aside)], cells)
        if any(found[2] == "total_row" for found in trouble) or (missing and self._is_total(cells)):
            return self._with(Outcome.SKIPPED, [self._first_problem(cells, "total_row")], cells)
        problems = [self._problem(*found) for found in real]
        if missing:
            if not any(code == "bad_date" for _column, _cell, code in real):
                problems.append((self._needed_title, "", self._missing_code))
            return self._with(Outcome.FAILED, problems, cells)
        if self._with_sums and self._sum_is_lost(rows, place, real):
            return self._with(Outcome.FAILED, problems, cells)
        return self._with(Outcome.REPAIRED, problems, cells) if problems else None

    @staticmethod
    def _sum_is_lost(rows: CleanColumns, place: int, real: list[Trouble]) -> bool:
        """A sum that stands in the file and cannot be read, nor worked out from the other cells."""
        codes = {code for _column, _cell, code in real}
        quantity, price, line_sum, total = (
            rows.series[name][place] if name in rows.series else None
            for name in ("quantity", "price", "line_sum", "total")
        )
        if line_sum is None and total is None:
            return bool(codes & {"bad_sum", "bad_price", "bad_quantity"})
        assumed = quantity is None and line_sum == price  # one piece
        return "bad_quantity" in codes and price is not None and assumed

    def _is_header(self, cells: list[Cell]) -> bool:
        """Most of the cells repeat the titles of their columns."""
        if not self._has_header:
            return False
        texts = [(index, raw_text(cell)) for index, cell in enumerate(cells) if not is_blank(cell)]
        same = sum(self._titles.get(index) == " ".join(text.split()) for index, text in texts)
        return (same >= 2 and same * 2 > len(texts)) or (same == len(texts) == 1 and len(self._titles) == 1)

    @staticmethod
    def _is_total(cells: list[Cell]) -> bool:
        return any(isinstance(cell, str) and is_total_line(cell.strip()) for cell in cells)

    def _first_problem(self, cells: list[Cell], code: str) -> tuple[str, str, str]:
        index = next((i for i, cell in enumerate(cells) if isinstance(cell, str) and not is_blank(cell)), 0)
        return self._problem(index, cells[index], code)

    def _problem(self, index: int, cell: Cell, code: str) -> tuple[str, str, str]:
        return self._titles.get(index, ""), raw_text(cell)[:_LONGEST_VALUE], code

    def _with(self, outcome: Outcome, problems: list[tuple[str, str, str]], cells: list[Cell]) -> Odd:
        kept = self._room[outcome] > 0
        self._room[outcome] -= kept
        return int(outcome), originals.pack_cells(cells) if kept else None, tuple(problems)


def _blank_rows(columns: Columns) -> set[int]:
    """Places of the rows with nothing in them."""
    return {place for place, row in enumerate(zip(*columns, strict=True)) if all(is_blank(cell) for cell in row)}
