"""The window above the others: from the tray, the task bar, another desktop, and against a desktop that says no."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

REFUSED_MS = 400  # by then a desktop that lets the window have the keyboard has given it


def bring_to_front(window: QWidget) -> None:
    """Show the window above the others, with the keyboard in it.

    Desktops on X11 that guard against windows which push themselves forward leave one on another desktop where it is:
    taken away and shown again it comes onto the one that is looked at.
    """
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if QGuiApplication.platformName() == "xcb":
        QTimer.singleShot(REFUSED_MS, window, lambda: _show_anew(window))


def _show_anew(window: QWidget) -> None:
    """Unless it came to the front, or a dialog did; one that is open would be left behind."""
    if QApplication.activeWindow() is None and QApplication.activeModalWidget() is None and window.isVisible():
        window.hide()
        window.show()
        window.raise_()
        window.activateWindow()
