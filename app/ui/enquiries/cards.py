"""The cards of one column: a list that is moved through by arrows, and from which a card is dragged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QDrag, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.models.enums import EnquiryState
from app.services.enquiries.data import EnquiryRow
from app.ui.enquiries.card_painter import ROW, CardPainter
from app.ui.theme import tokens

MIME = "application/x-regulars-enquiry"
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
MOVING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Lines = Callable[[EnquiryRow], tuple[str, str, str, str, str]]


class CardModel(QAbstractListModel):
    """The rows of one column; `spoken(row)` is what a screen reader says."""

    def __init__(self, spoken: Callable[[EnquiryRow], str], parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[EnquiryRow] = ()
        self._spoken = spoken

    def show_rows(self, rows: Sequence[EnquiryRow]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def place_of(self, enquiry_id: int | None) -> int | None:
        """Where this enquiry stands, or None."""
        return next((place for place, row in enumerate(self.rows) if row.id == enquiry_id), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if int(role) == int(ROW):
            return row
        if int(role) == int(Qt.ItemDataRole.ToolTipRole):
            return row.asked
        if int(role) in (0, int(Qt.ItemDataRole.AccessibleTextRole)):
            return self._spoken(row)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return dragged_data(self.rows[indexes[0].row()])


def dragged_data(row: EnquiryRow) -> QMimeData:
    """What a dragged card carries: its number and its column."""
    data = QMimeData()
    data.setData(MIME, QByteArray(f"{row.id} {row.state}".encode()))
    return data


def dragged(data: QMimeData) -> tuple[int, EnquiryState] | None:
    """The number and the column of a dragged card; None for what is none."""
    if not data.hasFormat(MIME):
        return None
    number, _space, state = bytes(data.data(MIME).data()).decode().partition(" ")
    return int(number), EnquiryState(state)


class CardList(QListView):
    """Emits `opened(row)` on Enter or double click, `menu_asked(row, point)`, `walked(step)` for
    the next column, `move_asked(row, step)` for the card with it."""

    opened = Signal(object)
    menu_asked = Signal(object, object)
    walked = Signal(int)
    move_asked = Signal(object, int)

    def __init__(self, name: str, lines: Lines, spoken: Callable[[EnquiryRow], str]) -> None:
        super().__init__()
        self.cards = CardModel(spoken, self)
        self.setModel(self.cards)
        self.setItemDelegate(CardPainter(lines, self))
        self.setAccessibleName(name)
        self.setProperty("look", "board")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(False)  # the whole column takes what is dropped
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.rows[index.row()]))

    def current_row(self) -> EnquiryRow | None:
        """The chosen card."""
        place = self.currentIndex().row()
        return self.cards.rows[place] if 0 <= place < len(self.cards.rows) else None

    def choose(self, place: int) -> None:
        """Choose the card at `place`, or the last one before it."""
        if self.cards.rows:
            self.setCurrentIndex(self.cards.index(max(0, min(place, len(self.cards.rows) - 1))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A column without cards shows by a frame that the keyboard is in it; with cards, the chosen one does."""
        super().paintEvent(event)
        if self.hasFocus() and not self.cards.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Drag the card as it looks. Qt's own way would take it out of the list before anybody has decided."""
        index = self.currentIndex()
        row = self.current_row()
        if row is None:
            return
        drag, area = QDrag(self), self.visualRect(index)
        drag.setMimeData(dragged_data(row))
        drag.setPixmap(self.viewport().grab(area))
        drag.setHotSpot(self.viewport().mapFromGlobal(self.cursor().pos()) - area.topLeft())
        drag.exec(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Qt.Key(event.key()), self.current_row()
        if key in STEPS:
            if event.modifiers() & MOVING:
                if row is not None:
                    self.move_asked.emit(row, STEPS[key])
            else:
                self.walked.emit(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        elif event.text().isprintable() and event.text():
            event.ignore()  # the page's own keys; Qt would look for a card that begins so
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse for the card under it, by the keyboard for the chosen one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            at = self.visualRect(index).center() if by_key else event.pos()
            self.menu_asked.emit(self.current_row(), self.viewport().mapToGlobal(QPoint(at)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A list that is come to by Tab has a card chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)
        self.viewport().update()
