"""How the last visit is drawn: the day, and after it the days of silence in the colour of how long that is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.clients.words import silence_tone
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.widgets.table_model import IdListModel

if TYPE_CHECKING:
    from app.services.clients.listed import ListedClient

PADDING = 13


class SilenceDelegate(QStyledItemDelegate):
    """Draws the day, and after it the days of silence: bold and coloured when they are longer than usual."""

    def __init__(self, model: IdListModel[ListedClient], today: date) -> None:
        super().__init__(model)
        self._model, self._today = model, today
        self._plain, self._bold = font(), font(weight=SEMIBOLD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""  # type: ignore[attr-defined]
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)  # type: ignore[attr-defined]
        row = self._model.row_at(index.row())
        tone = silence_tone(row.client, self._today) if row else ""
        day, dot, days = text.partition(" · ")
        area = cell.rect.adjusted(PADDING, 0, -PADDING, 0)  # type: ignore[attr-defined]
        painter.save()
        used = self._write(painter, area, day + dot, "text", bold=False)
        self._write(painter, area.adjusted(used, 0, 0, 0), days, tone or "text_2", bold=bool(tone))
        painter.restore()

    def _write(self, painter: QPainter, area: QRect, text: str, colour: str, *, bold: bool) -> int:
        letters = self._bold if bold else self._plain
        painter.setFont(letters)
        painter.setPen(QColor(getattr(tokens(), colour)))
        shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return QFontMetrics(letters).horizontalAdvance(text)
