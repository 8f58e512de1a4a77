"""Paints the rows of a long table itself: the style sheet's way through every cell takes twice as long.

Texts are laid out once and kept; a row costs a few calls of the painter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QStaticText

from app.ui.theme import font, pixmap, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import tall
from app.ui.theme.tokens import ROW_HEIGHT
from app.ui.widgets.table_model import Column, IdListModel

PADDING = 13
BOX = 15
CHECK = 11
KEPT = 6_000  # laid out texts; some screens full
DOT = " · "
_Laid = tuple[QStaticText, float, float]  # the text, its width, its height


class RowPainter:
    """Paints rows of `model`. Made anew with the theme, as the pages are."""

    def __init__(self, model: IdListModel[Any], ratio: float) -> None:
        self._model = model
        self._plain, self._bold = font(), font(weight=SEMIBOLD)
        self._metrics = {False: QFontMetricsF(self._plain), True: QFontMetricsF(self._bold)}
        theme = tokens()
        self._text, self._second = QColor(theme.text), QColor(theme.text_2)
        self._line, self._accent, self._chosen = QColor(theme.line_row), QColor(theme.accent), QColor(theme.accent_soft)
        self._surface, self._frame = QColor(theme.surface), QColor(theme.text_3)
        self._laid: dict[tuple[str, int, bool], _Laid] = {}
        self._boxes = {ticked: self._box(ticked, ratio) for ticked in (False, True)}

    def paint(
        self, painter: QPainter, rows: range, top: int, current: int, places: Sequence[tuple[int, int, int]], width: int
    ) -> None:
        """Rows from `top` px on; `places` are (column, x, width) of the columns on the screen, `width` the table's."""
        chosen, model = self._chosen, self._model
        numbers = [number for number, _x, _room in places]
        for position in rows:
            if position == current:
                painter.fillRect(0, top, width, tall(ROW_HEIGHT) - 1, chosen)
            texts = model.texts_at(position, numbers)
            if texts is not None:
                for number, x, room in places:
                    self._cell(
                        painter, position, model.columns[number], texts[number], QRect(x, top, room, tall(ROW_HEIGHT))
                    )
            top += tall(ROW_HEIGHT)

    def _cell(self, painter: QPainter, position: int, column: Column[Any], text: str | None, area: QRect) -> None:
        if column.tick:
            ticked = not self._model.ticks.is_empty() and self._model.id_at(position) in self._model.ticks
            painter.drawPixmap(area.left() + PADDING, area.top() + (tall(ROW_HEIGHT) - BOX) // 2, self._boxes[ticked])
            return
        if not text:
            return
        tone = self._model.tone_at(position, column)
        if column.tail and DOT in text:
            self._with_tail(painter, text, tone, area)
            return
        room = area.width() - 2 * PADDING
        laid, wide, high = self._lay_out(text, room, column.bold)
        x = area.right() + 1 - PADDING - wide if column.right else area.left() + PADDING
        painter.setPen(tone or self._text)
        self._draw(painter, laid, x, area, high, column.bold)

    def _with_tail(self, painter: QPainter, text: str, tone: QColor | None, area: QRect) -> None:
        """What stands before the dot in the colour of text, the rest in the tone, and bold where there is one."""
        head, dot, tail = text.partition(DOT)
        room = area.width() - 2 * PADDING
        laid, wide, high = self._lay_out(head + dot, room, False)
        painter.setPen(self._text)
        self._draw(painter, laid, area.left() + PADDING, area, high, False)
        if room > wide:
            bold = tone is not None
            rest, _wide, high = self._lay_out(tail, int(room - wide), bold)
            painter.setPen(tone or self._second)
            self._draw(painter, rest, area.left() + PADDING + wide, area, high, bold)

    def _draw(self, painter: QPainter, laid: QStaticText, x: float, area: QRect, high: float, bold: bool) -> None:
        painter.setFont(self._bold if bold else self._plain)
        painter.drawStaticText(QPointF(x, area.top() + (tall(ROW_HEIGHT) - high) / 2), laid)

    def _lay_out(self, text: str, room: int, bold: bool) -> _Laid:
        key = (text, room, bold)
        known = self._laid.get(key)
        if known is None:
            if len(self._laid) > KEPT:
                self._laid.clear()
            metrics = self._metrics[bold]
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            made = QStaticText(shown)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=self._bold if bold else self._plain)
            known = self._laid[key] = (made, metrics.horizontalAdvance(shown), metrics.height())
        return known

    def _box(self, ticked: bool, ratio: float) -> QPixmap:
        """A check box as the program's other ones look."""
        side = BOX + 2
        image = QPixmap(round(side * ratio), round(side * ratio))
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._accent if ticked else self._frame, 1))
        painter.setBrush(self._accent if ticked else self._surface)
        painter.translate(0.5, 0.5)
        painter.drawRoundedRect(QRect(0, 0, BOX, BOX), 4, 4)
        painter.translate(-0.5, -0.5)
        if ticked:
            painter.drawPixmap(3, 3, pixmap("check", tokens().on_accent, CHECK, ratio))
        painter.end()
        return image
