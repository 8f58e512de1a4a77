"""The table view of the program: rows of 36 px, thin lines between them, sorting left to the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QModelIndex, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

from app.ui.theme import tokens
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import HEADER_HEIGHT, ROW_HEIGHT
from app.ui.widgets.kept_columns import KeptColumns
from app.ui.widgets.table_model import Column, IdListModel

if TYPE_CHECKING:
    from app.ui.shell.memory import WindowMemory


class IdTable(QTableView):
    """Emits `opened(id)` on Enter or double click, `chosen(id)` as the row changes, `sort_asked(key, descending)`."""

    opened = Signal(object)
    chosen = Signal(object)
    sort_asked = Signal(str, bool)
    paints_itself: ClassVar[bool] = False

    def __init__(self, model: IdListModel[Any], name: str) -> None:
        super().__init__()
        self._list = model
        self._sort = ("", False)  # key, descending
        self._kept = KeptColumns()
        self._sharing = False
        self.setAccessibleName(name)
        self.setModel(model)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self._set_up_headers()
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    def _set_up_headers(self) -> None:
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(tall(ROW_HEIGHT))
        down.hide()
        across = self.horizontalHeader()
        across.setFixedHeight(tall(HEADER_HEIGHT))
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setMinimumSectionSize(48)
        across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across.sectionClicked.connect(self._on_section_clicked)
        across.sectionResized.connect(self._on_section_resized)
        self.set_widths()

    def remember(self, memory: WindowMemory, name: str) -> None:
        """Keep the widths that the user gives to columns under `name`, and take those of the last session."""
        self._kept = KeptColumns(memory, name)
        self.set_widths()
        self._share_width()

    def kept_sort(self, key: str, descending: bool) -> tuple[str, bool]:
        """How the table was sorted last, by one of its columns; as said before it ever was."""
        kept = self._kept.sort()
        known = kept is not None and any(column.sort == kept[0] for column in self._list.columns)
        return kept if kept is not None and known else (key, descending)

    def width_of(self, column: Column[Any]) -> int:
        """Pixels that the column has where it is not stretched."""
        return self._kept.width(column.key, column.width)

    def set_widths(self) -> None:
        """Every column as wide as it was made, or as the user made it."""
        self._sharing = True
        for number, column in enumerate(self._list.columns):
            self.setColumnWidth(number, self.width_of(column))
        self._sharing = False

    def show_sort(self, key: str, descending: bool) -> None:
        """Put the arrow of the heading on the column that is sorted by `key`, and remember it."""
        self._kept.keep_sort(key, descending)
        self._sort = (key, descending)
        header = self.horizontalHeader()
        number = next((n for n, column in enumerate(self._list.columns) if column.sort == key), -1)
        header.setSortIndicatorShown(number >= 0)
        self._list.mark_sorted(number)
        if number >= 0:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(number, order)

    def fill_sort_menu(self, menu: QMenu, choose: Callable[[str, bool], object]) -> None:
        """An entry for every column that can be sorted by; the one that is sorted by turns its direction."""
        for column in self._list.columns:
            if not column.sort:
                continue
            now = column.sort == self._sort[0]
            descending = not self._sort[1] if now else column.descending_first
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(now)
            action.triggered.connect(lambda _on=False, key=column.sort, down=descending: choose(key, down))

    def current_id(self) -> int | None:
        """The id of the current row, None without one."""
        return self._list.id_at(self.currentIndex().row())

    def choose(self, row_id: int | None, *, quietly: bool = False) -> bool:
        """Make `row_id` the current row and show it; False if it is not in the list. `quietly` emits no `chosen`."""
        position = -1 if row_id is None else self._list.position_of(row_id)
        if position < 0:
            return False
        if quietly:
            with QSignalBlocker(self):
                self.selectRow(position)
        else:
            self.selectRow(position)
        self.scrollTo(self._list.index(position, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row_id = self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row_id is not None:
            self.opened.emit(row_id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt paints the cells; the lines below them and the mark of the focused row are drawn here, once per row."""
        painter = QPainter()
        if not self.paints_itself:
            super().paintEvent(event)
        painter.begin(self.viewport())
        if self.paints_itself:
            self.paint_rows(painter, event.rect())
        first = self.rowAt(0)
        if first < 0:
            return
        painter.setPen(QPen(QColor(tokens().line_row), 1))
        width, height = self.viewport().width(), self.viewport().height()
        bottom = self.rowViewportPosition(first) + tall(ROW_HEIGHT) - 1
        last = self._list.rowCount() - first
        for number in range(min(last, height // tall(ROW_HEIGHT) + 2)):
            y = bottom + number * tall(ROW_HEIGHT)
            painter.drawLine(0, y, width, y)
        if self.hasFocus() and self.currentIndex().isValid():
            top = self.rowViewportPosition(self.currentIndex().row())
            painter.fillRect(0, top, 3, tall(ROW_HEIGHT) - 1, QColor(tokens().accent))

    def paint_rows(self, painter: QPainter, area: QRect) -> None:
        """For tables with `paints_itself`: the rows that `area` touches."""

    def _share_width(self) -> None:
        columns = self._list.columns
        stretched = [n for n, column in enumerate(columns) if column.stretch and not self.isColumnHidden(n)]
        if not stretched:
            return
        fixed = sum(
            self.columnWidth(n) for n in range(len(columns)) if n not in stretched and not self.isColumnHidden(n)
        )
        left = self.viewport().width() - fixed
        shares = {n: self.width_of(columns[n]) for n in stretched}
        wanted = sum(shares.values())
        self._sharing = True
        for n, share in shares.items():
            self.setColumnWidth(n, max(scaled(columns[n].width), left * share // wanted))
        self._sharing = False

    def _on_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row_id = self._list.id_at(current.row())
        if row_id is not None:
            self.chosen.emit(row_id)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row_id = self._list.id_at(index.row())
        if row_id is not None:
            self.opened.emit(row_id)

    def _on_section_resized(self, number: int, _before: int, now: int) -> None:
        """By hand, when a button of the mouse is down; the rest of the width is shared out again."""
        by_hand = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if self._sharing or now == 0 or not by_hand:
            return
        column = self._list.columns[number]
        self._kept.keep(column.key, now)
        if not column.stretch:
            self._share_width()

    def _on_section_clicked(self, number: int) -> None:
        column = self._list.columns[number]
        if not column.sort:
            return
        header = self.horizontalHeader()
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == number
        # Qt has turned its own indicator already when the heading was clicked again.
        descending = self._descending_now(number) if again else column.descending_first
        self.show_sort(column.sort, descending)
        self.sort_asked.emit(column.sort, descending)

    def _descending_now(self, number: int) -> bool:
        return self.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
