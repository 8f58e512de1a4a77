"""A tile of the map: a group of clients or a cell of the table, with its name, how many they are and their money."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.ui.theme import font, tokens
from app.ui.theme.fonts import BOLD
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP, GAP_SMALL, TEXT, TEXT_CHIP

RADIUS = 6
NARROW = 80  # px; a cell that is narrower has less air
RING = 2  # px; around the chosen tile
NOTE_APART = " · "  # between the parts of a note; the first matters most
FIGURE = 18  # px; letters of the count
FIGURE_SMALL = 15  # of a cell of the table
NAME_SMALLEST, CELL_SMALLEST = 10, 9  # px; a name that is wider than its tile is set smaller, down to this
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class Look:
    """The names of the tokens that a tile is drawn with."""

    ground: str
    text: str


@dataclass(frozen=True)
class TileWords:
    """What a tile says: its name, the count, a line below it; `tip` is all of it in whole words."""

    name: str
    figure: str
    note: str
    tip: str


class Tile(QAbstractButton):
    """`walked(dx, dy)` on an arrow, `opened()` on Enter or a double click, `menu_asked(point)` by the right button or
    the key of menus, `clicked` as every button."""

    menu_asked = Signal(QPoint)
    walked = Signal(int, int)
    opened = Signal()

    def __init__(self, look: Look, *, small: bool = False) -> None:
        super().__init__()
        self.look, self._small = look, small
        self.words = TileWords("", "", "", "")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_words(self, words: TileWords) -> None:
        """Say this."""
        if words == self.words:
            return
        self.words = words
        self.setToolTip(words.tip)
        self.setAccessibleName(words.tip.replace("\n", ". "))
        self.update()

    def choose(self, chosen: bool) -> None:
        """Draw the ring; the chosen tile is the one that Tab comes to."""
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        return QSize(scaled(64), tall(58, 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        edge = getattr(theme, self.look.text) if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(getattr(theme, self.look.ground)))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        air = GAP_SMALL if self._small and self.width() < scaled(NARROW) else GAP
        self._draw_words(painter, area.adjusted(air + 2, air, -air, -air))
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.text_2), RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS + RING, RADIUS + RING)

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        words, left = self.words, Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(getattr(tokens(), self.look.text)))
        below = area.bottom()
        named = self._name_height(area.width())
        figure = QFontMetricsF(self._figure_font()).height()
        note = QFontMetricsF(font(TEXT_CHIP)).height()
        if words.note and area.height() >= named + figure + note:
            painter.setFont(font(TEXT_CHIP))
            fits = painter.fontMetrics().horizontalAdvance(words.note) <= area.width()
            said = words.note if fits else words.note.split(NOTE_APART)[0]  # the money rather than half of its share
            _draw_line(painter, QRectF(area.left(), below - note, area.width(), note), said)
            below -= note
        painter.setFont(self._figure_font())
        _draw_line(painter, QRectF(area.left(), below - figure, area.width(), figure), words.figure)
        painter.setFont(self._name_font(area.width()))
        room = QRectF(area.left(), area.top(), area.width(), below - figure - area.top())
        painter.drawText(room, int(left | Qt.AlignmentFlag.AlignTop | self._wrapping(area.width())), words.name)

    def _figure_font(self) -> QFont:
        return font(FIGURE_SMALL if self._small else FIGURE, BOLD)

    def _name_font(self, width: float) -> QFont:
        """Bold, and smaller where the longest word would not fit on its line."""
        sizes = range(TEXT_CHIP, CELL_SMALLEST - 1, -1) if self._small else range(TEXT, NAME_SMALLEST - 1, -1)
        tried = [font(size) if self._small else font(size, BOLD) for size in sizes]
        return next((letters for letters in tried if self._fits(letters, width)), tried[-1])

    def _fits(self, letters: QFont, width: float) -> bool:
        """Whether every word fits on a line."""
        metrics = QFontMetricsF(letters)
        return all(metrics.horizontalAdvance(word) <= width for word in self.words.name.split())

    def _wrapping(self, width: float) -> Qt.TextFlag:
        """Between words; within one only where nothing else helps."""
        fits = self._fits(self._name_font(width), width)
        return Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere

    def _name_height(self, width: float) -> float:
        room = QRectF(0, 0, width, 1_000)
        metrics = QFontMetricsF(self._name_font(width))
        return metrics.boundingRect(room, int(self._wrapping(width)), self.words.name).height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next tile, Enter leads in; Space chooses, as with every button."""
        key = Qt.Key(event.key())
        if key in STEPS and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self.walked.emit(*STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has chosen it."""
        self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse where it points, by the keyboard in the middle."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.rect().center() if by_key else event.pos()))

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """A click never takes the choice away; the grid says who is chosen."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)


def _draw_line(painter: QPainter, area: QRectF, text: str) -> None:
    """One line that ends in an ellipsis where there is no room."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
