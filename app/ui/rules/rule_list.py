"""The list of rules: sections of rows, moved through with the arrows, switched with the space bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import ReminderKind
from app.ui.rules.rule_row import RowActs, RowShown, RuleRow
from app.ui.widgets.announcing import announce
from app.ui.widgets.frames import SectionHeader
from app.ui.widgets.tab_order import follow
from app.wording.rules import RuleNames, section_title

SECTIONS: dict[str, tuple[ReminderKind, ...]] = {
    "promised": (ReminderKind.FOLLOW_UP, ReminderKind.ENQUIRY, ReminderKind.CASE),
    "days": (ReminderKind.BIRTHDAY, ReminderKind.DATE, ReminderKind.RENEWAL),
    "bought": (ReminderKind.REPLENISHMENT, ReminderKind.SERVICE, ReminderKind.FEEDBACK, ReminderKind.INTEREST),
    "keeping": (ReminderKind.CADENCE, ReminderKind.LAPSED),
}
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RuleList(QWidget):
    """`chosen(key)`, `opened(key)` by Enter or a double click, `switched(key)` by Space or the box, `menu_asked(key,
    where)`; `row_shown(QWidget)` asks the area around to scroll there."""

    chosen = Signal(int)
    opened = Signal(int)
    switched = Signal(int)
    menu_asked = Signal(int, QPoint)
    row_shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, RuleRow] = {}
        self._parts: list[QWidget] = []
        self._current: int | None = None
        self._names = RuleNames()
        self._acts = RowActs(self.choose, self._on_entered, self.opened.emit, self.switched.emit, self.menu_asked.emit)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Rules of reminders"))

    def set_rules(self, shown: Sequence[RowShown], names: RuleNames) -> None:
        """Show these rules by sections; rows that did not change are kept, and the current one stays the current."""
        before = self.keys()
        kept, self._rows = self._rows, {}
        same_names, self._names = names == self._names, names
        parts: list[QWidget] = []
        for section, kinds in SECTIONS.items():
            rows = [one for kind in kinds for one in shown if one.rule.kind == kind]
            if rows:
                parts.append(SectionHeader(section_title(section)))
            for one in rows:
                old = kept.get(one.key)
                fits = old is not None and old.shown == one and same_names
                made = old if old is not None and fits else RuleRow(one, names, self._acts)
                self._rows[one.key] = made
                parts.append(made)
        self._lay_out(parts)
        if self._current not in self._rows:
            self._current = self._successor(before)
        self._mark()

    def _successor(self, before: Sequence[int]) -> int | None:
        """The rule in the place of the current one, which is gone."""
        keys = self.keys()
        place = before.index(self._current) if self._current in before else 0
        return keys[min(place, len(keys) - 1)] if keys else None

    def has(self, key: int) -> bool:
        """Whether the rule is in the list."""
        return key in self._rows

    def keys(self) -> list[int]:
        """The keys of all rules, from the top."""
        return [part.shown.key for part in self._parts if isinstance(part, RuleRow)]

    def rows(self) -> list[RuleRow]:
        """The rows, from the top."""
        return [part for part in self._parts if isinstance(part, RuleRow)]

    def current(self) -> int | None:
        """The rule that the keys act on."""
        return self._current

    def choose(self, key: int) -> None:
        """Make this rule the current one, with the keyboard in the list."""
        self._current = key
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark()
        self.show_current()
        announce(self, self.accessibleDescription())
        self.chosen.emit(key)

    def show_current(self) -> None:
        """Scroll to the current rule, once the layout has given it its place."""
        row = self._rows.get(-1 if self._current is None else self._current)
        if row is not None:
            QTimer.singleShot(0, row, lambda: self.row_shown.emit(row))

    def set_current(self, key: int) -> None:
        """Make this rule the current one wherever the keyboard is."""
        self._current = key
        self._mark()
        self.show_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), self.keys()
        current = self._current
        if current is None or current not in keys:
            super().keyPressEvent(event)
        elif key in STEPS:
            self.choose(keys[min(max(keys.index(current) + STEPS[key], 0), len(keys) - 1)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(keys[0 if key == Qt.Key.Key_Home else -1])
        elif key == Qt.Key.Key_Space:
            self.switched.emit(current)
        elif key in ENTER:
            self.opened.emit(current)
        elif key == Qt.Key.Key_Menu:
            row = self._rows[current]
            self.menu_asked.emit(current, row.mapToGlobal(QPoint(40, row.height() // 2)))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def _on_entered(self, key: int) -> None:
        if key != self._current:
            self._current = key
            self._mark()
            self.chosen.emit(key)

    def _mark(self) -> None:
        for key, row in self._rows.items():
            row.light_up(chosen=key == self._current, marked=key == self._current and self.hasFocus())
        current = self._rows.get(-1 if self._current is None else self._current)
        self.setAccessibleDescription(current.told() if current is not None else "")  # for screen readers

    def _lay_out(self, parts: list[QWidget]) -> None:
        staying = set(parts)
        while (item := self._layout.takeAt(0)) is not None:
            part = item.widget()
            if part is not None and part not in staying:
                if part.isAncestorOf(QApplication.focusWidget() or self):
                    self.setFocus(Qt.FocusReason.OtherFocusReason)
                part.hide()
                part.deleteLater()
        self._parts = parts
        last: QWidget | None = self
        for part in parts:
            self._layout.addWidget(part)
            last = follow(last, part)
        self._layout.addStretch(1)
