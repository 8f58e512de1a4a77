"""The figures of an import as tiles, sheet by sheet, and the rows that cannot be used."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, number_text
from app.ui.imports.emptying import empty
from app.ui.imports.figures import Figures, RejectedRow, SheetFigures
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP_CARD, HEADER_HEIGHT, ROW_HEIGHT
from app.ui.widgets.frames import Card, FigureTile, SectionHeader
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import Column, IdListModel
from app.wording.imports import problem_text

MOST_SHEETS = 9


class FigureTiles(Card):
    """Figures side by side in one card, with thin lines between them."""

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self.tiles: list[FigureTile] = []
        self._layout = QHBoxLayout()
        self._layout.setSpacing(0)
        self.body.addLayout(self._layout)

    def show_tiles(self, tiles: Sequence[tuple[str, str, str]]) -> None:
        """Show (title, figure, note) one after another."""
        empty(self._layout)
        self.tiles = []
        for title, figure, note in tiles:
            if self.tiles:
                upright = QFrame()
                upright.setProperty("look", "line")
                upright.setFixedWidth(1)
                self._layout.addWidget(upright)
            tile = FigureTile(title, figure, note)
            self.tiles.append(tile)
            self._layout.addWidget(tile, 1)


def future_tiles(figures: Figures) -> list[tuple[str, str, str]]:
    """What will come in: (title, figure, note)."""
    return [
        (_("New clients"), number_text(figures.clients_created), _updated_note(figures, _("{n} will be added to"))),
        (
            _("New purchases"),
            number_text(figures.purchases_created),
            _known_note(figures),
        ),
        (_("New products"), number_text(figures.products_created), ""),
        (_("Rows that cannot be used"), number_text(figures.rows_failed), ""),
    ]


def past_tiles(figures: Figures) -> list[tuple[str, str, str]]:
    """What came in: (title, figure, note)."""
    return [
        (_("New clients"), number_text(figures.clients_created), _updated_note(figures, _("{n} were added to"))),
        (_("New purchases"), number_text(figures.purchases_created), _known_note(figures)),
        (_("New products"), number_text(figures.products_created), ""),
        (_("Rows left out"), number_text(figures.rows_failed), ""),
    ]


def _updated_note(figures: Figures, updated: str) -> str:
    parts = []
    if figures.clients_updated:
        parts.append(updated.format(n=number_text(figures.clients_updated)))
    if figures.clients_unchanged:
        parts.append(_("{n} are here already").format(n=number_text(figures.clients_unchanged)))
    return ", ".join(parts)


def _known_note(figures: Figures) -> str:
    counted = (
        (figures.purchases_known, _("{n} are here already")),
        (figures.purchases_updated, _("{n} changed since")),
        (figures.purchases_different, _("{n} differ and stay as they are")),
    )
    return ", ".join(text.format(n=number_text(n)) for n, text in counted if n)


def _place(row: SheetFigures | RejectedRow) -> str:
    """File and sheet; the one sheet of a text file has no name of its own."""
    return row.file if row.sheet == Path(row.file).stem else f"{row.file} · {row.sheet}"


class _Listed(Card):
    """A titled table over a fixed list of rows, numbered from 0."""

    def __init__(self, title: str) -> None:
        super().__init__(padding=0, spacing=0)
        self.header = SectionHeader(title)
        self.body.addWidget(self.header)


class SheetsCard(_Listed):
    """What becomes of the rows of each sheet; the counts of a line add up."""

    def __init__(self) -> None:
        super().__init__(_("Row by row"))
        self._rows: Sequence[SheetFigures] = ()

        def count(name: str) -> Column[SheetFigures]:
            titles = {
                "rows_in": _("Rows"),
                "rows_ok": _("Can be used"),
                "rows_repaired": _("Repaired"),
                "rows_skipped": _("Totals and headings"),
                "rows_failed": _("Cannot be used"),
            }
            width = 150 if name == "rows_skipped" else 116
            tone = (lambda row: "bad" if row.rows_failed else "text_3") if name == "rows_failed" else None
            return Column(titles[name], lambda row: number_text(getattr(row, name)), width=width, right=True, tone=tone)

        columns = [
            Column[SheetFigures](_("File and sheet"), _place, width=240, bold=True, stretch=True),
            *(count(name) for name in ("rows_in", "rows_ok", "rows_repaired", "rows_skipped", "rows_failed")),
        ]
        self.model = IdListModel[SheetFigures](columns, lambda ids: [self._rows[n] for n in ids], self)
        self.table = IdTable(self.model, _("Row by row"))
        self.body.addWidget(self.table)

    def show_sheets(self, sheets: Sequence[SheetFigures]) -> None:
        """Replace the list; as high as it has rows, up to a point."""
        self._rows = sheets
        self.model.set_ids(array("q", range(len(sheets))))
        self.table.setFixedHeight(tall(HEADER_HEIGHT) + tall(ROW_HEIGHT) * min(len(sheets), MOST_SHEETS) + 2)


class RejectedCard(_Listed):
    """The rows that cannot be used, each with the cell to blame and the reason."""

    def __init__(self) -> None:
        super().__init__(_("Rows that cannot be used"))
        self._rows: Sequence[RejectedRow] = ()
        columns = [
            Column[RejectedRow](_("File and sheet"), _place, width=240, stretch=True),
            Column[RejectedRow](_("Row"), lambda r: number_text(r.row), width=80, right=True),
            Column[RejectedRow](_("Column"), lambda r: r.column, width=160, stretch=True),
            Column[RejectedRow](_("In the file"), lambda r: r.value, width=200, stretch=True),
            Column[RejectedRow](
                _("Why"), lambda r: problem_text(r.code), width=240, stretch=True, tone=lambda r: "bad"
            ),
        ]
        self.model = IdListModel[RejectedRow](columns, lambda ids: [self._rows[n] for n in ids], self)
        self.table = IdTable(self.model, _("Rows that cannot be used"))
        self.body.addWidget(self.table, 1)
        self.setMinimumHeight(150)

    def show_rows(self, rows: Sequence[RejectedRow], total: int) -> None:
        """Replace the list, a part of `total`; hidden when there is nothing in it."""
        self._rows = rows
        self.model.set_ids(array("q", range(len(rows))))
        shown = number_text(total)
        if len(rows) < total:
            shown = _("{n} of {total}").format(n=number_text(len(rows)), total=shown)
        self.header.count.setText(shown)
        self.setVisible(bool(rows))


class FiguresView(QWidget):
    """Tiles, sheets and rejected rows under each other, the same before and after an import."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles, self.sheets, self.rejected = FigureTiles(), SheetsCard(), RejectedCard()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_CARD)
        layout.addWidget(self.tiles)
        layout.addWidget(self.sheets)
        layout.addWidget(self.rejected, 1)
        layout.addStretch(0)
        for part in (self.tiles, self.sheets):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Figures, *, done: bool) -> None:
        """Show what will happen, or what has happened."""
        self.tiles.show_tiles(past_tiles(figures) if done else future_tiles(figures))
        self.sheets.show_sheets(figures.sheets)
        self.rejected.show_rows(figures.rejected, figures.rows_failed)
