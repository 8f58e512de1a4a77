"""A day typed from the keyboard is the day that is saved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.services.errors import InvalidValue
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.typed_day import typed_day

SHOWN = date(2026, 11, 22)


@pytest.fixture
def editor(qtbot: Any) -> DateEdit:
    made = DateEdit(SHOWN)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31.10.2026", date(2026, 10, 31)),
        ("31102026", date(2026, 10, 31)),
        ("31.10", date(2026, 10, 31)),
        ("3110", date(2026, 10, 31)),
        ("1.10", date(2026, 10, 1)),
        ("5", date(2026, 11, 5)),
        ("29/02/24", date(2024, 2, 29)),
        ("2026-10-31", date(2026, 10, 31)),
        ("31.11", None),
        ("4607120001212", None),
        ("110", None),
        ("0", None),
    ],
)
def test_a_day_is_understood_as_people_type_it(typed: str, meant: date | None) -> None:
    assert typed_day(typed, SHOWN) == meant


@pytest.mark.parametrize("all_first", [False, True])
def test_the_last_day_of_a_longer_month_is_typed_in_a_shorter_one(editor: DateEdit, all_first: bool) -> None:
    if all_first:
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "31.10.2026")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert (editor.day(), editor.lineEdit().text()) == (date(2026, 10, 31), "31.10.2026")


def test_a_day_that_is_none_is_told_and_stays_to_be_mended(editor: DateEdit) -> None:
    QTest.keyClicks(editor, "31.11")
    with pytest.raises(InvalidValue):
        editor.day()
    editor.clearFocus()
    assert (editor.property("bad"), editor.lineEdit().text()) == ("true", "31.11")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, "12")
    assert (editor.day(), editor.property("bad")) == (date(2026, 12, 31), "false")


def test_a_month_alone_is_typed_over_and_arrows_still_count(editor: DateEdit) -> None:
    editor.setSelectedSection(DateEdit.Section.MonthSection)
    QTest.keyClicks(editor, "10")
    assert editor.day() == date(2026, 10, 22)
    editor.setSelectedSection(DateEdit.Section.DaySection)
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert editor.day() == date(2026, 10, 23)


def test_a_day_is_pasted_and_a_click_takes_it(editor: DateEdit) -> None:
    QGuiApplication.clipboard().setText("2026-01-31")
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(editor.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert editor.date().toString("yyyy-MM-dd") == "2026-01-31"


def test_nothing_typed_leaves_the_day_as_it_was(editor: DateEdit) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.lineEdit().text() == ""
    editor.clearFocus()
    assert (editor.day(), editor.lineEdit().text()) == (SHOWN, "22.11.2026")
