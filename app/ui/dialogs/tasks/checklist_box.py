"""The steps of a task: lines to tick, to add and to take away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import row
from app.ui.widgets.tab_order import lead_through

Steps = Sequence[tuple[str, bool]]


class StepLine(QLineEdit):
    """Enter begins the next step, Backspace in an empty one takes it away, Alt+Up and Alt+Down move it."""

    entered = Signal()
    emptied = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain, alt = not event.modifiers(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class Step(QWidget):
    """One step: whether it is done, what it is, away with it."""

    def __init__(self, text: str, done: bool) -> None:
        super().__init__()
        self.done, self.line = QCheckBox(), StepLine(text)
        self.done.setChecked(done)
        self.done.setAccessibleName(_("Done"))
        self.line.setAccessibleName(_("Step"))
        self.line.setPlaceholderText(_("Weigh, pack, call…"))
        self.line.setToolTip(_("Alt+Up and Alt+Down move it"))
        self.away = icon_button("x", _("Remove"))
        layout = row(self.done, self.line, self.away, spacing=GAP_SMALL)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def typed(self) -> tuple[str, bool]:
        """(what, whether it is done)."""
        return self.line.text().strip(), self.done.isChecked()


class ChecklistBox(QWidget):
    """Any number of steps."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.more = button(_("Add a step"), self.add, kind="ghost", small=True, icon_name="plus")
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def typed(self) -> tuple[tuple[str, bool], ...]:
        """The steps with something in them."""
        return tuple(step.typed() for step in self.steps if step.typed()[0])

    def fill(self, steps: Steps) -> None:
        """Show these in place of what was there."""
        while self.steps:
            self._drop(self.steps[0])
        for text, done in steps:
            self._insert(len(self.steps), text, done)

    def add(self) -> None:
        """An empty step at the end, with the focus in it."""
        self._begin(len(self.steps))

    def _begin(self, place: int) -> None:
        self._insert(place, "", False).line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert(self, place: int, text: str, done: bool) -> Step:
        step = Step(text, done)
        self.steps.insert(place, step)
        self._layout.insertWidget(place, step)
        step.show()
        step.line.entered.connect(lambda: self._begin(self.steps.index(step) + 1))
        step.line.emptied.connect(lambda: self._remove(step))
        step.line.moved.connect(lambda by: self._move(step, by))
        step.away.clicked.connect(lambda _on=False: self._remove(step))
        self._order_tabs()
        return step

    def _remove(self, step: Step) -> None:
        place = self.steps.index(step)
        self._drop(step)
        after: QWidget = self.steps[max(0, place - 1)].line if self.steps else self.more
        after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, step: Step) -> None:
        self.steps.remove(step)
        self._layout.removeWidget(step)
        step.hide()
        step.deleteLater()

    def _move(self, step: Step, by: int) -> None:
        place = self.steps.index(step) + by
        if 0 <= place < len(self.steps):
            self.steps.remove(step)
            self.steps.insert(place, step)
            self._layout.insertWidget(place, step)
            self._order_tabs()

    def _order_tabs(self) -> None:
        lead_through([stop for step in self.steps for stop in (step.done, step.line, step.away)], self.more)
