"""The card of a client: tasks with their steps, contacts that are wrong, offers that are not wanted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPushButton

from app.models.database import Database
from app.models.enums import Outcome
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday
from app.services.clients.reach import mute
from app.services.reminders.ledger.outcomes import finish_with
from app.services.tasks.save import URGENT, TaskData, add_task, get_task
from app.ui.clients.card.history.timeline import entry
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from app.ui.dialogs.task_dialog import TaskDialog
from tests.factories import NOW, make_client, set_dates
from tests.ui.driving import Toasts, told

TODAY = date(2026, 11, 21)
STEPS = (("Weigh", False), ("Pack", True))
TASKS = 2  # number of the tab


@pytest.fixture
def client(db: Database) -> int:
    return make_client(db, phone="+79052211408")


def shown(context: AppContext, qtbot: Any, client_id: int, tab: int = 0) -> ClientPage:
    page = ClientPage(context)
    qtbot.addWidget(page)
    context.events.changed.connect(lambda _areas: page.reload())
    page.resize(1100, 700)
    page.show()
    page.show_client(client_id)
    assert page.tabs is not None
    page.tabs.bar.setCurrentIndex(tab)
    return page


def press(page: ClientPage, name: str) -> None:
    """Press the button that says this or is called so."""
    found = [one for one in page.findChildren(QPushButton) if name in (one.text(), one.accessibleName())]
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)


def test_a_step_is_ticked_on_the_card_and_taken_back(
    context: AppContext, db: Database, client: int, qtbot: Any, toasts: Toasts
) -> None:
    every = "FREQ=MONTHLY;BYMONTHDAY=-1"
    task = add_task(db, TaskData(client, "Order", TODAY, None, "by noon", every, "schedule", URGENT, STEPS), NOW)
    page = shown(context, qtbot, client, TASKS)
    assert {"Urgent", "1 of 2", "every month on the last day", "by noon"} <= set(told(page).split("\n"))
    box = next(one for one in page.findChildren(QCheckBox) if one.text() == "Weigh")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert get_task(db, task).data.checklist == (("Weigh", True), ("Pack", True))
    again = page.focusWidget()
    assert isinstance(again, QCheckBox)
    assert (again.text(), again.isChecked()) == ("Weigh", True)
    assert "2 of 2" in told(page).split("\n")
    said, undo = toasts[-1]
    assert said == "Checklist ticked"
    assert undo is not None
    undo()
    assert get_task(db, task).data.checklist == STEPS


def test_a_task_is_opened_from_its_row_to_be_changed(
    context: AppContext, db: Database, client: int, qtbot: Any
) -> None:
    add_task(db, TaskData(client, "Order", TODAY), NOW)
    page = shown(context, qtbot, client, TASKS)
    more = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "What to do with: Order")
    menu = more.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    form = QApplication.activeModalWidget()
    assert isinstance(form, TaskDialog)
    assert form.title.text() == "Order"
    form.reject()


def test_a_wrong_number_is_struck_through_and_right_again_at_a_click(
    context: AppContext, db: Database, client: int, qtbot: Any
) -> None:
    task = add_task(db, TaskData(client, "Call", TODAY), NOW)
    finish_with(db, f"follow_up:task:{task}:{TODAY.isoformat()}", Outcome.WRONG_NUMBER, NOW)
    page = shown(context, qtbot, client)
    assert [one.text() for one in page.findChildren(QLabel) if one.property("struck")] == ["+7 905 221-14-08"]
    call = get_client_card(db, client).interactions[0]
    told_of = entry(call, "RUB", context.settings.zone)
    assert (told_of.title, told_of.mark, told_of.tone) == ("Phone call", "Wrong number", "bad")
    assert page.left is not None
    assert page.left.ways is None
    press(page, "+7 905 221-14-08 is right after all")
    assert not get_client_card(db, client).contacts[0].wrong
    assert page.left.ways is not None


def test_a_number_is_crossed_out_on_the_card_too(context: AppContext, db: Database, client: int, qtbot: Any) -> None:
    page = shown(context, qtbot, client)
    copy = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "Copy +7 905 221-14-08")
    (cross,) = copy.actions()
    cross.trigger()
    assert get_client_card(db, client).contacts[0].wrong


def test_offers_come_again_at_a_click(
    context: AppContext, db: Database, client: int, qtbot: Any, toasts: Toasts
) -> None:
    mute(db, client, TODAY + timedelta(days=181), NOW)
    page = shown(context, qtbot, client)
    assert "Not interested: no offers before 21 May 2027." in told(page)
    press(page, "Offer again")
    assert get_client_card(db, client).muted_until is None
    assert "Not interested" not in told(page)
    assert toasts[-1][0] == "Offers again"


def test_a_silence_that_is_over_is_not_told(context: AppContext, db: Database, client: int, qtbot: Any) -> None:
    mute(db, client, TODAY, NOW)
    assert "Not interested" not in told(shown(context, qtbot, client))


def test_important_dates_are_among_the_facts(context: AppContext, db: Database, client: int, qtbot: Any) -> None:
    set_dates(db, client, ("Wedding", Birthday(6, 14, 2015)), ("Name day", Birthday(2, 29)))
    words = told(shown(context, qtbot, client))
    assert "Wedding\n14 June 2015 · 11 years" in words
    assert "Name day\n29 February" in words
