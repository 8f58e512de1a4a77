"""The lines of the search's list: clients in two lines, pages and actions in one with an icon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import font, icon, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT, TEXT_SMALL

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

    @property
    def height(self) -> int:
        """Pixels that the line takes."""
        return ACTION_HEIGHT if self.client_id is None else CLIENT_HEIGHT


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
            return ", ".join(filter(None, (row.title, row.more)))
        return None


class MatchLines(QStyledItemDelegate):
    """The name in bold and below it what tells people of one name apart; an action beside its icon."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Match = index.data(LINE)
        return QSize(NARROWEST, row.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, area, row = tokens(), QRect(option.rect), index.data(LINE)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(theme.accent_soft))
        area.adjust(12, 0, -12, 0)
        if row.client_id is None:
            spot = QRect(area.left(), area.center().y() - ICON // 2 + 1, ICON, ICON)
            icon(row.icon).paint(painter, spot)
            text = area.adjusted(ICON + 8, 0, 0, 0)
            used = _write(painter, text, row.title, SEMIBOLD, TEXT, theme.text)
            _write(painter, text.adjusted(used + 12, 0, 0, 0), row.more, QFont.Weight.Normal, TEXT_SMALL, theme.text_2)
            return
        _write(painter, QRect(area.left(), area.top() + 6, area.width(), 18), row.title, SEMIBOLD, TEXT, theme.text)
        below = QRect(area.left(), area.top() + 24, area.width(), 18)
        _write(painter, below, row.more, QFont.Weight.Normal, TEXT_SMALL, theme.text_2)


def _write(painter: QPainter, box: QRect, text: str, weight: QFont.Weight, size: int, colour: str) -> int:
    """Write a line into the box, with … where it does not fit; its width in pixels."""
    painter.setFont(font(size, weight))
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(box.width(), 0))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
    return painter.fontMetrics().horizontalAdvance(shown)
