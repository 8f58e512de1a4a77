"""The list of Today: sections of people, a few dozen rows at a time, moved through with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.i18n import _, number_text
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP_WIDE
from app.ui.today.actions import open_person
from app.ui.today.people import Person, Section
from app.ui.today.person_row import PersonRow, RowActs
from app.ui.widgets.announcing import announce
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import SectionHeader
from app.ui.widgets.tab_order import follow
from app.wording.reminders import kind_title

if TYPE_CHECKING:
    from app.services.reminders.items import DueItem

PEOPLE_AT_ONCE = 30
MORE_AT_ONCE = 100  # reasons of a kind that are read at a time
ROWS_AT_FIRST = 4  # the others follow a few at a time, so that nothing stutters
ROWS_A_TURN = 2
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class PeopleList(QWidget):
    """`chosen(Person | None)`; `row_shown(QWidget)` asks the area around to scroll there; `more_wanted` asks for more
    of what was not read yet.

    Rows of people that did not change are kept, so that Done on one does not rebuild the others.
    """

    chosen = Signal(object)
    row_shown = Signal(object)
    more_wanted = Signal()

    def __init__(self, context: AppContext, act: Callable[[Person, DueItem], object]) -> None:
        super().__init__()
        self._context = context
        self._acts = RowActs(self._on_row_chosen, self._on_row_entered, self._open, act)
        self._sections: Sequence[Section] = ()
        self._rows: dict[str, PersonRow] = {}
        self._shown = PEOPLE_AT_ONCE
        self._current: str | None = None
        self._parts: list[QWidget] = []
        self._waiting: list[Section | Person | int] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._go_on)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.more = button("", self.show_more, kind="link", small=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Whom to contact today"))

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these people; the current one stays, or the next one takes its place."""
        before = self._keys()
        self._sections = sections
        now = self._keys()
        if self._current not in now:
            self._current = _successor(self._current, before, now)
        self._fill()
        self.chosen.emit(self.current())

    def current(self) -> Person | None:
        """The person the keys act on."""
        return next((person for person in self._people() if person.key == self._current), None)

    def choose(self, key: str | None) -> None:
        """Make the person with `key` the current one, if it is among those shown."""
        person = next((person for person in self._people()[: self._shown] if person.key == key), None)
        if person is None:
            return
        while person.key not in self._rows:
            self._go_on()
        self._current = key
        self._mark()
        self.chosen.emit(person)
        row = self._rows[person.key]
        if self.hasFocus():
            announce(self, row.told())
        # A row that was just made has its place only after the layout ran.
        QTimer.singleShot(0, row, lambda: self.row_shown.emit(row))

    def is_filling(self) -> bool:
        """True while rows are still being added."""
        return self._turn.isActive()

    def show_more(self) -> None:
        """Add the next rows."""
        self._shown += PEOPLE_AT_ONCE
        self._fill()

    def rows(self) -> list[PersonRow]:
        """The rows shown, from the top."""
        return [part for part in self._parts if isinstance(part, PersonRow)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, people = Qt.Key(event.key()), self._people()[: self._shown]
        place = next((n for n, person in enumerate(people) if person.key == self._current), -1)
        if key in STEPS and people:
            self._step(people, place, STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and people:
            self.choose(people[0 if key == Qt.Key.Key_Home else -1].key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place >= 0:
            self._open(people[place])
        else:
            super().keyPressEvent(event)

    def _step(self, people: list[Person], place: int, step: int) -> None:
        """Up or down by `step`; below the last row shown come more."""
        if place + step >= len(people) and not self.more.isHidden():
            self.show_more()
            people = self._people()[: self._shown]
        self.choose(people[min(max(place + step, 0), len(people) - 1)].key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def _people(self) -> list[Person]:
        return [person for section in self._sections for person in section.people]

    def _keys(self) -> list[str]:
        return [person.key for person in self._people()]

    def _fill(self) -> None:
        """Headings and rows from the top; rows of before are used again, new ones are made a few at a time."""
        kept, self._rows = self._rows, {}
        plan, parts, made = self._plan(), [], 0
        while plan and made < ROWS_AT_FIRST:
            step = plan.pop(0)
            row = kept.get(step.key) if isinstance(step, Person) else None
            if row is None or row.person != step:
                made += isinstance(step, Person)
                parts.append(self._make(step))
            else:
                self._rows[row.person.key] = row
                parts.append(row)
        self._lay_out(parts)
        self._waiting = plan
        if plan:
            self._turn.start()
        else:
            self._turn.stop()
            self._order_tabs()
        hidden = max(0, len(self._people()) - self._shown)
        self.more.setVisible(hidden > 0)
        self.more.setText(_more_words(min(hidden, PEOPLE_AT_ONCE)))
        self._mark()

    def _plan(self) -> list[Section | Person | int]:
        """Headings and people in their order, as many people as are shown; below the last of a heading the number of
        reasons that were not read."""
        plan: list[Section | Person | int] = []
        left = self._shown
        for section in self._sections:
            if left > 0:
                plan += [section, *section.people[:left]]
            left -= len(section.people)
            if section.more and left >= 0:
                plan.append(section.more)
        return plan

    def _make(self, step: Section | Person | int) -> QWidget:
        if isinstance(step, Section):
            return SectionHeader(kind_title(step.kind), number_text(step.reasons))
        if isinstance(step, int):
            return button(_more_words(min(step, MORE_AT_ONCE)), self.more_wanted.emit, kind="link", small=True)
        row = PersonRow(self._context, step, self._acts)
        self._rows[step.key] = row
        return row

    def _go_on(self) -> None:
        """Add the next few rows above the button."""
        for step in self._waiting[:ROWS_A_TURN]:
            part = self._make(step)
            self._layout.insertWidget(len(self._parts), part)
            self._parts.append(part)
        del self._waiting[:ROWS_A_TURN]
        if not self._waiting:
            self._turn.stop()
            self._order_tabs()
        self._mark()

    def _order_tabs(self) -> None:
        """Tab goes through the rows as they stand, whenever each was made."""
        last: QWidget | None = self
        for part in (*self._parts, self.more):
            last = follow(last, part)

    def _lay_out(self, parts: list[QWidget]) -> None:
        staying = set(parts)
        while (item := self._layout.takeAt(0)) is not None:
            part = item.widget()
            if part is not None and part is not self.more and part not in staying:
                if part.isAncestorOf(QApplication.focusWidget() or self):
                    self.setFocus(Qt.FocusReason.OtherFocusReason)  # not a button of whoever comes next
                part.hide()
                part.deleteLater()
        self._parts = parts
        for part in parts:
            self._layout.addWidget(part)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addSpacing(GAP_WIDE)
        self._layout.addStretch(1)

    def _mark(self) -> None:
        """Light up the current row; the others are touched only when they were lit."""
        for key, row in self._rows.items():
            row.light_up(chosen=key == self._current, marked=key == self._current and self.hasFocus())
        current = self._rows.get(self._current or "")
        self.setAccessibleDescription(current.told() if current is not None else "")

    def _on_row_chosen(self, person: Person) -> None:
        self._current = person.key
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._mark()
        self.chosen.emit(person)

    def _on_row_entered(self, person: Person) -> None:
        if person.key != self._current:
            self._current = person.key
            self._mark()
            self.chosen.emit(person)

    def _open(self, person: Person) -> None:
        open_person(self._context, person, self)

    def open_current(self) -> None:
        """Open the card of the person that the list stands at."""
        person = self.current()
        if person is not None:
            self._open(person)

    def act_on_current(self, act: Callable[[PersonRow], object]) -> None:
        """Do this with the row of the person that the list stands at."""
        row = self._rows.get(self._current or "")
        if row is not None:
            act(row)


def _more_words(number: int) -> str:
    return _("Show {n} more").format(n=number_text(number))


def _successor(gone: str | None, before: list[str], now: list[str]) -> str | None:
    """Who takes the place of the one that is gone: the next still there, else the one before, else the first."""
    if gone in before:
        place = before.index(gone)
        for key in (*before[place + 1 :], *reversed(before[:place])):
            if key in now:
                return key
    return now[0] if now else None
