"""The list of tasks by day: hundreds of thousands of rows cost no more than those on the screen."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.i18n import _
from app.ui.context import AppContext
from app.ui.tasks.model import TaskModel
from app.ui.tasks.painter import HEADING_HEIGHT, TASK_HEIGHT, TaskPainter, tick_room
from app.ui.tasks.row_buttons import RowButtons
from app.ui.tasks.words import day_aloud, day_words, row_words, task_aloud
from app.ui.theme import tall

if TYPE_CHECKING:
    from app.services.tasks.listing import TaskList, TaskRow

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class TaskListView(QTableView):
    """`opened(id)` on Enter or a double click, `ticked(TaskRow)` for a click on its circle, `client_asked(client id)`
    for one on the name, `menu_asked(global point)` for the menu of the current row. Space ticks for many at once, Shift
    goes on, Ctrl+A takes all."""

    opened = Signal(object)
    ticked = Signal(object)
    client_asked = Signal(object)
    menu_asked = Signal(QPoint)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.staff: dict[int, str] = {}  # names worth a word
        self._anchor: int | None = None
        self.tasks = TaskModel(
            self._fetch,
            lambda task: task_aloud(task, context.local_now(), self.staff),
            lambda group: day_aloud(group, context.today()),
            self,
        )
        self._painter = TaskPainter(
            self.tasks,
            lambda task: row_words(task, context.local_now(), self.staff),
            lambda group: day_words(group, context.today()),
            self,
        )
        self._set_up()
        self.buttons = RowButtons(self.viewport())
        self.tasks.ticks.changed.connect(self._on_ticks_changed)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._place_buttons())

    def _set_up(self) -> None:
        self.setAccessibleName(_("Tasks by day"))
        self.setModel(self.tasks)
        self.setItemDelegate(self._painter)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(tall(HEADING_HEIGHT))
        down.setDefaultSectionSize(tall(TASK_HEIGHT, 2))
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._on_current_changed())

    def show_list(self, listed: TaskList) -> None:
        """Show these tasks; the current one stays, or the next one takes its place."""
        position, current = self.position(), self.current_id()
        was_at = self.verticalScrollBar().value()
        headings = self.tasks.headings
        self.tasks.set_list(listed.ids, listed.groups)
        self._set_heights(headings)
        marked = self.tasks.ticks.marked()
        self.tasks.ticks.keep(marked and marked.intersection(listed.ids))
        count = len(listed.ids)
        found = self.tasks.tasks.position_of(current) if current is not None else -1
        if count:
            self.choose_position(found if found >= 0 else min(max(position, 0), count - 1), scroll=False)
            self.verticalScrollBar().setValue(was_at)
        self._on_current_changed()

    def _set_heights(self, before: list[int]) -> None:
        """Headings are lower, and where they were `before` are tasks now. The header is told with its eyes shut: else
        each of them moves all rows below."""
        down = self.verticalHeader()
        down.setUpdatesEnabled(False)
        down.blockSignals(True)
        for rows, height in ((before, tall(TASK_HEIGHT, 2)), (self.tasks.headings, tall(HEADING_HEIGHT))):
            for row in rows:
                down.resizeSection(row, height)
        down.blockSignals(False)
        down.setUpdatesEnabled(True)
        self.updateGeometries()

    def position(self) -> int:
        """The place of the current task among the tasks, -1 without one."""
        return self.tasks.position_at(self.currentIndex().row())

    def current_id(self) -> int | None:
        """The id of the current task."""
        return self.tasks.tasks.id_at(self.position())

    def current_task(self) -> TaskRow | None:
        """The task that the keys act on."""
        return self.tasks.tasks.row_at(self.position())

    def chosen_ids(self) -> array[int]:
        """Those ticked, in their order; where none is, the current one."""
        if not self.tasks.ticks.is_empty():
            return self.tasks.ticks.chosen(self.tasks.tasks.ids())
        current = self.current_id()
        return array("q", [] if current is None else [current])

    def choose(self, task_id: int | None) -> bool:
        """Make this task the current one; False where it is not listed."""
        found = -1 if task_id is None else self.tasks.tasks.position_of(task_id)
        if found >= 0:
            self.choose_position(found)
        return found >= 0

    def choose_position(self, position: int, *, scroll: bool = True) -> None:
        """Make the task at this place the current one."""
        index = self.tasks.index(self.tasks.row_of(position))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if scroll:
            self.scrollTo(self.tasks.index(0) if position == 0 else index)

    def choose_day(self, day: date) -> None:
        """The first task of this day or after it becomes the current one, its heading on top."""
        today, position = self._context.today(), 0
        for group in self.tasks.groups:
            if (group.day or today) >= day and (group.day is not None or day < today):
                break
            position += group.count
        if position < len(self.tasks.tasks.ids()):
            self.choose_position(position)
            heading = self.tasks.index(self.tasks.row_of(position) - 1)
            self.scrollTo(heading, QAbstractItemView.ScrollHint.PositionAtTop)

    def choose_overdue(self) -> None:
        """Tick all that are late."""
        groups = self.tasks.groups
        if groups and groups[0].day is None:
            self._anchor = 0
            self.tasks.ticks.set(self.tasks.tasks.ids()[: groups[0].count], ticked=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self.tasks.tasks.ids())
        position, step = self.position(), self._step(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.tasks.ticks.tick_everything()
        elif key == Qt.Key.Key_Space:
            self._tick(position)
        elif key in RETURN and position >= 0 and not event.modifiers() & CONTROL:
            self.opened.emit(self.current_id())
        elif step is not None and count and not event.modifiers() & CONTROL:
            to = min(max(position + step, 0), count - 1)
            if event.modifiers() & SHIFT:
                self._tick_up_to(to)
            self.choose_position(to)
        else:
            event.ignore()

    def _step(self, key: Qt.Key) -> int | None:
        if key in STEPS:
            return STEPS[key]
        if key in PAGES:
            return PAGES[key] * max(1, self.viewport().height() // tall(TASK_HEIGHT, 2) - 1)
        if key in ENDS:
            return (1 if key == Qt.Key.Key_End else -1) * len(self.tasks.tasks.ids())
        return None

    def _tick(self, position: int) -> None:
        row_id = self.tasks.tasks.id_at(position)
        if row_id is not None:
            self._anchor = position
            self.tasks.ticks.set((row_id,), row_id not in self.tasks.ticks)

    def _tick_up_to(self, position: int) -> None:
        """All from where ticking began."""
        if self._anchor is None or self.tasks.ticks.is_empty():
            self._anchor = max(0, self.position())
        low, high = sorted((min(self._anchor, len(self.tasks.tasks.ids()) - 1), position))
        self.tasks.ticks.set(self.tasks.tasks.ids()[low : high + 1], ticked=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        position = self.tasks.position_at(row)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if position < 0:
            group = self.tasks.group_at(row)
            if group is not None and group.day is None:
                self.choose_overdue()
            return
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & SHIFT:
            self._tick_up_to(position)
        elif event.button() == Qt.MouseButton.LeftButton and event.modifiers() & CONTROL:
            self._tick(position)
        elif event.button() == Qt.MouseButton.LeftButton and event.position().x() <= tick_room():
            self._on_box(position)
        self.choose_position(position, scroll=False)
        name = self._painter.names.get(row)
        if event.button() == Qt.MouseButton.LeftButton and name and name.contains(event.position().toPoint()):
            task = self.tasks.task_at(row)
            self.client_asked.emit(task.client_id if task else None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the row under the mouse, which was chosen by the press; by its key of the current one."""
        if self.position() < 0:
            return
        area = self.visualRect(self.currentIndex())
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse and not area.contains(event.pos()):
            return  # on a heading, or below the last row
        self.menu_asked.emit(event.globalPos() if by_mouse else self.viewport().mapToGlobal(area.center()))

    def _on_box(self, position: int) -> None:
        task = self.tasks.tasks.row_at(position)
        if not self.tasks.ticks.is_empty():
            self._tick(position)
        elif task is not None:
            self.ticked.emit(task)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a circle are two clicks."""
        position = self.tasks.position_at(self.rowAt(event.position().toPoint().y()))
        if event.position().x() <= tick_room():
            self.mousePressEvent(event)
        elif position >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.tasks.tasks.id_at(position))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A name and a circle look like what can be pressed."""
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        name = self._painter.names.get(row)
        group = self.tasks.group_at(row)
        late = group is not None and group.day is None
        pressed = (name is not None and name.contains(at)) or (
            at.x() <= tick_room() and self.tasks.position_at(row) >= 0
        )
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pressed or late else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._on_current_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._on_current_changed()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painter.names.clear()
        return super().viewportEvent(event)

    def _fetch(self, ids: Sequence[int]) -> Sequence[TaskRow]:
        from app.services.tasks.listing import task_rows

        return task_rows(self._context.db, ids)

    def _on_ticks_changed(self) -> None:
        self._place_buttons()
        self.viewport().update()

    def _on_current_changed(self) -> None:
        self._painter.current, self._painter.marked = self.currentIndex().row(), self.hasFocus()
        task = self.current_task()
        if task is not None:
            self.buttons.show_for(task.title, done=task.done_at is not None)
        self._place_buttons()
        self.viewport().update()

    def _place_buttons(self) -> None:
        """At the right end of the current row; while many are ticked they are in the bar above the list."""
        there = self.position() >= 0 and self.tasks.ticks.is_empty()
        self.buttons.setVisible(there)
        self._painter.kept_free = self.buttons.width() if there else 0
        if there:
            area = self.visualRect(self.currentIndex())
            x = area.right() - self.buttons.width()
            self.buttons.move(x, area.top() + (area.height() - self.buttons.height()) // 2)
