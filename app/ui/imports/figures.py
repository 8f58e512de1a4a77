"""What an import does or did, in figures: from the services' reports to what the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SheetFigures:
    """One sheet of one file. rows_in = rows_ok + rows_skipped + rows_failed; repaired rows are among ok."""

    id: int  # place in the list
    file: str
    sheet: str
    rows_in: int
    rows_ok: int
    rows_repaired: int
    rows_skipped: int
    rows_failed: int


@dataclass(frozen=True)
class RejectedRow:
    """A row that cannot be used: where it is, which cell is to blame and why."""

    id: int  # place in the list
    file: str
    sheet: str
    row: int
    column: str
    value: str
    code: str


@dataclass(frozen=True)
class Figures:
    """Everything of one drop together."""

    clients_created: int
    clients_updated: int
    clients_unchanged: int
    purchases_created: int
    purchases_known: int
    products_created: int
    sheets: Sequence[SheetFigures]
    rejected: Sequence[RejectedRow]
    purchases_updated: int = 0  # got a new status, more lines or a corrected sum
    purchases_different: int = 0  # here already with other sums or goods, and left as they are
    errors: Sequence[str] = ()  # files that stay out, a sentence each
    doubts: Sequence[str] = ()  # columns whose reading nobody has decided, a sentence each

    @property
    def rows_ok(self) -> int:
        """Rows that go in."""
        return sum(sheet.rows_ok for sheet in self.sheets)

    @property
    def rows_failed(self) -> int:
        """Rows that cannot be used."""
        return sum(sheet.rows_failed for sheet in self.sheets)
