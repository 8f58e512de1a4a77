"""The quick dialogs, from the keyboard, into a real shop."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.clients.card import get_client_card
from app.services.clients.find import list_client_ids
from app.ui.context import AppContext
from app.ui.dialogs.client_dialog import ClientDialog
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.task_dialog import TaskDialog
from tests.factories import make_client
from tests.ui.driving import Toasts, Typing, show_dialog


def shown(dialog: FormDialog, qtbot: Any) -> Any:
    return show_dialog(dialog, qtbot)


def enter(dialog: FormDialog, qtbot: Any) -> None:
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_undo_of_the_toast_takes_the_new_client_back(
    context: AppContext, parent: QWidget, qtbot: Any, toasts: Toasts
) -> None:
    dialog = shown(ClientDialog(context, "Пак Игорь", parent), qtbot)
    dialog.save()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert list(list_client_ids(context.db)) == []
    assert toasts[-1][0] == "Taken back: Client added"


def test_a_client_without_a_name_or_a_phone_is_refused_in_words(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    dialog = shown(ClientDialog(context, "", parent), qtbot)
    dialog.save()
    assert dialog.isVisible()
    assert dialog._problem.text() == "“Client name” is empty. Fill it in and try again."


def test_a_task_for_a_client_tomorrow_at_three(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    olga = make_client(context.db)
    dialog = shown(TaskDialog(context, olga, parent), qtbot)
    type_text(dialog.title, "Перезвонить")
    dialog.when.due.set_day(date(2026, 11, 22))
    type_text(dialog.when.at, "15")
    enter(dialog, qtbot)
    (task,) = get_client_card(context.db, olga).tasks
    assert (task.title, task.due_day, task.due_time) == ("Перезвонить", date(2026, 11, 22), f"{time(15):%H:%M}")


def test_a_task_without_words_is_not_saved(context: AppContext, parent: QWidget, qtbot: Any) -> None:
    dialog = shown(TaskDialog(context, None, parent), qtbot)
    dialog.save()
    assert dialog.title.property("bad") == "true"
    assert dialog.isVisible()
    dialog.reject()


def test_undo_is_offered_also_while_the_clock_goes_on(
    context: AppContext, clock: Any, parent: QWidget, qtbot: Any, toasts: Toasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moving() -> datetime:
        clock.advance(0.001)
        return clock.moment

    monkeypatch.setattr(clock, "now", moving)
    dialog = shown(TaskDialog(context, make_client(context.db), parent), qtbot)
    dialog.title.setText("Call back")
    enter(dialog, qtbot)
    assert toasts[-1][1] is not None
