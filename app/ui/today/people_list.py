"""The list of Today: sections of people, a few dozen rows at a time, moved through with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, number_text
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP_WIDE
from app.ui.today.actions import done
from app.ui.today.people import Person, Section
from app.ui.today.person_row import PersonRow, RowActs
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import SectionHeader
from app.wording import kind_title

if TYPE_CHECKING:
    from app.services.reminders.items import DueItem

PEOPLE_AT_ONCE = 30
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class PeopleList(QWidget):
    """`chosen(Person | None)`; `row_shown(QWidget)` asks the area around to scroll there.

    Rows of people that did not change are kept, so that Done on one does not rebuild the others.
    """

    chosen = Signal(object)
    row_shown = Signal(object)

    def __init__(self, context: AppContext, act: Callable[[Person, DueItem], object]) -> None:
        super().__init__()
        self._context = context
        self._acts = RowActs(self._on_row_chosen, self._open, act)
        self._sections: Sequence[Section] = ()
        self._rows: dict[str, PersonRow] = {}
        self._shown = PEOPLE_AT_ONCE
        self._current: str | None = None
        self._parts: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.more = button("", self.show_more, kind="link", small=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Whom to contact today"))
        for key, act_on in (("D", self._finish), ("L", self._postpone)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act_on)

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
        """Make the person with `key` the current one, if it is there."""
        people = self._people()
        place = next((n for n, person in enumerate(people) if person.key == key), -1)
        if place < 0:
            return
        if place >= self._shown:
            self._shown = (place // PEOPLE_AT_ONCE + 1) * PEOPLE_AT_ONCE
            self._fill()
        self._current = key
        self._mark()
        self.chosen.emit(people[place])
        row = self._rows[people[place].key]
        # A row that was just made has its place only after the layout ran.
        QTimer.singleShot(0, row, lambda: self.row_shown.emit(row))

    def show_more(self) -> None:
        """Add the next rows."""
        self._shown += PEOPLE_AT_ONCE
        self._fill()

    def rows(self) -> list[PersonRow]:
        """The rows shown, from the top."""
        return [part for part in self._parts if isinstance(part, PersonRow)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, people = Qt.Key(event.key()), self._people()
        place = next((n for n, person in enumerate(people) if person.key == self._current), -1)
        if key in STEPS and people:
            self.choose(people[min(max(place + STEPS[key], 0), len(people) - 1)].key)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and people:
            self.choose(people[0 if key == Qt.Key.Key_Home else -1].key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place >= 0:
            self._open(people[place])
        else:
            super().keyPressEvent(event)

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
        """Headings and rows from the top, as many people as are shown; rows of before are used again."""
        kept, left = self._rows, self._shown
        self._rows = {}
        parts: list[QWidget] = []
        for section in self._sections:
            if left <= 0:
                break
            parts.append(SectionHeader(kind_title(section.kind), number_text(section.reasons)))
            for person in section.people[:left]:
                row = kept.get(person.key)
                if row is None or row.person != person:
                    row = PersonRow(self._context, person, self._acts)
                self._rows[person.key] = row
                parts.append(row)
            left -= len(section.people)
        self._lay_out(parts)
        hidden = max(0, sum(len(section.people) for section in self._sections) - self._shown)
        self.more.setVisible(hidden > 0)
        self.more.setText(_("Show {n} more").format(n=number_text(min(hidden, PEOPLE_AT_ONCE))))
        self._mark()

    def _lay_out(self, parts: list[QWidget]) -> None:
        staying = set(parts)
        while (item := self._layout.takeAt(0)) is not None:
            part = item.widget()
            if part is not None and part is not self.more and part not in staying:
                part.hide()
                part.deleteLater()
        self._parts = parts
        for part in parts:
            self._layout.addWidget(part)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addSpacing(GAP_WIDE)
        self._layout.addStretch(1)

    def _mark(self) -> None:
        for key, row in self._rows.items():
            row.set_chosen(key == self._current)
            row.set_marked(key == self._current and self.hasFocus())

    def _on_row_chosen(self, person: Person) -> None:
        self._current = person.key
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._mark()
        self.chosen.emit(person)

    def _open(self, person: Person) -> None:
        if person.client_id is not None:
            self._context.events.open_client.emit(person.client_id)

    def _finish(self) -> None:
        person = self.current()
        if person is not None:
            done(self._context, person.items[0])

    def _postpone(self) -> None:
        row = self._rows.get(self._current or "")
        if row is not None:
            row.show_later()


def _successor(gone: str | None, before: list[str], now: list[str]) -> str | None:
    """Who takes the place of the one that is gone: the next still there, else the one before, else the first."""
    if gone in before:
        place = before.index(gone)
        for key in (*before[place + 1 :], *reversed(before[:place])):
            if key in now:
                return key
    return now[0] if now else None
