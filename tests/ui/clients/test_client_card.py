"""The card of a client: what it shows and what can be done on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.models.database import Database
from app.models.enums import ContactKind, InteractionKind
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData, Contact
from app.services.clients.save import save_client, trash_client
from app.services.interactions import log_interaction
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task
from app.ui.clients.card.history.wide_entry import WideEntry
from app.ui.clients.card.page import ClientPage
from app.ui.clients.table.order import ListOrder, remember_order
from app.ui.context import AppContext
from tests.factories import NOW, make_client, sell
from tests.ui.driving import Toasts, press_in_menu, show_page, told

TODAY = date(2026, 11, 21)


@pytest.fixture
def silent(db: Database) -> int:
    """Buys every 21 days, the last time 74 days ago."""
    client_id = make_client(db, "Жукова Марина", phone="+79164045566", birthday=Birthday(1, 30, 1988))
    for day in (date(2026, 7, 28), date(2026, 8, 18), date(2026, 9, 8)):
        sell(db, client_id, day, 300_000, "Бразилия 1 кг")
    return client_id


@pytest.fixture
def page(qtbot: Any, context: AppContext) -> ClientPage:
    return show_page(ClientPage(context), qtbot, 1100, 800)


def texts(page: ClientPage) -> str:
    assert page._content is not None
    labels = told(page._content)
    rows = [row.accessibleName() for row in page._content.findChildren(WideEntry)]
    return "\n".join((labels, *rows)).replace("\xa0", " ")


def press(page: ClientPage, text: str) -> None:
    assert page._content is not None
    next(b for b in page._content.findChildren(QPushButton) if b.text() == text).click()


def test_facts_figures_and_silence_are_shown(page: ClientPage, silent: int) -> None:
    page.show_client(silent)
    shown = texts(page)
    for fact in ("+7 916 404-55-66", "30 January 1988 · 38 years old", "since 28 July 2026"):
        assert fact in shown
    for figure in ("9,000 ₽", "3,000 ₽", "21 days", "29 Sept"):
        assert figure in shown
    assert "Silent for 74 days" in shown
    assert "usually buys every 21 days" in shown


def test_the_banner_is_gone_for_who_comes_as_usual(page: ClientPage, db: Database, qtbot: Any) -> None:
    client_id = make_client(db, phone="+79052211408")
    sell(db, client_id, date(2026, 11, 20))
    page.show_client(client_id)
    assert "Silent" not in texts(page)
    qtbot.waitUntil(lambda: primary(page) == ["Call"])


def test_with_the_banner_its_button_is_the_only_primary_one(page: ClientPage, silent: int, qtbot: Any) -> None:
    page.show_client(silent)
    qtbot.waitUntil(lambda: primary(page) == ["Open WhatsApp"])


def primary(page: ClientPage) -> list[str]:
    buttons = page.findChildren(QPushButton)
    return [b.text() for b in buttons if b.property("kind") == "primary" and b.isVisible()]


def test_done_on_the_banner_closes_the_reminder_and_undo_opens_it(
    page: ClientPage, silent: int, db: Database, toasts: Toasts
) -> None:
    def due() -> list[str]:
        return [item.kind.value for item in list_due(db, TODAY, now=NOW) if item.client_id == silent]

    page.show_client(silent)
    assert due() == ["lapsed"]
    press(page, "Done")
    press_in_menu(Qt.Key.Key_D)
    assert due() == []
    text, undo = toasts[-1]
    assert text == "Done: Жукова Марина"
    assert undo is not None
    undo()
    assert due() == ["lapsed"]


def test_a_line_logs_a_contact_that_undo_takes_back(
    page: ClientPage, silent: int, db: Database, toasts: Toasts, qtbot: Any, type_text: Callable[..., None]
) -> None:
    page.show_client(silent)
    assert page.tabs is not None
    page.tabs.log.focus()
    type_text(page.tabs.log.text, "/call спросила про подписку")
    qtbot.keyClick(page.tabs.log.text, Qt.Key.Key_Return)
    [logged] = get_client_card(db, silent).interactions
    assert (logged.kind, logged.text) == (InteractionKind.CALL, "спросила про подписку")
    assert "спросила про подписку" in texts(page)
    assert toasts[-1][0] == "Phone call: written down"
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_client_card(db, silent).interactions == ()


def test_what_is_being_written_outlives_a_change_of_the_card(
    page: ClientPage, silent: int, db: Database, qtbot: Any, type_text: Callable[..., None]
) -> None:
    page.show_client(silent)
    assert page.tabs is not None
    page.tabs.log.focus()
    type_text(page.tabs.log.text, "ещё не всё")
    sell(db, silent, TODAY)
    assert page.tabs.log.text.text() == "ещё не всё"
    qtbot.waitUntil(lambda: page.tabs is not None and page.tabs.log.text.hasFocus())
    page.tabs.log.save.click()
    assert page.tabs.log.text.text() == ""


def test_an_empty_note_is_not_logged(page: ClientPage, silent: int, db: Database) -> None:
    page.show_client(silent)
    assert page.tabs is not None
    page.tabs.log.kind.setCurrentIndex(page.tabs.log.kind.findData(InteractionKind.NOTE))
    page.tabs.log.save.click()
    assert get_client_card(db, silent).interactions == ()


def test_tabs_show_receipts_with_lines_tasks_and_changes(page: ClientPage, silent: int, db: Database) -> None:
    add_task(db, TaskData(silent, "Перезвонить про Кению", date(2026, 11, 19)), NOW)
    log_interaction(db, silent, InteractionKind.NOTE, "заметка", datetime(2026, 11, 1, tzinfo=UTC))
    page.show_client(silent)
    assert page.tabs is not None
    titles = [page.tabs.bar.tabText(n) for n in range(4)]
    assert titles == ["Timeline", "Purchases 3", "Tasks 1", "Changes"]
    page.tabs.bar.setCurrentIndex(1)
    assert texts(page).count("Бразилия 1 кг") >= 3
    page.tabs.bar.setCurrentIndex(2)
    assert "Перезвонить про Кению" in texts(page)
    assert "overdue by 2 days" in texts(page)
    page.tabs.bar.setCurrentIndex(3)
    assert "Client added" in texts(page)


def test_a_task_is_done_on_the_card_and_the_tab_stays(page: ClientPage, db: Database, toasts: Toasts) -> None:
    client_id = make_client(db)
    add_task(db, TaskData(client_id, "Перезвонить", TODAY), NOW)
    page.show_client(client_id)
    assert page.tabs is not None
    page.tabs.bar.setCurrentIndex(2)
    press(page, "Done")
    press_in_menu(Qt.Key.Key_D)
    assert [task.done for task in get_client_card(db, client_id).tasks] == [True]
    assert page.tabs.chosen() == 2
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert [task.done for task in get_client_card(db, client_id).tasks] == [False]


def test_keys_go_through_the_list_one_came_from(
    page: ClientPage, db: Database, context: AppContext, qtbot: Any
) -> None:
    small, large = make_client(db, "Аксёнов Пётр"), make_client(db, "Яшина Анна")
    sell(db, small, TODAY, 10_000)
    sell(db, large, TODAY, 90_000)
    remember_order(context, ListOrder(sort="total", descending=True))
    page.show_client(large)
    qtbot.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.client_id() == small
    qtbot.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.client_id() == small
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.client_id() == large


def test_a_client_in_the_trash_is_told(page: ClientPage, db: Database, silent: int) -> None:
    page.show_client(silent)
    trash_client(db, silent, NOW)
    assert "This client is in the trash." in texts(page)


def test_markup_in_a_name_is_shown_as_typed(page: ClientPage, db: Database) -> None:
    client_id = save_client(db, ClientData("", company="<b>Ромашка</b>"), NOW)
    log_interaction(db, client_id, InteractionKind.NOTE, "<img src=x>", NOW)
    page.show_client(client_id)
    assert "<img src=x>" in texts(page)
    assert "<b>Ромашка</b>" in [label.text() for label in page.findChildren(QLabel)]


def test_a_further_address_stands_on_the_card_among_the_contacts(page: ClientPage, db: Database) -> None:
    contacts = (Contact(ContactKind.ADDRESS, "Казань, ул. Баумана 1"),)
    page.show_client(save_client(db, ClientData("Крылова Ольга", contacts=contacts), NOW))
    assert {"Address", "Казань, ул. Баумана 1"} <= {label.text() for label in page.findChildren(QLabel)}
