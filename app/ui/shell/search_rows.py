"""The list under a search: clients in two lines, pages and actions in one with an icon and their key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import font, icon, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import TEXT, TEXT_SMALL
from app.ui.widgets.announcing import announce

CLIENT_HEIGHT, ACTION_HEIGHT = 48, 36
NARROWEST = 380
ICON = 16
LINE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Match:
    """A line of the list: a client, or with `client_id` None a page or an action, done by `act`."""

    client_id: int | None
    title: str
    more: str = ""
    icon: str = ""
    act: Callable[[], object] | None = None
    key: str = ""

    @property
    def height(self) -> int:
        """Pixels that the line takes."""
        return tall(ACTION_HEIGHT) if self.client_id is None else tall(CLIENT_HEIGHT, 2)


class Matches(QAbstractListModel):
    """What the list shows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Match] = []

    def show(self, rows: list[Match]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == 0:
            return row.title
        if int(role) == LINE:
            return row
        if int(role) == int(Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (row.title, row.more, row.key)))
        return None


class MatchList(QListView):
    """The lines; the focus stays in the field above. `taken(Match)` by a click or by `take`."""

    taken = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines = Matches(self)
        self._mouse = QCursor.pos()  # where it was when the lines came up
        self.setModel(self._lines)
        self.setItemDelegate(MatchLines(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.take(index.row()))
        self.entered.connect(self._on_hovered)

    def rows(self) -> list[Match]:
        """What it shows."""
        return list(self._lines.rows)

    def show_rows(self, rows: list[Match]) -> None:
        """Show these, the first one chosen."""
        self._mouse = QCursor.pos()
        self._lines.show(rows)
        self.setCurrentIndex(self._lines.index(0, 0))

    def height_of_rows(self) -> int:
        """Pixels that all lines take."""
        return sum(row.height for row in self._lines.rows)

    def current(self) -> Match | None:
        """The chosen line."""
        place = self.currentIndex().row()
        return self._lines.rows[place] if 0 <= place < len(self._lines.rows) else None

    def step(self, step: int) -> None:
        """Choose another line; below the last comes the first. The focus stays in the field, so it is said."""
        row = (self.currentIndex().row() + step) % max(len(self._lines.rows), 1)
        self.setCurrentIndex(self._lines.index(row, 0))
        chosen = self.current()
        if chosen is not None:
            announce(self, ", ".join(filter(None, (chosen.title, chosen.more, chosen.key))))

    def take(self, row: int | None = None) -> None:
        """The line at `row`, or the chosen one, is what was looked for."""
        place = self.currentIndex().row() if row is None else row
        if 0 <= place < len(self._lines.rows):
            self.taken.emit(self._lines.rows[place])

    def _on_hovered(self, index: QModelIndex) -> None:
        """The line under the mouse is chosen once the mouse is moved, not because the list came up under it."""
        if QCursor.pos() != self._mouse:
            self.setCurrentIndex(index)


class MatchLines(QStyledItemDelegate):
    """The name in bold and below it what tells people of one name apart; an action beside its icon."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Match = index.data(LINE)
        return QSize(scaled(NARROWEST), row.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, area, row = tokens(), QRect(option.rect), index.data(LINE)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.accent_soft))
        area.adjust(12, 0, -12, 0)
        if row.client_id is None:
            spot = QRect(area.left(), area.center().y() - ICON // 2 + 1, ICON, ICON)
            if row.icon:
                icon(row.icon).paint(painter, spot)
            text = area.adjusted(ICON + 8, 0, 0, 0)
            if row.key:
                text.setRight(text.right() - _write_key(painter, text, row.key) - 12)
            used = _write(painter, text, row.title, SEMIBOLD, TEXT, theme.text)
            _write(painter, text.adjusted(used + 12, 0, 0, 0), row.more, QFont.Weight.Normal, TEXT_SMALL, theme.text_2)
            return
        _write(
            painter, QRect(area.left(), area.top() + 6, area.width(), tall(18)), row.title, SEMIBOLD, TEXT, theme.text
        )
        below = QRect(area.left(), area.top() + tall(24), area.width(), tall(18))
        _write(painter, below, row.more, QFont.Weight.Normal, TEXT_SMALL, theme.text_2)


def _write_key(painter: QPainter, box: QRect, key: str) -> int:
    """Write a key at the right end of the box; its width in pixels."""
    painter.setFont(font(TEXT_SMALL))
    painter.setPen(QColor(tokens().text_2))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), key)
    return painter.fontMetrics().horizontalAdvance(key)


def _write(painter: QPainter, box: QRect, text: str, weight: QFont.Weight, size: int, colour: str) -> int:
    """Write a line into the box, with … where it does not fit; its width in pixels."""
    painter.setFont(font(size, weight))
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(box.width(), 0))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
    return painter.fontMetrics().horizontalAdvance(shown)
