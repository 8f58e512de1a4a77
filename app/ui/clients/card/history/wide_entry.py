"""A line of the timeline on the card, painted in one piece: six labels a line would take several times as long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import day_text
from app.ui.clients.card.history.entry_rows import DAY_WIDTH, PICTURE, row_menu
from app.ui.clients.card.history.timeline import Entry
from app.ui.theme import font, pixmap, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import TEXT_CHIP
from app.ui.widgets.texts import CHIP_HEIGHT, chip_text

SIDE, ABOVE, BELOW, GAP = 14, 9, 10, 10  # px
MENU = 20  # px; the three dots
LOWEST = 19


class WideEntry(QWidget):
    """Day on the left, what happened beside it, a chip at the end, and a menu of what can be done with it."""

    def __init__(self, entry: Entry, today: date, acts: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        super().__init__()
        self._entry, self._day = entry, day_text(entry.day, today)
        self._text, self._heights = _laid_out(entry), dict[int, float]()  # by the width of the row, px
        self._mark = chip_text(entry.mark)
        self._mark_width = round(QFontMetricsF(_chip_font()).horizontalAdvance(self._mark)) + 16 if self._mark else 0
        self._menu = row_menu(entry.title, acts) if acts else None
        if self._menu is not None:
            self._menu.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(entry.mark if self._mark != entry.mark else "")
        said = " ".join(filter(None, (entry.title, entry.text)))
        self.setAccessibleName(", ".join(filter(None, (self._day, said, entry.mark))))

    def sizeHint(self) -> QSize:
        return QSize(_text_at() + 200, self.heightForWidth(_text_at() + 400))

    def minimumSizeHint(self) -> QSize:
        return QSize(_text_at() + self._after() + 60, ABOVE + tall(LOWEST) + BELOW)

    def heightForWidth(self, width: int) -> int:
        """As many lines as the text takes at `width` px."""
        if width not in self._heights:
            self._heights[width] = self._break_lines(width)
        return ABOVE + max(round(self._heights[width]), tall(LOWEST)) + BELOW

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._menu is not None:
            self._menu.setGeometry(self.width() - SIDE - MENU, ABOVE, MENU, MENU)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.line_row))
        painter.setFont(font())
        painter.setPen(QColor(theme.text_2))
        painter.drawText(
            QRectF(SIDE, ABOVE, scaled(DAY_WIDTH), tall(LOWEST)), int(Qt.AlignmentFlag.AlignTop), self._day
        )
        picture = pixmap(self._entry.icon, theme.text_3, PICTURE, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(_picture_at(), ABOVE + 2), picture)
        painter.setPen(QColor(theme.text))
        self._break_lines(self.width())
        self._text.draw(painter, QPointF(_text_at(), ABOVE))
        if self._mark:
            self._paint_chip(painter)

    def _paint_chip(self, painter: QPainter) -> None:
        theme, tone = tokens(), self._entry.tone
        menu = MENU + GAP if self._menu is not None else 0
        area = QRectF(self.width() - SIDE - menu - self._mark_width, ABOVE, self._mark_width, tall(CHIP_HEIGHT))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme, f"{tone}_soft")))
        painter.drawRoundedRect(area, tall(CHIP_HEIGHT) / 2, tall(CHIP_HEIGHT) / 2)
        painter.setPen(QColor(theme.text_2 if tone == "neutral" else getattr(theme, tone)))
        painter.setFont(_chip_font())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self._mark)

    def _after(self) -> int:
        """What stands behind the text, px."""
        return SIDE + sum(part + GAP for part in (self._mark_width, MENU if self._menu is not None else 0) if part)

    def _break_lines(self, width: int) -> float:
        """Break the text for a row of `width` px, and return its height."""
        room, high = max(width - _text_at() - self._after(), 1), 0.0
        self._text.beginLayout()
        while (line := self._text.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, high))
            high += line.height()
        self._text.endLayout()
        return high


def _picture_at() -> int:
    return SIDE + scaled(DAY_WIDTH) + GAP


def _text_at() -> int:
    return _picture_at() + PICTURE + 2 + GAP


def _laid_out(entry: Entry) -> QTextLayout:
    """The title in bold letters and the text behind it."""
    text = " ".join(filter(None, (entry.title, entry.text.replace("\n", " "))))
    made = QTextLayout(text, font())
    made.setTextOption(_wrapping())
    bold, quiet = QTextCharFormat(), QTextCharFormat()
    bold.setFontWeight(SEMIBOLD)
    quiet.setForeground(QColor(tokens().text_2))
    ranges = []
    for start, length, look in ((0, len(entry.title), bold), (len(entry.title), 2 * len(text), quiet)):
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, length, look
        ranges.append(one)
    made.setFormats(ranges)
    return made


def _wrapping() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return made


def _chip_font() -> QFont:
    return font(TEXT_CHIP, SEMIBOLD)
