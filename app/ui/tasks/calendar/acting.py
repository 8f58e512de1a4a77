"""What keys and the mouse do in the calendar: open, tick, add, move by arrows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication

from app.services.keyboard import other_layout
from app.ui.tasks.calendar.dragging import DraggingView
from app.ui.tasks.calendar.entries import Entry, What
from app.ui.tasks.calendar.walking import DAYS, LINES, TAKEN

CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LETTERS = ("d", "m", "n", "t")
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class DayBoard(DraggingView):
    """Emits `opened(entry)`, `done_asked(ids)`, `delete_asked(ids)`, `add_asked(day)`,
    `menu_asked(ids, point)` and `move_asked(ids, point)` for their menus, `turned(step)` for the next days,
    `today_asked()`."""

    opened = Signal(object)
    done_asked = Signal(object)
    delete_asked = Signal(object)
    move_asked = Signal(object, object)
    add_asked = Signal(object)
    menu_asked = Signal(object, object)
    turned = Signal(int)
    today_asked = Signal()
    _pressed: QPoint | None = None

    # --- keys ---

    def event(self, event: QEvent) -> bool:
        """The keys of the calendar are its own before they are shortcuts of the page around it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is None:
            event.ignore()  # the page's and the window's own
        else:
            act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does here; None for one that does nothing here."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == CONTROL and key in TAKEN:
            return lambda: self._take(TAKEN[key])
        if held == CONTROL and key == Qt.Key.Key_A:
            return self.tick_all
        if held in (NONE, SHIFT) and key in (*DAYS, *LINES):
            return lambda: self._walk(key, ticking=held == SHIFT)
        if held != NONE:
            return None
        if key in PAGES:
            return lambda: self.turned.emit(PAGES[key])
        return self._plain_act(key) or self._letter_act(event.text())

    def _plain_act(self, key: Qt.Key) -> Callable[[], object] | None:
        entry = self.current_entry()
        if key in OPENING and entry is not None:
            return lambda: self.opened.emit(entry)
        if key == Qt.Key.Key_Space:
            return self.tick_current
        if key == Qt.Key.Key_Delete and self.chosen_ids():
            return lambda: self.delete_asked.emit(self.chosen_ids())
        return self.today_asked.emit if key == Qt.Key.Key_Home else None

    def _letter_act(self, text: str) -> Callable[[], object] | None:
        """Letters are those of the key, in either layout."""
        letter = text.casefold()
        if letter not in LETTERS:
            letter = other_layout(letter) if letter.isalpha() else ""
        day = self.current_day()
        acts: dict[str, Callable[[], object]] = {"t": self.today_asked.emit}
        if day is not None:
            acts["n"] = lambda: self.add_asked.emit(day)
        if self.chosen_ids():
            acts["d"] = lambda: self.done_asked.emit(self.chosen_ids())
            acts["m"] = lambda: self.move_asked.emit(self.chosen_ids(), self._below_current())
        return acts.get(letter)

    def _walk(self, key: Qt.Key, *, ticking: bool) -> None:
        """To where an arrow leads; with Shift what is passed is ticked."""
        before = self.task_at(self.currentIndex().row())
        self.walk(key)
        after = self.task_at(self.currentIndex().row())
        if ticking:
            self.tick(self.shown.ticked | {task.id for task in (before, after) if task is not None})

    def _take(self, days: int) -> None:
        """The chosen tasks go to another day, counted from that of the one under the choice."""
        entry, ids = self.current_entry(), self.chosen_ids()
        if entry is not None and ids and not self._is_done(entry):
            day = entry.day + timedelta(days=days)
            self.want(entry.key, day)
            self.moved.emit(ids, day)

    def _below_current(self) -> QPoint:
        """Where a menu of the chosen entry opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def _is_done(self, entry: Entry) -> bool:
        return entry.task is not None and entry.task.done_at is not None

    def tick_current(self) -> None:
        """Tick the chosen task, or take the tick off."""
        task = self.task_at(self.currentIndex().row())
        if task is not None:
            self.tick(self.shown.ticked ^ {task.id})

    def tick_all(self) -> None:
        """Tick every task that is shown."""
        self.tick(frozenset(entry.task.id for entry in self.entries.entries if entry.task is not None))

    # --- the mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point, row = event.position().toPoint(), self._row_under(event.position().toPoint())
        self._pressed = None
        if row < 0:
            return
        self.choose(row)
        entry = self.entries.entries[row]
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if entry.task is not None:
            self._press_task(entry, point, event.modifiers())
        elif entry.what in (What.MORE, What.DATES):
            self.opened.emit(entry)
        elif entry.what is What.DAY and self._plus_under(point, row):
            self.add_asked.emit(entry.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self.drag()
            return
        self.hover(self._row_under(point))
        row = self.indexAt(point).row()
        pointed = row >= 0 and (
            self.entries.entries[row].what in (What.MORE, What.DATES) or self._plus_under(point, row)
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pointed else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A task is opened; where there is nothing yet one is added."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        row, exact = self._row_under(point), self.indexAt(point).row()
        if row < 0:
            return
        entry = self.entries.entries[row]
        if exact < 0:
            self.add_asked.emit(entry.day)
        elif entry.what not in (What.MORE, What.DATES) and not self._plus_under(point, exact):
            self.opened.emit(entry)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse for the task under it, by the keyboard for the chosen one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        task = self.task_at(index.row())
        if task is None:
            return
        self.choose(index.row())
        ids = self.chosen_ids() if task.id in self.shown.ticked else [task.id]
        at = self.visualRect(index).center() if by_key else event.pos()
        self.menu_asked.emit(ids, self.viewport().mapToGlobal(QPoint(at)))

    def _press_task(self, entry: Entry, point: QPoint, held: Qt.KeyboardModifier) -> None:
        """Ctrl ticks one more; a plain press takes a task that is not ticked by itself."""
        assert entry.task is not None
        if held & CONTROL:
            self.tick_current()
            return
        if entry.task.id not in self.shown.ticked:
            self.tick(frozenset())
        if not self._is_done(entry):
            self._pressed = point

    def _row_under(self, point: QPoint) -> int:
        """The entry under a point; of an empty place its day; -1 outside."""
        row = self.indexAt(point).row()
        number = self.day_at(point)
        return row if row >= 0 or number is None else self.grid.starts[number]

    def _plus_under(self, point: QPoint, row: int) -> bool:
        if self.entries.entries[row].what is not What.DAY:
            return False
        return self.calendar.plus_of(self.visualRect(self.entries.index(row))).contains(point)
