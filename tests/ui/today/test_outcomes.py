"""Done asks what came of it: one key or one click each, and Undo takes everything back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import Outcome
from app.models.interaction import Interaction
from app.services.clients.data import Birthday
from app.services.reminders.ledger.acts import mark_done
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.item_actions import finish_with, postpone
from app.ui.shell.undo import undo_last
from app.ui.today.page import TodayPage
from tests.factories import NOW, make_client, sell
from tests.ui.driving import Toasts, press_in_menu, show_filled

TODAY = date(2026, 11, 21)
Opened = Callable[[], TodayPage]


@pytest.fixture
def clients(db: Database) -> tuple[int, int]:
    """A birthday of today, and somebody silent for long."""
    greeted = make_client(db, "Соколова Анна", phone="+79123456789", birthday=Birthday(11, 21))
    silent = make_client(db, "Жукова Марина", phone="+79164045566")
    for day in (date(2026, 7, 28), date(2026, 8, 18), date(2026, 9, 8)):
        sell(db, silent, day, 300_000)
    return greeted, silent


@pytest.fixture
def page(qtbot: Any, context: AppContext, clients: tuple[int, int]) -> Opened:
    return lambda: show_filled(TodayPage(context), qtbot)


def names(page: TodayPage) -> set[str]:
    return {row.title() for row in page.people.rows()}


def answer(page: TodayPage, client_id: int, *keys: Qt.Key) -> None:
    """D on the client, then these keys in the menu."""
    page.people.choose(f"client:{client_id}")
    QTest.keyClick(page.people, Qt.Key.Key_D)
    press_in_menu(*keys)


def logged(db: Database) -> list[tuple[int, str, str]]:
    with db.read() as session:
        return [(one.client_id, one.outcome, one.reason) for one in session.scalars(select(Interaction))]


def muted(db: Database, client_id: int) -> date | None:
    with db.read() as session:
        return session.get_one(Client, client_id).muted_until


def test_reached_is_done_and_logged_and_undo_takes_both_back(
    page: Opened, db: Database, clients: tuple[int, int], toasts: Toasts
) -> None:
    shown = page()
    answer(shown, clients[0], Qt.Key.Key_1)
    assert names(shown) == {"Жукова Марина"}
    assert logged(db) == [(clients[0], Outcome.REACHED, "")]
    said, undo = toasts[-1]
    assert said == "Reached: Соколова Анна"
    assert undo is not None
    undo()
    assert names(shown) == {"Соколова Анна", "Жукова Марина"}
    assert logged(db) == []


def test_enter_takes_the_first_answer(page: Opened, db: Database, clients: tuple[int, int]) -> None:
    answer(page(), clients[0], Qt.Key.Key_Return)
    assert logged(db) == [(clients[0], Outcome.REACHED, "")]


def test_done_without_a_word_logs_nothing(page: Opened, db: Database, clients: tuple[int, int]) -> None:
    shown = page()
    answer(shown, clients[0], Qt.Key.Key_D)
    assert names(shown) == {"Жукова Марина"}
    assert logged(db) == []


def test_no_answer_comes_again_tomorrow_at_the_opening(
    page: Opened, db: Database, clients: tuple[int, int], toasts: Toasts
) -> None:
    shown = page()
    answer(shown, clients[1], Qt.Key.Key_2)
    assert names(shown) == {"Соколова Анна"}
    assert logged(db) == [(clients[1], Outcome.NO_ANSWER, "")]
    assert toasts[-1][0] == "Жукова Марина: no answer, reminded again 22 Nov, 10:00"


def test_bought_goes_on_to_the_sale(page: Opened, db: Database, clients: tuple[int, int], context: AppContext) -> None:
    asked: list[int] = []
    context.events.new_purchase.connect(asked.append)
    answer(page(), clients[1], Qt.Key.Key_3)
    assert asked == [clients[1]]
    assert logged(db) == [(clients[1], Outcome.BOUGHT, "")]


def test_not_interested_asks_why_by_the_owners_list_and_keeps_offers_away(
    page: Opened, db: Database, clients: tuple[int, int], context: AppContext, toasts: Toasts
) -> None:
    context.settings = replace(context.settings, leaving_reasons=("Far away", "Tea & coffee"))
    shown = page()
    answer(shown, clients[1], Qt.Key.Key_4, Qt.Key.Key_2)
    assert logged(db) == [(clients[1], Outcome.NOT_INTERESTED, "Tea & coffee")]
    assert muted(db, clients[1]) is not None
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert muted(db, clients[1]) is None
    assert "Жукова Марина" in names(shown)


def test_wrong_number_stays_on_the_list_without_the_number(
    page: Opened, db: Database, clients: tuple[int, int]
) -> None:
    shown = page()
    answer(shown, clients[1], Qt.Key.Key_5)
    row = next(row for row in shown.people.rows() if row.title() == "Жукова Марина")
    assert [one.text() for one in row.findChildren(QPushButton)] == ["Open the card", "Done", "Later"]


def test_of_a_task_of_nobody_nothing_is_asked(page: Opened, db: Database) -> None:
    add_task(db, TaskData(None, "Заказать молоко", TODAY), NOW)
    shown = page()
    row = next(row for row in shown.people.rows() if row.title() == "Заказать молоко")
    next(one for one in row.findChildren(QPushButton) if one.text() == "Done").click()
    assert QApplication.activePopupWidget() is None
    assert "Заказать молоко" not in names(shown)


def test_all_reasons_of_somebody_are_one_act_with_one_contact(
    page: Opened, db: Database, clients: tuple[int, int], toasts: Toasts
) -> None:
    add_task(db, TaskData(clients[0], "Позвонить", TODAY), NOW)
    shown = page()
    answer(shown, clients[0], Qt.Key.Key_A)
    assert names(shown) == {"Жукова Марина"}
    assert logged(db) == [(clients[0], Outcome.REACHED, "")]
    assert toasts[-1][0] == "Done: Соколова Анна, 2 reasons"
    undo_last(shown.context)  # what Ctrl+Z does when the toast has gone
    row = next(row for row in shown.people.rows() if row.title() == "Соколова Анна")
    assert len(row.person.items) == 2
    assert logged(db) == []


def test_what_another_settled_meanwhile_is_left_as_it_is(
    page: Opened, db: Database, clients: tuple[int, int], toasts: Toasts
) -> None:
    shown = page()
    item = shown.people.rows()[0].person.items[0]
    mark_done(db, item.id, NOW)
    postpone(shown.context, item.id, item.client, NOW + timedelta(hours=1))
    finish_with(shown.context, item.id, item.client, item.client_id, Outcome.REACHED)
    assert toasts[-2:] == [(f"{item.client}: this is settled already", None)] * 2
    assert logged(db) == []


def test_undo_takes_back_its_own_act_and_not_what_followed(
    page: Opened, db: Database, clients: tuple[int, int], toasts: Toasts
) -> None:
    shown = page()
    row = next(row for row in shown.people.rows() if row.title() == "Жукова Марина")
    item = row.person.items[0]
    finish_with(shown.context, item.id, item.client, item.client_id, Outcome.WRONG_NUMBER)
    undo = toasts[-1][1]
    mark_done(db, item.id, NOW)
    assert undo is not None
    undo()
    assert names(shown) == {"Соколова Анна"}
    assert logged(db) == []


def test_of_one_reason_there_is_no_all(page: Opened, clients: tuple[int, int]) -> None:
    shown = page()
    answer(shown, clients[0], Qt.Key.Key_A)
    assert names(shown) == {"Соколова Анна", "Жукова Марина"}
    press_in_menu(Qt.Key.Key_Escape)


def test_not_this_time_has_a_key(page: Opened, clients: tuple[int, int], toasts: Toasts) -> None:
    shown = page()
    shown.people.choose(f"client:{clients[0]}")
    QTest.keyClick(shown.people, Qt.Key.Key_N)
    assert names(shown) == {"Жукова Марина"}
    assert toasts[-1][0] == "Not this time: Соколова Анна"


def test_letters_are_the_menus_while_it_is_open(page: Opened, clients: tuple[int, int]) -> None:
    shown = page()
    answer(shown, clients[0], Qt.Key.Key_N)
    assert names(shown) == {"Соколова Анна", "Жукова Марина"}
    press_in_menu(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
