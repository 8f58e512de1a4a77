"""Where the window was, and where it fits now: screens come and go, and the same screen may have another scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.ui.shell.memory import MOST_PX, WindowMemory

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

NAME, PAGE = "place", "page"
MOVED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)
FIRST_SIZE = QSize(1280, 800)
FRAME = QSize(16, 40)  # what the desktop draws around a window, about
TITLE = 32  # px; what the desktop draws above a window, so that it can be taken hold of


def keep_place(window: QMainWindow, memory: WindowMemory) -> None:
    """Remember the window's place: x, y, width and height in logical px without the frame, and whether it is maximised.

    Of a maximised window it is the place to come back to.
    """
    place = window.normalGeometry()
    if not place.isValid():
        return
    maximised = bool(window.windowState() & Qt.WindowState.WindowMaximized)
    kept = (place.x(), place.y(), place.width(), place.height(), int(maximised))
    memory.keep(NAME, " ".join(map(str, kept)))


def fit_first(window: QMainWindow, free: QSize) -> None:
    """The first start on a screen with `free` room: a window with its foot under the task bar has no buttons."""
    if free.width() < FIRST_SIZE.width() + FRAME.width() or free.height() < FIRST_SIZE.height() + FRAME.height():
        window.resize(window.size().boundedTo(free))  # where nobody maximises windows, and for the way back
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


class PlaceKeeper(QObject):
    """Remembers the place whenever the window was moved, sized or maximised, and the page: a program may be cut off at
    any time."""

    def __init__(self, window: MainWindow, memory: WindowMemory) -> None:
        super().__init__(window)
        self._window, self._memory = window, memory
        window.installEventFilter(self)
        window.place_shown.connect(lambda key: memory.keep(PAGE, key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVED and self._window.isVisible() and not self._window.isMinimized():
            keep_place(self._window, self._memory)
        return False


def restore_place(window: QMainWindow, memory: WindowMemory) -> bool:
    """Put the window where it was, or on a screen that is there; False when nothing is remembered."""
    kept = _read(memory.kept(NAME))
    if kept is None:
        return False
    place, maximised = kept
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    window.setGeometry(fitted(place, screens, window.minimumSize()))
    if maximised:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    return True


def fitted(place: QRect, screens: Sequence[QRect], least: QSize) -> QRect:
    """`place` moved, and made smaller if it must be, into that of `screens` which holds most of it.

    A window whose screen is gone comes to the middle of the first one. `least` is the smallest size it can have.
    """
    screen = max(screens, key=lambda one: _area(one & place))
    room = screen.adjusted(0, TITLE, 0, 0)
    size = place.size().boundedTo(room.size()).expandedTo(least)
    if not _area(screen & place):
        aside = (room.size() - size) / 2
        return QRect(room.topLeft() + QPoint(aside.width(), aside.height()), size)
    x = max(room.left(), min(place.x(), room.right() + 1 - size.width()))
    y = max(room.top(), min(place.y(), room.bottom() + 1 - size.height()))
    return QRect(QPoint(x, y), size)


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())


def _read(text: str) -> tuple[QRect, bool] | None:
    try:
        x, y, width, height, maximised = map(int, text.split())
    except ValueError:
        return None
    if max(abs(x), abs(y), abs(width), abs(height)) > MOST_PX:
        return None
    return QRect(x, y, width, height), bool(maximised)
