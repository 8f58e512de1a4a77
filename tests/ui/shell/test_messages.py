"""What is shown over the window: questions, expected failures, and bugs."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.services.errors import FileIsEmpty
from app.ui.messages import Messages


@pytest.mark.parametrize("way", ["Esc", "close", "Stay", "Quit"])
def test_a_question_both_of_whose_answers_do_something_can_be_left_open(parent: QWidget, qtbot: Any, way: str) -> None:
    answers: list[str] = []
    Messages(lambda: parent).ask(
        "Stay?", "Stay", lambda: answers.append("Stay"), no="Quit", on_no=lambda: answers.append("Quit")
    )
    (box,) = parent.findChildren(QMessageBox)
    shown = {made.text(): made for made in box.buttons() if made.isVisible()}
    assert shown.keys() == {"Stay", "Quit"}
    if way in shown:
        shown[way].click()
    elif way == "Esc":
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    else:
        box.close()
    assert not box.isVisible()
    assert answers == [way] * (way in shown)


def test_an_expected_failure_is_shown_as_a_sentence(parent: QWidget) -> None:
    messages = Messages(lambda: parent)
    messages.show_error(FileIsEmpty(file="old.xls"))
    (box,) = parent.findChildren(QMessageBox)
    assert box.text() == "“old.xls” is empty: there is nothing to import."
    closed: list[int] = []
    messages.when_all_closed(lambda: closed.append(1))
    box.accept()
    assert closed == [1]


def test_a_bug_is_shown_with_a_report_to_copy_and_logged_without_values(
    parent: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    Messages(lambda: parent).show_error(ZeroDivisionError("secret"))
    (box,) = parent.findChildren(QMessageBox)
    next(made for made in box.buttons() if made.text() == "Copy the report").click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    assert "secret" not in QGuiApplication.clipboard().text() + caplog.text
    box.close()
