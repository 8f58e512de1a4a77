"""The ring around what has the focus is one and the same, however the focus came there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from app.ui.theme import apply_theme
from app.ui.widgets.buttons import button


def made(kind: str) -> QAbstractButton:
    if kind == "check":
        return QCheckBox("Birthdays")
    return QRadioButton("Birthdays") if kind == "radio" else button("Save", lambda: None, kind=kind)  # type: ignore[arg-type]


def focused(kind: str, qtbot: Any, *, by_tab: bool) -> QImage:
    """How it looks with the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    before, shown = button("Before", lambda: None), made(kind)
    layout.addWidget(before)
    layout.addWidget(shown)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()
    if by_tab:
        QTest.keyClick(before, Qt.Key.Key_Tab)
    else:
        shown.setFocus()
    assert QApplication.focusWidget() is shown
    return shown.grab().toImage()


@pytest.mark.parametrize("kind", ["normal", "primary", "ghost", "link", "check", "radio"])
def test_tab_brings_no_second_ring(kind: str, qapp: QApplication, qtbot: Any) -> None:
    apply_theme(qapp, "light")
    assert focused(kind, qtbot, by_tab=True) == focused(kind, qtbot, by_tab=False)
