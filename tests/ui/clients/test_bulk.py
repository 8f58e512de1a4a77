"""Acts on ticked clients, each with its words at the bottom and Undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.models.client import Client, ClientTag
from app.models.database import Database
from app.models.task import Task
from app.services.clients.listing.bulk import set_do_not_disturb
from app.services.clients.listing.in_use import values_in_use
from app.ui.clients.page import ClientsPage
from app.ui.context import AppContext
from app.ui.dialogs.tasks.task_for_many import TaskForMany
from tests.factories import NOW, make_client
from tests.ui.driving import Toasts, show_page

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: Any, context: AppContext, db: Database) -> ClientsPage:
    for name, phone in (("Анна", "+79052211408"), ("Борис", "+79990102233"), ("Вера", "")):
        make_client(db, name, phone=phone)
    made = show_page(ClientsPage(context), qtbot, 1162, 700)  # what a window of 1366 px leaves
    made.reload()
    made.table.setFocus()
    return made


def tick_two(page: ClientsPage, qtbot: Any) -> None:
    """Анна and Борис."""
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def tags(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.scalars(select(ClientTag.tag).order_by(ClientTag.client_id)))


def take_back(toasts: Toasts) -> None:
    undo = toasts[-1][1]
    assert undo is not None
    undo()


def test_the_bar_comes_with_the_first_tick_and_goes_with_esc(page: ClientsPage, qtbot: Any) -> None:
    assert page.head.isVisible()
    tick_two(page, qtbot)
    assert page.bulk_bar.isVisible()
    assert page.bulk_bar.count.text() == "2 chosen"
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    assert page.bulk_bar.count.text() == "All chosen: 3"
    assert page.go_back()
    assert page.head.isVisible()
    assert page.table.hasFocus()


def test_nothing_is_cut_in_a_window_of_1366(page: ClientsPage, qtbot: Any) -> None:
    tick_two(page, qtbot)
    for act in page.bulk_bar.acts():
        assert act.width() >= act.sizeHint().width()


def test_a_new_tag_is_typed_and_taken_back(page: ClientsPage, qtbot: Any, db: Database, toasts: Toasts) -> None:
    tick_two(page, qtbot)
    page.bulk_bar.tag_button.click()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClicks(popup.focusWidget(), "VIP")
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    assert tags(db) == ["VIP", "VIP"]
    assert toasts[-1][0] == "Tag “VIP” · 2 clients"
    assert page.bulk_bar.count.text() == "2 chosen"
    assert values_in_use(db, "tags", "v") == ("VIP",)
    page.bulk.untag("VIP")
    assert tags(db) == []
    take_back(toasts)
    assert tags(db) == ["VIP", "VIP"]


def test_everybody_chosen_gets_a_task(page: ClientsPage, qtbot: Any, db: Database, toasts: Toasts) -> None:
    tick_two(page, qtbot)
    page.bulk_bar.task_button.click()
    dialog = page.window().findChild(TaskForMany)
    assert dialog is not None
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert dialog.isVisible()  # nothing to do was typed
    qtbot.keyClicks(dialog.title, "Call")
    qtbot.keyClicks(dialog.when.at, "15")
    qtbot.keyClick(dialog.when.priority, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    with db.read() as session:
        made = [(task.title, task.due_time, task.priority) for task in session.scalars(select(Task))]
    assert made == [("Call", "15:00", 1)] * 2
    assert toasts[-1][0] == "Task “Call” · 2 clients"


def test_delete_throws_all_ticked_away_and_undo_brings_them_back(page: ClientsPage, qtbot: Any, toasts: Toasts) -> None:
    tick_two(page, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 1
    assert page.head.isVisible()
    take_back(toasts)
    assert page.model.rowCount() == 3


def test_do_not_disturb_is_set_and_taken_away(page: ClientsPage, qtbot: Any, db: Database) -> None:
    tick_two(page, qtbot)
    page.bulk_bar.asked.emit("quiet")
    with db.read() as session:
        quiet = select(Client.name).where(Client.do_not_disturb.is_(True))
        assert list(session.scalars(quiet)) == ["Анна", "Борис"]
    page.bulk_bar.asked.emit("loud")
    with db.read() as session:
        assert list(session.scalars(quiet)) == []


def test_phones_are_copied_without_those_who_want_peace(
    page: ClientsPage, qtbot: Any, db: Database, toasts: Toasts
) -> None:
    set_do_not_disturb(db, [1], True, NOW)
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    page.bulk_bar.asked.emit("phones")
    assert toasts[-1][0] == "1 phone copied · 1 has none · 1 wants no messages"
    assert QGuiApplication.clipboard().text() == "+79990102233"


def test_only_the_ticked_are_saved_as_a_file(page: ClientsPage, qtbot: Any, messages: Any, tmp_path: Path) -> None:
    tick_two(page, qtbot)
    messages.place = tmp_path / "chosen.xlsx"
    page.bulk_bar.export_button.click()
    names = [row[1] for row in load_workbook(messages.place).active.iter_rows(min_row=2, values_only=True)]
    assert names == ["Анна", "Борис"]


def test_ticks_stay_with_another_order_and_go_with_other_people(page: ClientsPage, qtbot: Any) -> None:
    tick_two(page, qtbot)
    page.table.sort_asked.emit("name", True)
    assert page.bulk_bar.count.text() == "2 chosen"
    page.search.setText("Вера")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.ticks.is_empty()


def test_the_menu_leads_to_duplicates_and_trash_and_sorts(page: ClientsPage, context: AppContext) -> None:
    asked: list[str] = []
    context.events.show_page.connect(asked.append)
    menu = page.more_menu()
    for action in menu.actions():
        if action.text() in ("Duplicates", "Trash"):
            action.trigger()
    assert asked == ["duplicates", "trash"]
    sorts = menu.actions()[0].menu()
    assert sorts is not None
    sorts.actions()[0].trigger()  # by name already: the other way round
    assert page.model.data(page.model.index(0, 1)) == "Вера"


def test_with_everybody_in_the_trash_the_head_is_there_again(page: ClientsPage, qtbot: Any) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.no_clients.isVisible)
    assert page.head.isVisible()
