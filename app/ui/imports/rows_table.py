"""The table of a check: arrows move from cell to cell, Enter, F2 or a double click opens one to type over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from app.i18n import _
from app.ui.imports.plain_table import PlainTable
from app.ui.imports.preview_table import NARROWEST, PreviewDelegate
from app.ui.imports.row_pages import FIXED
from app.ui.imports.rows_model import RowsModel
from app.ui.theme import tokens
from app.ui.widgets.table_model import ACCESSIBLE

Index = QModelIndex | QPersistentModelIndex
WIDEST = 300
ROW = 32
_UNDO = QKeySequence.StandardKey.Undo
_TYPING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class RowsDelegate(PreviewDelegate):
    """Paints as the preview does, with a ring around the current cell; types in a plain field of the cell's size."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # type: ignore[override]
        super().paint(painter, option, index)
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -2))  # type: ignore[attr-defined]

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # type: ignore[override]
        field = QLineEdit(parent)
        field.setProperty("look", "cell")
        field.setAccessibleName(_("New text of the cell, now: {text}").format(text=index.data(ACCESSIBLE) or ""))
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # type: ignore[override]
        """As wide as its text may need, also where the cell is narrow."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(rect.x(), rect.y(), max(rect.width(), 140), rect.height() - 1)


class RowsTable(PlainTable):
    """Emits `settled` when nothing is being typed any more, `undo_asked` on Ctrl+Z."""

    settled = Signal()
    undo_asked = Signal()

    def __init__(self, model: RowsModel) -> None:
        super().__init__(model, _("Rows of the file"), row_height=ROW)
        self._rows = model
        self._fitted = False
        self._typing_in: QPersistentModelIndex | None = None  # to be opened once its row is read
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self._delegate = RowsDelegate(self)
        self.setItemDelegate(self._delegate)
        model.dataChanged.connect(self._on_data_changed)
        model.modelReset.connect(self._on_reset)

    def is_editing(self) -> bool:
        """True while a cell is being typed in."""
        return self.state() == QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if not self.is_editing():
            self.settled.emit()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab in a field goes on to the next cell that can be typed over; a table that is entered starts at the first.

        A row that is not read yet is as far as it goes.
        """
        moves = QAbstractItemView.CursorAction
        step = {moves.MoveNext: 1, moves.MovePrevious: -1}.get(action)
        if step is None:
            return super().moveCursor(action, modifiers)
        wide, at = self._rows.columnCount(), self.currentIndex()
        place = (at.row() * wide + at.column() if at.isValid() else -1) + step
        while 0 <= place < self._rows.rowCount() * wide:
            index = self._rows.index(*divmod(place, wide))
            if self._rows.row_at(index.row()) is None:
                return self._rows.index(index.row(), FIXED if step > 0 else wide - 1)
            if self._rows.source(index) is not None:
                return index
            place += step
        return at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that a field does not want come here too: they are not to open another."""
        if self.is_editing():
            event.accept()
        elif event.key() in _TYPING:
            self._type()
        elif event.matches(_UNDO):
            self.undo_asked.emit()
        else:
            super().keyPressEvent(event)

    def _type(self) -> None:
        """Open the current cell, or the next one of its row that can be typed over; of a row not read yet, soon."""
        at = self.currentIndex()
        if not at.isValid() or not self._rows.editable:
            return
        self._typing_in = QPersistentModelIndex(at) if self._rows.row_at(at.row()) is None else None
        for column in (*range(at.column(), self._rows.columnCount()), *range(at.column())):
            index = self._rows.index(at.row(), column)
            if self._rows.source(index) is not None:
                self.setCurrentIndex(index)
                self.edit(index)
                return

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the table's before it is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.matches(_UNDO):
            event.accept()
            return True
        return super().event(event)

    def _on_data_changed(self) -> None:
        wanted = self._typing_in
        if wanted is not None and self._rows.row_at(wanted.row()) is not None:
            self._typing_in = None
            if wanted == self.currentIndex() and self.hasFocus():
                self._type()
        if not self._fitted and self._rows.row_at(max(self.rowAt(0), 0)) is not None:
            self._fitted = True
            self.fit_columns(NARROWEST, WIDEST)

    def fit_again(self) -> None:
        """The columns are others: measure them when their rows are there."""
        self._fitted = False

    def _on_reset(self) -> None:
        if self._rows.rowCount():
            self._rows.row_at(0)
