"""The four columns side by side: arrows go from card to card and from column to column, Ctrl+arrows take the card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import money
from app.models.enums import EnquiryState
from app.services.enquiries.board import Board, Column
from app.services.enquiries.data import EnquiryRow
from app.ui.context import AppContext
from app.ui.enquiries.cards import CardList
from app.ui.enquiries.column import BoardColumn
from app.ui.theme.tokens import GAP_WIDE
from app.wording.enquiries import age_text, spoken_text, state_text, status_text

STATES = tuple(EnquiryState)


class BoardView(QWidget):
    """Emits `opened(row)`, `moved(row, state)`, `menu_asked(row, point)`, `older_asked()`."""

    opened = Signal(object)
    moved = Signal(object, object)
    menu_asked = Signal(object, object)
    older_asked = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._now: datetime = context.local_now()
        self._untouched_hours = Board().untouched_hours
        self._wanted: int | None = None  # the card that stays chosen, wherever it goes
        self._place = 0
        self._active = 0  # the column that has, or had last, the focus
        self.columns: dict[EnquiryState, BoardColumn] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE)
        for number, state in enumerate(STATES):
            self.columns[state] = self._make(number, state)
            layout.addWidget(self.columns[state], 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cards have the keyboard, those of the column that had it last."""
        super().focusInEvent(event)
        self.list_at(self._active).setFocus(event.reason())

    def list_at(self, number: int) -> CardList:
        """The cards of a column, counted from the left."""
        return self.columns[STATES[number]].cards

    def current(self) -> EnquiryRow | None:
        """The chosen card of the column that has the focus."""
        return self.list_at(self._active).current_row()

    def row_of(self, enquiry_id: int) -> EnquiryRow | None:
        """The card with this number."""
        rows = (row for column in self.columns.values() for row in column.cards.cards.rows)
        return next((row for row in rows if row.id == enquiry_id), None)

    def choose(self, enquiry_id: int | None) -> None:
        """Choose this card, wherever it is; one that is not shown yet is chosen when it is."""
        self._wanted = enquiry_id
        self._choose_wanted(focus=self._has_focus())

    def move_current(self, step: int) -> None:
        """Take the chosen card so many columns further."""
        row = self.current()
        if row is not None:
            self._move(self._active, row, step)

    def show_columns(self, columns: Mapping[EnquiryState, Column], board: Board, *, narrowed: bool) -> None:
        """Show these of the board; the chosen card stays chosen, also in another column."""
        self._untouched_hours = board.untouched_hours
        current = self.current()
        if self._wanted is None and current is not None:
            self._wanted = current.id
        self._place = max(0, self.list_at(self._active).currentIndex().row())
        self._now = self._context.local_now()
        had_focus = self._has_focus()
        for state, column in self.columns.items():
            bar = column.cards.verticalScrollBar()
            scrolled = bar.value()
            column.show_column(columns[state], board.older.get(state, 0), narrowed=narrowed)
            bar.setValue(scrolled)
        self._place_sums()
        self._choose_again(had_focus)
        self._wanted = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sums()

    def _place_sums(self) -> None:
        """Beside the names or below them, in all columns alike: their cards begin at one height."""
        columns = self.columns.values()
        width = (self.width() - (len(columns) - 1) * GAP_WIDE) // len(columns)
        below = any(column.is_narrow(width) for column in columns)
        for column in columns:
            column.place_sum(below=below)

    def _has_focus(self) -> bool:
        """Also below a dialog: the focus comes back to the board with it."""
        return any(column.cards is self.window().focusWidget() for column in self.columns.values())

    def _choose_wanted(self, *, focus: bool) -> bool:
        for number in range(len(STATES)):
            place = self.list_at(number).cards.place_of(self._wanted)
            if place is not None:
                self._activate(number, place, focus)
                return True
        return False

    def _choose_again(self, had_focus: bool) -> None:
        if self._choose_wanted(focus=had_focus):
            return
        number = self._active
        if not self.list_at(number).cards.rows:
            number = next((n for n in range(len(STATES)) if self.list_at(n).cards.rows), 0)
        self._activate(number, self._place, had_focus)

    def _activate(self, number: int, place: int, focus: bool) -> None:
        self._active = number
        chosen = self.list_at(number)
        chosen.choose(place)
        if focus:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, number: int, state: EnquiryState) -> BoardColumn:
        cards = CardList(state_text(state), self._lines, self._spoken)
        column = BoardColumn(state, cards, self._context.settings.currency)
        cards.opened.connect(self.opened)
        cards.menu_asked.connect(self.menu_asked)
        cards.walked.connect(lambda step: self._walk(number, step))
        cards.move_asked.connect(lambda row, step: self._move(number, row, step))
        cards.selectionModel().currentChanged.connect(lambda _new, _old: self._on_chosen(number))
        column.dropped.connect(self._on_dropped)
        column.older_asked.connect(self.older_asked)
        return column

    def _on_chosen(self, number: int) -> None:
        if self.list_at(number).hasFocus():
            self._active = number

    def _walk(self, number: int, step: int) -> None:
        """To the next column that has cards, at the same height."""
        place = self.list_at(number).currentIndex().row()
        there = number + step
        while 0 <= there < len(STATES) and not self.list_at(there).cards.rows:
            there += step
        if 0 <= there < len(STATES):
            self._activate(there, place, True)

    def _move(self, number: int, row: EnquiryRow, step: int) -> None:
        if 0 <= number + step < len(STATES):
            self.choose(row.id)
            self.moved.emit(row, STATES[number + step])

    def _on_dropped(self, enquiry_id: int, state: EnquiryState) -> None:
        row = self.row_of(enquiry_id)
        if row is not None:
            self.choose(row.id)
            self.moved.emit(row, state)

    def _lines(self, row: EnquiryRow) -> tuple[str, str, str, str, str]:
        status, tone = status_text(row, self._now, self._untouched_hours)
        worth = "" if row.worth is None else money(row.worth, self._context.settings.currency)
        below = " · ".join(filter(None, (row.product, row.source)))
        return worth, status, tone, below, age_text(row.day, self._now.date())

    def _spoken(self, row: EnquiryRow) -> str:
        worth, status, _tone, _below, _age = self._lines(row)
        return spoken_text(row, status, worth)
