"""Paints the cards of the board: all of one height, so that thousands of them cost no more than a screen full."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.enquiries.data import EnquiryRow
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP, TEXT_SMALL
from app.ui.widgets.two_lines import two_lines

ROW = Qt.ItemDataRole.UserRole
PADDING = 10
LINE = 18
HEIGHT = 2 * PADDING + 5 * LINE + 6
RADIUS = 6
ROOMY = 170  # px of text; below it the age makes room for the name
KEPT = 4_000  # texts cut into two lines
_TONES = {"": "text", "second": "text_2", "warn": "warn", "bad": "bad", "accent": "accent"}


class CardPainter(QStyledItemDelegate):
    """`lines(row)` says what stands on a card: sum, status with its tone, what is below, and age."""

    def __init__(self, lines: Callable[[EnquiryRow], tuple[str, str, str, str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines
        self._bold, self._plain, self._small = font(weight=SEMIBOLD), font(), font(TEXT_SMALL)
        self._metrics = QFontMetrics(self._plain)
        self._cut: dict[tuple[str, int], tuple[str, str]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, tall(HEIGHT, 5) + GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: EnquiryRow = index.data(ROW)
        view = option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and view is not None and view.hasFocus()
        area = QRect(option.rect).adjusted(GAP, 0, -GAP, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, area, chosen, bool(option.state & QStyle.StateFlag.State_MouseOver))
        self._write(painter, area.adjusted(PADDING, PADDING, -PADDING, -PADDING), row)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, chosen: bool, under: bool) -> None:
        theme = tokens()
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.line_strong if under else theme.line), 1))
        painter.setBrush(QColor(theme.accent_soft if chosen else theme.surface))
        painter.translate(0.5, 0.5)
        painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), RADIUS, RADIUS)
        if chosen:
            painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), RADIUS - 1, RADIUS - 1)
        painter.translate(-0.5, -0.5)

    def _write(self, painter: QPainter, area: QRect, row: EnquiryRow) -> None:
        worth, status, tone, below, age = self._lines(row)
        line = QRect(area.left(), area.top(), area.width(), tall(LINE))
        used = self._text(painter, line, age if area.width() >= ROOMY else "", self._small, "text_3", right=True)
        self._text(painter, line.adjusted(0, 0, -used, 0), row.who, self._bold, "text")
        for text in self._two_lines(row.asked, area.width()):
            line.translate(0, tall(LINE))
            self._text(painter, line, text, self._plain, "text")
        line.translate(0, tall(LINE) + 3)
        self._text(painter, line, status, self._small, _TONES[tone])
        line.translate(0, tall(LINE) + 1)
        used = self._text(painter, line, worth, self._bold, "text", right=True)
        self._text(painter, line.adjusted(0, 0, -used, 0), below, self._small, "text_3")

    def _text(self, painter: QPainter, line: QRect, text: str, shown: QFont, tone: str, *, right: bool = False) -> int:
        """Write one line, cut where it does not fit; the width that it takes with a gap."""
        if not text:
            return 0
        painter.setFont(shown)
        painter.setPen(QColor(getattr(tokens(), tone)))
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), cut)
        return metrics.horizontalAdvance(cut) + GAP

    def _two_lines(self, text: str, width: int) -> tuple[str, str]:
        known = self._cut.get((text, width))
        if known is None:
            if len(self._cut) > KEPT:
                self._cut.clear()
            known = self._cut[(text, width)] = two_lines(" ".join(text.split()), self._plain, self._metrics, width)
        return known
