"""A table with a tick in front of every row, and columns that can be moved and sized.

Space ticks, Shift with a click or an arrow ticks all between, Ctrl+A everything that is listed (a flag, so that a
million rows cost nothing). What the owner makes of the columns is told by `layout_changed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QCheckBox, QStyledItemDelegate

from app.i18n import _
from app.ui.theme.size import unscaled
from app.ui.widgets.row_painter import RowPainter
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import Column, IdListModel

TICK_WIDTH = 38
BOX_LEFT = 13
SETTLE_MS = 300


def tick_column() -> Column[Any]:
    """The column of the ticks; it stays in front."""
    return Column("", lambda _row: "", width=TICK_WIDTH, key="tick", tick=True)


class TickTable(IdTable):
    """`layout_changed()` after columns were moved or sized by hand; `menu_asked(global point)` for a menu of the row
    or the heading."""

    layout_changed = Signal()
    menu_asked = Signal(QPoint)
    paints_itself = True

    def __init__(self, model: IdListModel[Any], name: str) -> None:
        self._anchor: int | None = None
        self._settled = False
        super().__init__(model, name)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(TICK_WIDTH)  # else the ticks are wider than they tell, and the table than its room
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(header.mapToGlobal(at)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at)))
        self._layout_told = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._layout_told.timeout.connect(self.layout_changed)
        header.sectionMoved.connect(lambda *_where: self._on_layout_changed())
        header.sectionResized.connect(self._on_resized)
        self.setItemDelegate(_Untouched(self))
        self._painter = RowPainter(model, self.devicePixelRatioF())
        self.everything = QCheckBox(header)
        self.everything.setAccessibleName(_("Choose everyone listed"))
        self.everything.setToolTip(_("Choose everyone listed (Ctrl+A)"))
        self.everything.setTristate(True)
        self.everything.clicked.connect(lambda _on: self.toggle_everything())
        self.everything.setGeometry(BOX_LEFT - 1, (header.height() - 24) // 2, 18, 24)
        header.geometriesChanged.connect(self.everything.raise_)
        self.horizontalScrollBar().valueChanged.connect(self._move_box)
        model.ticks.changed.connect(self._show_ticks)
        model.modelReset.connect(self._show_ticks)

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show these columns in this order, the ticks in front of them."""
        self._settled = False
        current = self.current_id()
        header = self.horizontalHeader()
        for position in range(header.count()):
            header.moveSection(header.visualIndex(position), position)
        self._list.set_columns((tick_column(), *columns))
        for number in range(len(self._list.columns)):
            self.setColumnHidden(number, False)
        self.set_widths()
        self._share_width()
        self.choose(current, quietly=True)
        self._settled = True

    def layout_now(self) -> list[tuple[str, int]]:
        """Key and width, in px of the usual text, of every column in the order on the screen, without the ticks."""
        header, columns = self.horizontalHeader(), self._list.columns
        shown = (header.logicalIndex(position) for position in range(header.count()))
        return [(columns[n].key, unscaled(self.columnWidth(n))) for n in shown if not columns[n].tick]

    def toggle_everything(self) -> None:
        """All that is listed, or nothing where something is ticked."""
        ticks = self._list.ticks
        if ticks.is_empty():
            ticks.tick_everything()
        else:
            ticks.clear()
        self._show_ticks()

    def tick_range(self, to: int) -> None:
        """Tick the rows from the last ticked one to the row `to`."""
        start = to if self._anchor is None else min(self._anchor, self._list.rowCount() - 1)
        low, high = sorted((start, to))
        self._list.ticks.set(self._list.ids()[low : high + 1], ticked=True)

    def toggle_row(self, position: int) -> None:
        """Tick a row, or take its tick away."""
        row_id = self._list.id_at(position)
        if row_id is not None:
            self._anchor = position
            self._list.ticks.set((row_id,), row_id not in self._list.ticks)

    def toggle_current(self) -> None:
        """Tick the row that the table stands at, or take its tick away."""
        self.toggle_row(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        position = self.currentIndex().row()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Space:
            self.toggle_current()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._list.ticks.tick_everything()
        elif shift and event.key() in STEPS:
            self._extend(position, event)
        else:
            super().keyPressEvent(event)

    def _extend(self, position: int, event: QKeyEvent) -> None:
        """Shift with an arrow goes on and ticks on the way."""
        if self._anchor is None or self._list.id_at(self._anchor) not in self._list.ticks:
            self._anchor = position
        plain = QKeyEvent(QEvent.Type.KeyPress, event.key(), Qt.KeyboardModifier.NoModifier)
        super().keyPressEvent(plain)
        self.tick_range(self.currentIndex().row())

    def paint_rows(self, painter: QPainter, area: QRect) -> None:
        """Rows that `area` of the viewport touches, as RowPainter draws them."""
        first, last = self.rowAt(max(0, area.top())), self.rowAt(area.bottom())
        if first < 0:
            return
        last = self._list.rowCount() - 1 if last < 0 else last
        header, width = self.horizontalHeader(), self.viewport().width()
        places = [
            (number, header.sectionViewportPosition(number), header.sectionSize(number))
            for number in range(header.count())
            if not header.isSectionHidden(number)
        ]
        places = [place for place in places if place[1] < width and place[1] + place[2] > 0]
        top = self.rowViewportPosition(first)
        self._painter.paint(painter, range(first, last + 1), top, self.currentIndex().row(), places, width)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Qt would walk through all rows; everything that is listed is a flag."""
        self._list.ticks.tick_everything()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self.rowAt(event.position().toPoint().y())
        plain = event.button() == Qt.MouseButton.LeftButton and position >= 0
        if plain and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if self._anchor is None:
                self._anchor = max(0, self.currentIndex().row())
            self.tick_range(position)
        elif plain and (self._on_tick(event) or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.toggle_row(position)
        else:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a tick are two clicks, not the wish to open the row."""
        if self._on_tick(event):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._on_tick(event):
            super().mouseMoveEvent(event)

    def _on_tick(self, event: QMouseEvent) -> bool:
        return self.columnAt(event.position().toPoint().x()) == 0

    def _show_ticks(self) -> None:
        ticks, listed = self._list.ticks, self._list.rowCount()
        count = ticks.count(listed)
        state = Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked
        self.everything.setCheckState(Qt.CheckState.Checked if count and count == listed else state)
        self.viewport().update()

    def _move_box(self) -> None:
        header = self.horizontalHeader()
        self.everything.move(header.sectionViewportPosition(0) + BOX_LEFT - 1, self.everything.y())

    def _share_width(self) -> None:
        settled, self._settled = self._settled, False
        super()._share_width()
        self._settled = settled

    def setColumnHidden(self, column: int, hide: bool) -> None:  # noqa: N802 - Qt's name
        settled, self._settled = self._settled, False
        super().setColumnHidden(column, hide)
        self._settled = settled

    def _on_resized(self, _number: int, _before: int, _now: int) -> None:
        if self._settled and self.isVisible():
            self._on_layout_changed()

    def _on_layout_changed(self) -> None:
        if self._settled:
            self._layout_told.start()


class _Untouched(QStyledItemDelegate):
    """The rows are painted as a whole, and a tick is the table's business."""

    def editorEvent(self, *_event: Any) -> bool:
        return False


STEPS = frozenset(
    (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
)
