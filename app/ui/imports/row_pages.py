"""The rows of a check, listed and read in the reader lane: which there are, and a block of them in words."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.i18n import number_text
from app.services.imports.rows import Field, Role, SheetInfo
from app.services.imports.rows_told import RowCounts, RowsTold, State, ToldRow
from app.ui.imports.preview_cells import PreviewCell
from app.ui.imports.row_words import TONES, RowColumn, reason, row_columns, state_words, told_cells

if TYPE_CHECKING:
    from app.services.imports.matching.stage import StagedSheet
    from app.services.imports.plan import ImportPlan
    from app.services.imports.planned import PlannedSheet

FIXED = 2  # columns before those of the file: the number of the row, and what becomes of it


@dataclass(frozen=True)
class Wanted:
    """Which rows are shown."""

    state: State | None = None
    repaired: bool = False
    text: str = ""


@dataclass(frozen=True)
class Listing:
    """The rows found, how many there are of each kind, and where among them to stand."""

    ids: array[int]
    counts: RowCounts
    columns: Sequence[RowColumn]
    position: int


@dataclass(frozen=True)
class ShownRow:
    """A row and its cells in words, the two fixed ones first."""

    told: ToldRow
    cells: list[PreviewCell]


class CheckedSheet:
    """One sheet of a prepared plan as the table of the check shows it. Its methods run in the reader lane."""

    def __init__(self, plan: ImportPlan, told: RowsTold, staged: StagedSheet) -> None:
        self._told, self.staged = told, staged
        self.planned: PlannedSheet = plan.files[staged.batch - 1].sheet(staged.info.name)
        self._names = {sheet.no: sheet.info.name for sheet in plan.staged}
        info, fields = staged.info, staged.fields
        self.columns = row_columns(info.columns, fields, staged.role, self.planned.own)
        self._fields = {c.title: fields.get(c.index, Field.IGNORE) for c in reversed(info.columns)}
        self.titles = {c.title: c.index for c in reversed(info.columns)}

    @property
    def info(self) -> SheetInfo:
        """What was found on the sheet."""
        return self.staged.info

    @property
    def role(self) -> Role:
        """What its rows are."""
        return self.staged.role

    def list_rows(self, wanted: Wanted, near: int) -> Listing:
        """The wanted rows; the position is that of row number `near`, or of the one after it."""
        ids = self._told.ids(self.staged, wanted.state, repaired=wanted.repaired, text=wanted.text)
        position = bisect_left(ids, self._told.id_from(self.staged, near)) if near else 0
        return Listing(ids, self._told.counts(self.staged), self.columns, min(position, max(0, len(ids) - 1)))

    def read(self, ids: Sequence[int]) -> list[ShownRow]:
        """These rows in words."""
        return [self.worded(row) for row in self._told.page(ids)]

    def worded(self, row: ToldRow) -> ShownRow:
        """A row in words."""
        outcome = PreviewCell(
            state_words(row.state, self.role), reason(row, self.role, self._names, self._fields), TONES[row.state]
        )
        cells = told_cells(row, self.columns, self.role, self._fields, self.planned.corrections)
        return ShownRow(row, [PreviewCell(number_text(row.row), "", "dim"), outcome, *cells])
