"""The window comes above the others, and from another desktop where it was refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from app.ui.shell import front


class Window(QMainWindow):
    """Counts how often it was taken away."""

    hidden = 0

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden += 1


@pytest.fixture
def window(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    monkeypatch.setattr(front, "REFUSED_MS", 0)
    made = Window()
    qtbot.addWidget(made)
    yield made
    made.hide()


def test_a_minimised_window_comes_back_as_it_was(window: Window, qtbot: Any) -> None:
    window.showMinimized()
    front.bring_to_front(window)
    assert window.isVisible()
    assert not window.isMinimized()


def test_a_window_that_was_refused_is_shown_anew(window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    window.show()
    front.bring_to_front(window)
    qtbot.waitUntil(lambda: window.hidden == 1)
    assert window.isVisible()


@pytest.mark.parametrize("of_what", ["activeWindow", "activeModalWidget"])
def test_a_window_that_came_or_has_a_dialog_open_is_left_alone(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch, of_what: str
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setattr(QApplication, of_what, lambda: window)
    window.show()
    front.bring_to_front(window)
    later: list[str] = []
    QTimer.singleShot(front.REFUSED_MS, lambda: later.append("looked"))  # after what looks at the window
    qtbot.waitUntil(lambda: bool(later))
    assert window.hidden == 0


def test_a_message_that_came_while_the_window_was_hidden_is_not_covered_by_it(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, raised = QMessageBox(), list[str]()
    qtbot.addWidget(message)
    message.open()
    monkeypatch.setattr(window, "raise_", lambda: raised.append("window"))
    monkeypatch.setattr(message, "raise_", lambda: raised.append("message"))
    front.bring_to_front(window)
    assert raised == ["window", "message"]
    qtbot.waitUntil(lambda: raised == ["window", "message", "message"])
