"""Days of every year that matter to a client: a name and a day each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.ui.dialogs.client_form.typed import yearly_typed
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.field import Field, level
from app.ui.widgets.tab_order import lead_through

DAY_WIDTH = 170
Watch = Callable[[Field, Callable[[], object]], object]


class DateLine(QWidget):
    """What day it is, when, remove. Ctrl+Delete removes it."""

    removed = Signal()

    def __init__(self, name: str, day: str) -> None:
        super().__init__()
        self.name, self.day = QLineEdit(name), QLineEdit(day)
        self.name.setPlaceholderText(_("Wedding, birthday of the daughter…"))
        self.day.setPlaceholderText(_("14.06 or 14.06.2015"))
        self.day.setFixedWidth(scaled(DAY_WIDTH))
        for line in (self.name, self.day):
            line.setToolTip(_("Ctrl+Delete removes it"))
            line.installEventFilter(self)
        self.names = Field(_("What day it is"), self.name, headed=False)
        self.days = Field(_("Day"), self.day, headed=False)
        self.days.setFixedWidth(scaled(DAY_WIDTH))  # what is wrong in it takes no room from the name
        self.away = icon_button("x", _("Remove"), self.removed.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        for part, stretch in ((self.names, 1), (self.days, 0)):
            layout.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(level(self.away))

    def typed(self) -> list[str]:
        """[name, day as typed]."""
        return [" ".join(self.name.text().split()), self.day.text().strip()]

    def check_name(self) -> None:
        """Raises InvalidValue for a day without a name."""
        name, day = self.typed()
        if day and not name:
            raise InvalidValue(field="date_name", value="")

    def check_day(self) -> None:
        """Raises InvalidValue for what is no day, or a name without one."""
        if any(self.typed()):
            yearly_typed(self.typed()[1])

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """In a line Ctrl+Delete would take away a word."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_Delete:
                self.removed.emit()
                return True
        return False


class DatesBox(QWidget):
    """Lines to add to and to remove from. `watch(field, check)` has a field checked when left."""

    def __init__(self, watch: Watch, unwatch: Callable[[Field], object]) -> None:
        super().__init__()
        self._watch, self._unwatch = watch, unwatch
        self.lines: list[DateLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.more = button(_("Add a date"), self.add, kind="ghost", small=True, icon_name="plus")
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def typed(self) -> list[list[str]]:
        """[[name, day], ...] of the lines with something in them."""
        return [line.typed() for line in self.lines if any(line.typed())]

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these in place of what was there."""
        while self.lines:
            self._drop(self.lines[0])
        for name, day in rows:
            self._add(name, day)

    def add(self) -> None:
        """An empty line with the focus in it."""
        self._add("", "").name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, day: str) -> DateLine:
        line = DateLine(name, day)
        self.lines.append(line)
        self._layout.insertWidget(len(self.lines) - 1, line)
        line.show()
        lead_through([stop for one in self.lines for stop in (one.name, one.day, one.away)], self.more)
        self._watch(line.names, line.check_name)
        self._watch(line.days, line.check_day)
        line.removed.connect(lambda: self._remove(line))
        return line

    def _remove(self, line: DateLine) -> None:
        place = self.lines.index(line)
        self._drop(line)
        after: QWidget = self.lines[min(place, len(self.lines) - 1)].name if self.lines else self.more
        after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, line: DateLine) -> None:
        self.lines.remove(line)
        for field in (line.names, line.days):
            self._unwatch(field)
        self._layout.removeWidget(line)
        line.hide()
        line.deleteLater()
