"""Row by row: what becomes of every row of a sheet, filtered and searched, with cells that can be typed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QStackedWidget, QWidget

from app.i18n import _, ngettext, number_text
from app.services.imports.rows import Role
from app.services.imports.rows_told import RowsTold, State
from app.ui.context import AppContext
from app.ui.imports.corrections import Typed
from app.ui.imports.row_filters import ALL, REPAIRED, RowFilters
from app.ui.imports.row_pages import CheckedSheet, Listing, Wanted
from app.ui.imports.rows_model import RowsModel
from app.ui.imports.rows_table import RowsTable
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import Card, row
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.imports.plan import ImportPlan
    from app.ui.background import Job

TYPING_MS = 200
SEARCH_WIDTH = 220
SHEET_WIDTH = 360


class RowsCard(Card):
    """Shows a prepared plan; `hold` it before the plan is prepared again or written, then `show_plan` anew.

    Emits `corrected` when a cell was typed over, or that was taken back.
    """

    corrected = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(padding=0, spacing=0)
        self._context = context
        self._plan: ImportPlan | None = None
        self._sheets: list[CheckedSheet] = []
        self._typed = Typed()
        self._near = 0  # the row of the file to stand at when the rows are listed anew
        self._waiting: ImportPlan | None = None  # to be shown once nothing is being typed any more
        self._listing: Job | None = None
        self.model = RowsModel(self._ask, self._correct)
        self.table = RowsTable(self.model)
        self.model.setParent(self.table)
        self.filters = RowFilters()
        self.search = SearchField(_("Find in the rows"))
        self.sheet_box = QComboBox()
        self._build()
        self._connect()
        self.setMinimumHeight(190)

    def _build(self) -> None:
        self.search.setMinimumWidth(scaled(SEARCH_WIDTH // 2))
        self.search.setMaximumWidth(scaled(SEARCH_WIDTH))
        self.sheet_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet_box.setMaximumWidth(scaled(SHEET_WIDTH))
        self.sheet_box.setAccessibleName(_("Sheet"))
        self.undo_button = button(_("Undo"), self.take_back, small=True, icon_name="undo-2", tip=_("Ctrl+Z"))
        self._count = label("", "", "second")
        head = QFrame()
        head.setProperty("look", "band")
        layout = row(label(_("Rows of the file"), "strong"), self.sheet_box, self.filters, spacing=GAP_WIDE)
        layout.setStretchFactor(self.filters, 1)
        layout.setAlignment(self.filters, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._count, self.undo_button, self.search):
            layout.addWidget(part)
        layout.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        head.setLayout(layout)
        self.nothing = EmptyState("", _("Show all rows"), self._show_all, icon_name="search")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(head)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._list_from_top)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.closed.connect(self.search.clear)
        self.search.moved.connect(lambda _step: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.search.returnPressed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.filters.chosen.connect(self._list_from_top)
        self.sheet_box.activated.connect(lambda _place: self._on_sheet_chosen())
        self.table.settled.connect(self._on_settled)
        self.table.undo_asked.connect(self.take_back)

    # What the page asks

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the rows of a plan that was just prepared; of the same plan the same sheet, kind and row."""
        if self.table.is_editing() and plan is self._plan:
            self._waiting = plan
            return
        chosen = self.current()
        if plan is not self._plan:
            self._typed, self._near, chosen = Typed(), 0, None
            self._plan = plan
            with QSignalBlocker(self.filters), QSignalBlocker(self.search):
                self.filters.choose(ALL)
                self.search.clear()
        told = RowsTold(plan)
        self._sheets = [CheckedSheet(plan, told, staged) for staged in plan.staged]
        self._fill_box(chosen)
        self.setVisible(bool(self._sheets))
        self._show_corrections()
        self._list()

    def hold(self, *, editable: bool) -> None:
        """The plan is about to be prepared again (cells may still be typed over), or written."""
        self._near = self._current_row() or self._near
        self.model.hold()
        self.model.editable = editable
        self.undo_button.setEnabled(editable)
        if self._listing is not None:
            self._listing.drop()

    def forget(self) -> None:
        """Nothing is shown any more, and nothing is asked of the plan."""
        self.hold(editable=False)
        self._plan, self._waiting, self._sheets = None, None, []

    def current(self) -> CheckedSheet | None:
        """The sheet on the screen."""
        place = self.sheet_box.currentIndex()
        return self._sheets[place] if 0 <= place < len(self._sheets) else None

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [self.sheet_box, *self.filters.chips.values(), self.undo_button, self.search, self.table]

    def corrections(self) -> int:
        """How many cells were typed over, on all sheets."""
        return sum(len(sheet.planned.corrections) for sheet in self._sheets)

    def corrected_rows(self) -> int:
        """In how many rows that is."""
        return sum(len({row for row, _column in sheet.planned.corrections}) for sheet in self._sheets)

    def take_back(self) -> None:
        """Undo the newest correction and show its row."""
        taken = self._typed.take_back()
        if taken is None:
            return
        sheet, self._near = taken
        place = next((n for n, known in enumerate(self._sheets) if known.planned is sheet), -1)
        if place >= 0:
            self.sheet_box.setCurrentIndex(place)
        self._show_corrections()
        self.corrected.emit()

    # Listing and reading

    def _fill_box(self, chosen: CheckedSheet | None) -> None:
        self.sheet_box.clear()
        files = [sheet.staged.file for sheet in self._sheets]
        for sheet in self._sheets:
            parts = [sheet.staged.file] if len(set(files)) > 1 else []
            parts += [sheet.info.name] if files.count(sheet.staged.file) > 1 or not parts else []
            parts.append(number_text(sheet.staged.counts.rows_in))
            if failed := sheet.staged.counts.failed:
                parts.append(_("{n} cannot be used").format(n=number_text(failed)))
            self.sheet_box.addItem(" · ".join(parts))
        wanted = [n for n, sheet in enumerate(self._sheets) if chosen and sheet.planned is chosen.planned]
        telling = max(range(len(self._sheets)), key=lambda n: _worth(self._sheets[n]), default=-1)
        self.sheet_box.setCurrentIndex(wanted[0] if wanted else telling)
        self.sheet_box.setVisible(len(self._sheets) > 1)

    def _list_from_top(self) -> None:
        self._near = 0
        self._list()

    def _list(self) -> None:
        """List the wanted rows of the sheet in the reader lane."""
        sheet, kind = self.current(), self.filters.kind
        if sheet is None:
            return
        if self._listing is not None:
            self._listing.drop()
        state = kind if isinstance(kind, State) else None
        wanted, near = Wanted(state, kind == REPAIRED, self.search.text()), self._near
        self._listing = self._context.jobs.run(
            lambda _report: sheet.list_rows(wanted, near),
            on_done=lambda listing: self._on_listed(sheet, listing),
            owner=self,
        )

    def _on_listed(self, sheet: CheckedSheet, listing: Listing) -> None:
        if self.table.is_editing():
            self._waiting = self._plan
            return
        column = max(self.table.currentIndex().column(), 0)
        other = list(listing.columns) != list(self.model.columns)
        self.filters.show_counts(listing.counts)
        self.model.editable = True
        self.undo_button.setEnabled(True)
        if other:
            self.table.fit_again()
        self.model.show(listing.ids, listing.columns, sheet.titles, sheet.planned.corrections)
        self.nothing.sentence.setText(_("No row of this kind.") if not self.search.text() else _("Nothing is found."))
        self._stack.setCurrentWidget(self.table if listing.ids else self.nothing)
        if self._near and listing.ids:
            index = self.model.index(listing.position, column)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _ask(self, number: int, ids: Sequence[int]) -> None:
        sheet = self.current()
        if sheet is not None:
            self._context.jobs.run(
                lambda _report: sheet.read(ids), on_done=lambda rows: self.model.set_block(number, rows), owner=self
            )

    # Typing over

    def _correct(self, number: int, column: int, text: str, original: str) -> None:
        sheet = self.current()
        if sheet is None:
            return
        self._typed.add(sheet.planned, number, column, text, original)
        self._near = number
        self._show_corrections()
        self.corrected.emit()

    def _on_settled(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            QTimer.singleShot(0, self, lambda: self.show_plan(waiting) if waiting is self._plan else None)

    def _on_sheet_chosen(self) -> None:
        with QSignalBlocker(self.filters):
            self.filters.choose(ALL)
        self._list_from_top()

    def _show_all(self) -> None:
        with QSignalBlocker(self.filters), QSignalBlocker(self.search):
            self.filters.choose(ALL)
            self.search.clear()
        self._list_from_top()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_corrections(self) -> None:
        n = self.corrections()
        text = ngettext("{n} correction", "{n} corrections", n).format(n=number_text(n)) if n else ""
        self._count.setText(text)
        self.undo_button.setVisible(self._typed.can_take_back())

    def _current_row(self) -> int:
        shown = self.model.row_at(self.table.currentIndex().row())
        return shown.told.row if shown is not None else 0


def _worth(sheet: CheckedSheet) -> tuple[bool, bool, int]:
    """How much there is to see on a sheet: failures first, then people and purchases, then the most rows."""
    counts = sheet.staged.counts
    return counts.failed > 0, sheet.role in (Role.CLIENTS, Role.PURCHASES), counts.rows_in
