"""What is seen and done on the board of enquiries."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.models.enums import EnquiryState
from app.ui.dialogs.enquiries.dialog import EnquiryDialog
from app.ui.enquiries.cards import dragged_data
from app.ui.enquiries.page import EnquiriesPage

TODAY = date(2026, 11, 21)
NEW, IN_WORK, WON, LOST = EnquiryState
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def asked(page: EnquiriesPage, state: EnquiryState) -> list[str]:
    return [row.asked for row in page.board.columns[state].cards.cards.rows]


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def dialog(kind: type[QDialog]) -> Any:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def drop(page: EnquiriesPage, enquiry: str, state: EnquiryState) -> None:
    """What Qt tells a column when a card is dragged onto it and let go."""
    row = next(r for c in page.board.columns.values() for r in c.cards.cards.rows if r.asked == enquiry)
    column, data = page.board.columns[state], dragged_data(row)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 100), Qt.DropAction.MoveAction, data, button, none)
    QApplication.sendEvent(column, enter)
    if enter.isAccepted():
        assert column.mark.isVisible()
        QApplication.sendEvent(column, QDropEvent(QPointF(50, 100), Qt.DropAction.MoveAction, data, button, none))
    assert not column.mark.isVisible()


def choose(form: EnquiryDialog, text: str) -> None:
    button = next(one for one in form.findChildren(QPushButton) if one.menu() is not None)
    next(action for action in button.menu().actions() if action.text() == text).trigger()
