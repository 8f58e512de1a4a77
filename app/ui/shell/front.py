"""The window above the others: from the tray, the task bar, another desktop, and against a desktop that says no."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

REFUSED_MS = 400  # by then a desktop that lets the window have the keyboard has given it


def bring_to_front(window: QWidget) -> None:
    """Show the window above the others, with the keyboard in it, and above it the message that waits for an answer: one
    that came while the window was hidden belongs to no window and would be covered.

    Desktops on X11 that guard against windows which push themselves forward leave one on another desktop where it is:
    taken away and shown again it comes onto the one that is looked at.
    """
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    _raise(window)
    _raise_waiting()
    if QGuiApplication.platformName() == "xcb":
        QTimer.singleShot(REFUSED_MS, window, lambda: _look_again(window))


def _look_again(window: QWidget) -> None:
    """Unless the window came to the front, show it anew; but not with a dialog open, which would be left behind."""
    if _raise_waiting():
        return  # the desktop may have put the window above it when it was shown
    if QApplication.activeWindow() is None and window.isVisible():
        window.hide()
        window.show()
        _raise(window)


def _raise_waiting() -> bool:
    """Above all that is open; False where nothing waits for an answer."""
    waiting = QApplication.activeModalWidget()
    if waiting is not None:
        _raise(waiting)
    return waiting is not None


def _raise(window: QWidget) -> None:
    window.raise_()
    window.activateWindow()
