"""A row of Today: its reasons look alike, and what was opened for it stays open when the row is made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import Outcome
from app.models.interaction import Interaction
from app.services.clients.data import Birthday
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task, get_task
from app.ui.context import AppContext
from app.ui.today import people_list
from app.ui.today.page import TodayPage
from app.ui.widgets.later import PickMoment
from tests.factories import NOW, make_client
from tests.ui.driving import press_in_menu, show_filled, told

TODAY = date(2026, 11, 21)
LONG = "Отложить кофемолку с жерновами и показать новый сорт, который приехал на этой неделе"
Opened = Callable[[], TodayPage]


@pytest.fixture
def client(db: Database) -> int:
    made = make_client(db, "Соколова Анна", phone="+79123456789", birthday=Birthday(11, 21))
    add_task(db, TaskData(made, "Позвонить", TODAY), NOW)
    add_task(db, TaskData(made, LONG, TODAY), NOW)
    return made


@pytest.fixture
def page(qtbot: Any, context: AppContext, client: int) -> Opened:
    return lambda: show_filled(TodayPage(context), qtbot)


def rename(page: TodayPage, client_id: int, name: str) -> None:
    """Somebody else changes the client, so that the row is made anew."""
    before = page.people.rows()[0]
    with page.context.db.write() as session:
        session.get_one(Client, client_id).name = name
    page.reload()
    assert page.people.rows()[0] is not before
    assert name in told(page.people)  # by then the row of before is gone


def test_short_and_long_reasons_stand_alike_below_their_chips(page: Opened, qtbot: Any) -> None:
    row = page().people.rows()[0]
    qtbot.waitUntil(lambda: row.height() > 100)
    labels = row.findChildren(QLabel)
    chips = [one for one in labels if one.property("look") == "chip"]
    told_of = [*chips, *(one for one in labels if one.text() in ("Позвонить", LONG))]
    assert len({one.mapTo(row, QPoint(0, 0)).x() for one in told_of}) == 1
    done = [one for one in row.findChildren(QPushButton) if one.text() == "Done"]
    for chip, button in zip(chips, done, strict=True):
        middle = chip.mapTo(row, chip.rect().center()).y() - button.mapTo(row, button.rect().center()).y()
        assert abs(middle) <= 1


def test_what_came_of_it_can_be_told_though_the_row_is_made_anew(page: Opened, db: Database, client: int) -> None:
    shown = page()
    QTest.keyClick(shown.people, Qt.Key.Key_D)
    rename(shown, client, "Соколова Анна Петровна")
    press_in_menu(Qt.Key.Key_1)
    with db.read() as session:
        assert session.scalars(select(Interaction.outcome)).all() == [Outcome.REACHED]


def test_later_and_its_calendar_stay_though_the_row_is_made_anew(page: Opened, db: Database, client: int) -> None:
    shown = page()
    QTest.keyClick(shown.people, Qt.Key.Key_L)
    rename(shown, client, "Соколова Анна Петровна")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    next(act for act in menu.actions() if act.text() == "Pick a day…").trigger()
    menu.close()
    calendar = shown.window().findChild(PickMoment)
    rename(shown, client, "Соколова Анна Павловна")
    before = len(list_due(db, TODAY, now=NOW))
    calendar.accept()
    assert len(list_due(db, TODAY, now=NOW)) == before - 1


def test_a_word_without_end_does_not_push_the_buttons_away(page: Opened, db: Database, client: int) -> None:
    add_task(db, TaskData(client, "https://example.com/" + "a" * 90, TODAY), NOW)
    add_task(db, TaskData(None, "Ж" * 90, TODAY, note="Ж" * 120), NOW)
    shown = page()
    assert shown.people.minimumSizeHint().width() <= shown.area.viewport().width()


def test_the_steps_of_a_task_are_ticked_in_the_panel(page: Opened, db: Database, client: int) -> None:
    steps = (("Помыть", False), ("Проверить & упаковать", False))
    task_id = add_task(db, TaskData(client, "Кофемолка", TODAY, checklist=steps), NOW)
    shown = page()
    box = next(one for one in shown.panel.findChildren(QCheckBox) if "упаковать" in one.text())
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert [done for _text, done in get_task(db, task_id).data.checklist] == [False, True]
    again = shown.panel.focusWidget()
    assert isinstance(again, QCheckBox)
    assert again.isChecked()
    assert again.accessibleName() == "Проверить & упаковать"


def test_the_person_the_arrows_come_to_is_said(
    page: Opened, db: Database, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_task(db, TaskData(make_client(db, "Bob Ray"), "Call", TODAY), NOW)
    shown, said = page(), []
    monkeypatch.setattr(people_list, "announce", lambda _part, words: said.append(words))
    shown.people.setFocus()
    QTest.keyClick(shown.people, Qt.Key.Key_Down)
    assert [words.partition(":")[0] for words in said] == [shown.people.current().name]
    assert shown.people.accessibleDescription() == said[0]
