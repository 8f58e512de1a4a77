"""What the tests of the whole program share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.application import Program
from app.ui.context import AppContext

WAIT = 30_000  # ms; a condition, not a pause


def context_of(program: Program) -> AppContext:
    """The shop and the clock of a program that has started."""
    assert program._context is not None
    return program._context


def key(window: QWidget, which: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key on what has the focus."""
    QTest.keyClick(window.focusWidget() or window, which, modifiers)
