"""Which columns the clients table shows and in what order: a list to search, tick and move, by mouse or keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.i18n import _
from app.ui.clients.table.columns import NAME
from app.ui.theme.size import scaled, tall
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.popup import Popup
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import label
from app.ui.widgets.value_list import LIST_ROW

WIDTH, HEIGHT = 300, 336
AROUND = 180  # px; the search, the hint and the buttons
KEY = Qt.ItemDataRole.UserRole
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
WIDTH_STEP = 16
WIDTH_KEYS = {Qt.Key.Key_Left: -WIDTH_STEP, Qt.Key.Key_Right: WIDTH_STEP}


class _ColumnList(QListWidget):
    """`moved()` after a row was dragged or moved by Alt with an arrow; `sized(key, px)` by Ctrl with one."""

    moved = Signal()
    sized = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Columns"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().rowsMoved.connect(self._on_rows_moved)
        self._moving = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, held = self.currentItem(), event.modifiers()
        step = MOVES.get(Qt.Key(event.key()))
        if step and held & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        elif item is not None and event.key() in WIDTH_KEYS and held & Qt.KeyboardModifier.ControlModifier:
            self.sized.emit(item.data(KEY), WIDTH_KEYS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(OFF if item.checkState() == ON else ON)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        at = self.currentRow()
        to = at + step
        while 0 <= to < self.count() and self.item(to).isHidden():
            to += step
        if 0 <= to < self.count():
            self._moving = True
            item = self.takeItem(at)
            self.insertItem(to, item)
            self.setCurrentItem(item)
            self._moving = False
            self.moved.emit()

    def _on_rows_moved(self, *_where: QModelIndex | int) -> None:
        if not self._moving:
            self.moved.emit()


class ColumnsPopup(Popup):
    """`chosen(keys)` whenever the shown columns or their order change; `sized(key, px more)`.

    `reset` goes back to the usual ones."""

    chosen = Signal(object)
    sized = Signal(str, int)

    def __init__(
        self, parent: QWidget, titles: Mapping[str, str], shown: Sequence[str], reset: Callable[[], object]
    ) -> None:
        super().__init__(parent, _("Columns"))
        self.search = SearchField(_("Find a column"))
        self.search.setFixedWidth(scaled(WIDTH))
        self.list = _ColumnList()
        room = parent.screen().availableSize().height() - scaled(AROUND)
        self.list.setFixedSize(scaled(WIDTH), min(scaled(HEIGHT), room))
        for key in (*shown, *(key for key in titles if key not in shown)):
            self._add(key, titles[key], key in shown)
        self.list.setCurrentRow(0)
        hint = label(_("Space shows, Alt+↑↓ or the mouse moves, Ctrl+←→ sizes"), "small", "third", wrap=True)
        hint.setMaximumWidth(scaled(WIDTH))
        self.reset_button = button(_("The usual columns"), reset, small=True)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        self.body.addWidget(hint)
        self.body.addLayout(row(self.reset_button, None, button(_("Done"), self.close, kind="primary", small=True)))
        self.search.textChanged.connect(self._narrow)
        self.search.moved.connect(self._on_search_moved)
        self.search.closed.connect(self._on_search_closed)
        self.search.returnPressed.connect(lambda: self._on_search_moved(1))
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.list.moved.connect(self._tell)
        self.list.sized.connect(self.sized)
        self.search.setFocus()

    def keys(self) -> list[str]:
        """The shown columns in their order."""
        items = (self.list.item(n) for n in range(self.list.count()))
        return [item.data(KEY) for item in items if item.checkState() == ON]

    def _add(self, key: str, title: str, shown: bool) -> None:
        item = QListWidgetItem(title)
        item.setData(KEY, key)
        item.setSizeHint(QSize(0, tall(LIST_ROW)))
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
        item.setCheckState(ON if shown else OFF)
        if key == NAME:  # the table is about somebody
            item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled)
        self.list.addItem(item)

    def _narrow(self, text: str) -> None:
        typed = text.casefold()
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(typed not in item.text().casefold())
        first = next((n for n in range(self.list.count()) if not self.list.item(n).isHidden()), -1)
        self.list.setCurrentRow(first)

    def _on_search_moved(self, _step: int) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_search_closed(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    def _tell(self) -> None:
        self.chosen.emit(self.keys())
