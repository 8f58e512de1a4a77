"""The page of the delivery log: what it tells, what it is narrowed to, why a client is not on the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.clients.data import Birthday
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.reminders.delivery.missed import OFF
from app.services.reminders.ledger.acts import mark_done
from app.services.reminders.ledger.claims import MISSED, NOT_ANNOUNCED, log_delivery
from app.services.reminders.ledger.sweep import sweep
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.deliveries.page import DeliveriesPage
from app.ui.main_window import MainWindow
from tests.factories import NOW, make_client, tune
from tests.ui.driving import show_filled, told

TODAY = date(2026, 11, 21)
MORNING = NOW.replace(hour=8)
Opened = Callable[[], DeliveriesPage]


@pytest.fixture
def clients(db: Database) -> tuple[int, int]:
    """Two birthdays of today, both shown this morning; the first was greeted an hour later."""
    first = make_client(db, "Соколова Анна", phone="+79123456789", birthday=Birthday(11, 21))
    second = make_client(db, "Пак Игорь", phone="+79990102233", birthday=Birthday(11, 21))
    claimed = sweep(db, MORNING, live=True)
    log_delivery(db, [item.id for item in claimed], "dbus", MORNING)
    mark_done(db, f"birthday:client:{first}:{TODAY.isoformat()}", MORNING + timedelta(hours=1))
    return first, second


@pytest.fixture
def page(qtbot: Any, context: AppContext) -> Opened:
    return lambda: show_filled(DeliveriesPage(context), qtbot)


def lines(page: DeliveriesPage) -> list[tuple[str, ...]]:
    model = page.table.shown
    columns = range(1, len(model.columns))
    return [
        tuple(str(model.index(line, column).data()).replace("\xa0", " ") for column in columns)
        for line in range(model.rowCount())
    ]


def test_it_tells_what_was_shown_over_which_channel_and_what_became_of_it(
    page: Opened, clients: tuple[int, int]
) -> None:
    assert lines(page()) == [
        ("Соколова Анна", "Birthday, 21 Nov", "Done", ""),
        ("Пак Игорь", "Birthday, 21 Nov", "Shown: notification", "waits"),
        ("Соколова Анна", "Birthday, 21 Nov", "Shown: notification", "done"),
    ]


def test_it_is_narrowed_to_a_client_to_a_kind_and_to_what_was_not_shown(
    page: Opened, clients: tuple[int, int], db: Database, qtbot: Any
) -> None:
    item = f"birthday:client:{clients[1]}:{TODAY.isoformat()}"
    log_delivery(db, [item], "none", MORNING, NOT_ANNOUNCED)
    shown = page()
    events = shown.filter.events
    events.setCurrentIndex(events.findText("Not shown"))
    events.activated.emit(events.currentIndex())
    assert [line[2] for line in lines(shown)] == ["Could not be shown"]
    QTest.keyClick(shown.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.filter.client.hasFocus()
    assert shown.go_back()
    kinds = shown.filter.kinds
    kinds.setCurrentIndex(kinds.findData(ReminderKind.LAPSED))
    kinds.activated.emit(kinds.currentIndex())
    assert shown._stack.currentWidget() is shown.nothing_found
    shown.go_back()
    shown.ask_about(clients[0])
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert {line[0] for line in lines(shown)} == {"Соколова Анна"}
    assert not (shown.go_back() and shown.go_back())


def test_the_panel_says_why_a_client_is_not_on_the_list(
    page: Opened, clients: tuple[int, int], db: Database, qtbot: Any
) -> None:
    tune(db, ReminderKind.LAPSED, enabled=False)
    shown = page()
    shown.ask_about(clients[0])
    qtbot.waitUntil(lambda: not shown.is_busy())
    said = told(shown.panel)
    assert "Соколова Анна" in said
    assert "Birthday\ndone on 21 Nov, 12:00\ncomes on 14 November 2027" in said
    assert "the rule is switched off" in said
    assert "there is no open task" in said


def test_without_a_client_it_is_told_who_asked_or_which_task_it_was(page: Opened, db: Database) -> None:
    save_enquiry(db, EnquiryData(None, "Beans", contact="Andrew, 8 905 221-14-08"), NOW - timedelta(days=2))
    add_task(db, TaskData(None, "Order milk", TODAY), NOW - timedelta(days=1))
    log_delivery(db, [item.id for item in sweep(db, NOW, live=True)], "dbus", NOW)
    assert {(whom, reason) for whom, reason, *_rest in lines(page())} == {
        ("Andrew, 8 905 221-14-08", "Enquiry, 20 Nov"),
        ("Order milk", "Follow-up, 21 Nov"),
    }


def test_in_a_small_window_the_answer_is_shown_once_a_client_is_asked_about(
    context: AppContext, clients: tuple[int, int], qtbot: Any
) -> None:
    shown = show_filled(DeliveriesPage(context), qtbot, 756, 540)
    assert not shown.panel.isVisible()
    shown.ask_about(clients[0])
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert shown.panel.isVisible()


def test_kinds_of_which_the_same_is_to_be_said_stand_together(
    page: Opened, clients: tuple[int, int], db: Database, qtbot: Any
) -> None:
    for kind in (ReminderKind.LAPSED, ReminderKind.INTEREST):
        tune(db, kind, enabled=False)
    shown = page()
    shown.ask_about(clients[1])
    qtbot.waitUntil(lambda: not shown.is_busy())
    said = told(shown.panel)
    assert said.count("the rule is switched off") == 1
    together = next(line for line in said.splitlines() if "Silent" in line)
    assert "Wish" in together


def test_the_panel_tells_the_chosen_line_whole(page: Opened, clients: tuple[int, int], db: Database) -> None:
    item = f"birthday:client:{clients[1]}:{TODAY.isoformat()}"
    log_delivery(db, [item], "", MORNING + timedelta(hours=2), MISSED, OFF)
    said = told(page().panel)
    assert said.startswith("Пак Игорь\nBirthday, 21 Nov\n21 Nov, 13:00\nMissed: was not running\nWhy did I")


def test_enter_opens_the_client(page: Opened, clients: tuple[int, int], context: AppContext) -> None:
    opened: list[int] = []
    context.events.open_client.connect(opened.append)
    shown = page()
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened == [clients[1]]


def test_before_anything_was_shown_the_page_tells_what_it_is_for(page: Opened) -> None:
    shown = page()
    assert shown._stack.currentWidget() is shown.no_lines
    assert "Nothing has been shown yet" in shown.no_lines.sentence.text()
    assert "Choose a client" in told(shown.panel)


def test_from_everywhere_it_is_asked_why_a_client_is_not_on_the_list(
    clients: tuple[int, int], context: AppContext, qtbot: Any
) -> None:
    window = MainWindow()
    window.allow_close()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    window.attach(context)
    context.events.ask_why.emit(None)
    page = window.current_page()
    assert isinstance(page, DeliveriesPage)
    qtbot.waitUntil(page.filter.client.hasFocus)
    context.events.ask_why.emit(clients[1])
    qtbot.waitUntil(lambda: not page.is_busy())
    assert {line[0] for line in lines(page)} == {"Пак Игорь"}
    window.rebuild()
    again = window.current_page()
    assert isinstance(again, DeliveriesPage)
    qtbot.waitUntil(lambda: not again.is_busy())
    assert {line[0] for line in lines(again)} == {"Пак Игорь"}


def test_a_fresh_showing_is_told_on_the_open_page(page: Opened, db: Database, clients: tuple[int, int]) -> None:
    shown = page()
    before = len(lines(shown))
    log_delivery(db, [f"birthday:client:{clients[1]}:{TODAY.isoformat()}"], "dbus", NOW)
    assert len(lines(shown)) == before + 1


def test_the_client_asked_about_is_seen_from_the_beginning_of_the_name(
    page: Opened, clients: tuple[int, int], qtbot: Any
) -> None:
    shown = page()
    line = shown.filter.client
    line.setFocus()
    line.insert("Соко")
    line.textEdited.emit("Соко")
    popup = line.completer().popup()
    qtbot.waitUntil(lambda: popup is not None and popup.isVisible())
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.named() == clients[0])
    qtbot.waitUntil(lambda: line.cursorPosition() == 0)
