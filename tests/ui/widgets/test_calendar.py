"""The calendar under a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from app.ui.theme import apply_theme
from app.ui.widgets.date_edit import DateEdit


@pytest.mark.parametrize("size", [100, 125, 150])
def test_all_weeks_of_a_month_are_seen(qapp: QApplication, qtbot: Any, size: int) -> None:
    apply_theme(qapp, "light", size)
    edit = DateEdit(date(2026, 11, 22))  # six weeks
    qtbot.addWidget(edit)
    edit.show()
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(edit.width() - 10, edit.height() // 2))
    calendar = edit.calendarWidget()
    qtbot.waitUntil(calendar.isVisible)
    days = calendar.findChild(QTableView)
    last = days.model().rowCount() - 1
    assert last == 6
    assert days.rowViewportPosition(last) + days.rowHeight(last) <= days.viewport().height()
    assert days.rowHeight(last) >= days.fontMetrics().height()
    calendar.window().close()
    apply_theme(qapp, "light")
