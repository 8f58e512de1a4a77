"""Values to choose from: a line to search or type in, and under it what there is; one is picked, or several ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import _, quoted
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.search_field import SearchField

DEBOUNCE_MS = 100
HEIGHT = 168
LIST_ROW = 28  # px, room for a finger
WIDTH = 260
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
KEY = Qt.ItemDataRole.UserRole


class ValueList(QWidget):
    """`picked(value)` by Enter or a click; with `several` instead `changed()` as values are ticked.

    `ask(typed, show)` calls `show(values)` with (value, shown text) pairs; `free`: what is typed is a value too.
    """

    picked = Signal(str)
    changed = Signal()
    closed = Signal()

    def __init__(
        self,
        name: str,
        ask: Callable[[str, Callable[[Sequence[tuple[str, str]]], None]], object],
        *,
        several: bool = False,
        free: bool = False,
        chosen: Iterable[str] = (),
    ) -> None:
        super().__init__()
        self._ask, self._several, self._free = ask, several, free
        self._chosen = dict.fromkeys(chosen)
        self._enter = False  # pressed before the list was that of the line
        self.line = SearchField(name)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setProperty("look", "values")
        self.list.setFixedHeight(scaled(HEIGHT))
        self.list.installEventFilter(self)
        self.setMinimumWidth(scaled(WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self.look_up)
        self.line.textChanged.connect(self._on_typed)
        self.line.moved.connect(self._on_moved)
        self.line.returnPressed.connect(self._on_return)
        self.line.closed.connect(self.closed)
        self.list.itemClicked.connect(self._on_clicked)
        self.list.itemChanged.connect(self._on_changed)
        self.setFocusProxy(self.line)

    def values(self) -> list[str]:
        """The ticked values."""
        return list(self._chosen)

    def look_up(self) -> None:
        """Ask for what fits the line now."""
        typed = self.line.text().strip()
        self._ask(typed, lambda found: self._show(typed, found))

    def _show(self, typed: str, found: Sequence[tuple[str, str]]) -> None:
        if typed != self.line.text().strip():
            return  # more was typed meanwhile
        pairs = dict(found)
        if not typed:
            pairs = {value: pairs.get(value, value) for value in self._chosen} | pairs
        self.list.blockSignals(True)
        self.list.clear()
        if self._free and typed and typed not in pairs:
            self._add(typed, _("{text} as typed").format(text=quoted(typed)))
        for value, text in pairs.items():
            self._add(value, text)
        if not self.list.count():
            nothing = QListWidgetItem(_("Nothing to choose from yet") if not typed else _("There is no such"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        if self._enter and not self._timer.isActive():
            self._enter = False
            self._on_return()

    def _add(self, value: str, text: str) -> None:
        item = QListWidgetItem(text)
        item.setData(KEY, value)
        item.setSizeHint(QSize(0, tall(LIST_ROW)))
        if self._several:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(ON if value in self._chosen else OFF)
        self.list.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter was meant for the list; around it, it would be taken for "done"."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _on_moved(self, step: int) -> None:
        if step > 0 and self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self._enter = False
        self._timer.start()

    def _on_return(self) -> None:
        typed = self.line.text().strip()
        if self._timer.isActive():  # faster than the list, which is still that of the letters before
            self._timer.stop()
            if self._free and typed and not self._several:
                self.picked.emit(typed)
                return
            self._enter = True
            self.look_up()
            return
        item = self.list.currentItem()
        if item is not None and (typed or self._several):
            self._take(item)
            if self._several:
                self.line.selectAll()  # for the next one

    def _take(self, item: QListWidgetItem) -> None:
        if not item.flags():
            return
        if self._several:
            item.setCheckState(OFF if item.checkState() == ON else ON)
        else:
            self.picked.emit(item.data(KEY))

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if not self._several:
            self._take(item)

    def _on_changed(self, item: QListWidgetItem) -> None:
        if item.checkState() == ON:
            self._chosen[item.data(KEY)] = None
        else:
            self._chosen.pop(item.data(KEY), None)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the value, the arrow up above the first one goes back to the line."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            item = self.list.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
                self._take(item)
                return True
            if event.key() == Qt.Key.Key_Up and self.list.currentRow() == 0:
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
