"""What every chart can do: tips under the mouse, walking by the arrows, opening by Enter, a copy as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMetaMethod, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from app.i18n import _
from app.ui.plots.colours import PlotColours, screen_colours
from app.ui.plots.image import picture_of
from app.ui.plots.walking import STEPS, next_mark
from app.ui.theme import tokens
from app.ui.theme.size import tall
from app.ui.widgets.action import Action, add_to_menu, make_shortcuts
from app.ui.widgets.announcing import announce

HEIGHT = 220
WIDTH, LEAST_WIDTH = 360, 200
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Plot(QWidget):
    """A subclass gives `marks`, `draw`, `tip` and `summary`; what it draws lies within the area it is told.

    `chosen(n)`: value n was clicked, or Enter was pressed on it. Nothing is chosen where nobody listens.
    """

    chosen = Signal(int)

    def __init__(self, title: str, height: int = HEIGHT) -> None:
        super().__init__()
        self.title = title
        self._height = height
        self.hot = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self._copy = Action("copy_plot", lambda: _("Copy as image"), self.copy, "Ctrl+C", icon="copy")
        make_shortcuts(self, [self._copy])

    def marks(self, area: QRectF) -> Sequence[QRectF]:
        """Where each value can be pointed at when the chart fills `area`."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRectF, colours: PlotColours, hot: int = -1) -> None:
        """Draw the chart into `area`, on the screen, a picture or paper; value `hot` is being looked at."""
        raise NotImplementedError

    def tip(self, number: int) -> str:
        """The exact figures of a value, in words."""
        raise NotImplementedError

    def summary(self) -> str:
        """The chart in one sentence, for those who do not see it."""
        raise NotImplementedError

    def opens(self) -> bool:
        """Whether there is something behind the values."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.chosen))

    def open_value(self, number: int) -> None:
        """Tell that value `number` was chosen."""
        self.chosen.emit(number)

    def look_at(self, number: int) -> None:
        """Show value `number` as looked at, with its tip and said aloud; -1 is none."""
        self._set_hot(number)
        if number < 0:
            QToolTip.hideText()
            return
        said = self.tip(number)
        place = self.marks(self.drawn_area())[number]
        QToolTip.showText(self.mapToGlobal(place.center().toPoint()), said, self)
        announce(self, said)

    def copy(self) -> None:
        """The chart as a picture on the clipboard, with its title, on white."""
        QGuiApplication.clipboard().setImage(picture_of(self))
        self.look_at(-1)
        said = _("Copied as an image")
        QToolTip.showText(self.mapToGlobal(self.rect().center()), said, self)
        announce(self, said)

    def drawn_area(self) -> QRectF:
        """The part of the widget that is drawn in: a little less than all, for the ring of the focus."""
        return QRectF(self.rect()).adjusted(3, 3, -3, -3)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, tall(self._height, 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, tall(self._height, 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.drawn_area(), screen_colours(), self.hot)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._under(event.position())
        self._set_hot(number)
        if number < 0:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self.tip(number), self)
        pointing = number >= 0 and self.opens()
        self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._set_hot(number)
            self.open_value(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the value beside, Home and End to the first and the last, Enter opens."""
        if event.key() in ENTER and self.hot >= 0 and self.opens():
            self.open_value(self.hot)
            return
        found = next_mark(self.marks(self.drawn_area()), self.hot, event) if event.key() in STEPS else -1
        if found < 0:
            super().keyPressEvent(event)
        else:
            self.look_at(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_to_menu(menu, [self._copy])
        menu.popup(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        self.setAccessibleDescription(self.summary())
        super().showEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_hot(-1)

    def event(self, event: QEvent) -> bool:
        """The tip follows the mouse at once; Qt's own delay would hide it again."""
        return True if event.type() == QEvent.Type.ToolTip else super().event(event)

    def _under(self, position: QPointF) -> int:
        marks = self.marks(self.drawn_area())
        return next((number for number, mark in enumerate(marks) if mark.contains(position)), -1)

    def _set_hot(self, number: int) -> None:
        if number != self.hot:
            self.hot = number
            self.update()

    def _leave(self) -> None:
        self._set_hot(-1)
        QToolTip.hideText()
        self.update()
