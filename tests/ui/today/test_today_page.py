"""The Today page: who is listed, what can be done, where the keys lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.models.database import Database
from app.services.clients.data import Birthday
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.today import actions
from app.ui.today.page import TodayPage
from tests.factories import NOW, make_client, sell
from tests.ui.conftest import FakeClock
from tests.ui.driving import Toasts, press_in_menu, show_filled

TODAY = date(2026, 11, 21)


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    """A promise that is late, one of today, a birthday, a long silence; Пак has two reasons."""
    people = {
        "krylova": make_client(db, "Крылова Ольга", phone="+79052211408"),
        "pak": make_client(db, "Пак Игорь", phone="+79990102233", birthday=Birthday(11, 21, 1990)),
        "sokolova": make_client(db, "Соколова Анна", phone="+79123456789", birthday=Birthday(11, 24)),
        "zhukova": make_client(db, "Жукова Марина", phone="+79164045566"),
    }
    add_task(db, TaskData(people["krylova"], "Перезвонить: сорт на пробу", date(2026, 11, 19)), NOW)
    add_task(db, TaskData(people["pak"], "Забрать заказ", TODAY, time(15, 0)), NOW)
    for day in (date(2026, 7, 28), date(2026, 8, 18), date(2026, 9, 8)):
        sell(db, people["zhukova"], day, 300_000)
    return people


@pytest.fixture
def page(qtbot: Any, context: AppContext) -> Callable[[], TodayPage]:
    return lambda: show_filled(TodayPage(context), qtbot)


def names(page: TodayPage) -> list[str]:
    return [row.title() for row in page.people.rows()]


def texts(widget: QWidget) -> str:
    shown = [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(shown).replace("\xa0", " ")


def press(widget: QWidget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text() == text).click()


def test_people_stand_under_their_most_pressing_reason(page: Callable[[], TodayPage], shop: dict[str, int]) -> None:
    shown = page()
    assert names(shown) == ["Крылова Ольга", "Пак Игорь", "Жукова Марина", "Соколова Анна"]
    assert shown.title.text() == "Good afternoon. 5 reasons to write to clients today"
    assert shown.second.text().startswith("Saturday, 21 November · 4 clients · about ")
    assert "Overdue and for today" in texts(shown.people)
    assert "Time to win back: silent longer than usual" in texts(shown.people)


def test_each_reason_has_its_chip(page: Callable[[], TodayPage], shop: dict[str, int]) -> None:
    rows = page().people.rows()
    assert "overdue by 2 days" in texts(rows[0])
    assert "15:00" in texts(rows[1])
    assert "today, 36 years old" in texts(rows[1])
    assert "74 days, usually 21" in texts(rows[2])
    assert "3 purchases · 9,000 ₽ · last purchase on 8 September" in texts(rows[2])
    assert "in 3 days" in texts(rows[3])


def test_buttons_fit_the_reason(page: Callable[[], TodayPage], shop: dict[str, int]) -> None:
    rows = page().people.rows()

    def buttons(number: int) -> list[str]:
        return [button.text() for button in rows[number].findChildren(QPushButton)]

    assert buttons(0) == ["Call", "Done", "Later"]
    assert buttons(1) == ["Call", "Done", "Later", "Congratulate", "Done", "Later"]
    assert buttons(2) == ["Write", "Done", "Later"]


def test_the_badge_counts_people(page: Callable[[], TodayPage], shop: dict[str, int], context: AppContext) -> None:
    counted: list[int] = []
    context.events.today_count.connect(counted.append)
    page()
    assert counted[-1] == 4


def test_done_by_key_takes_the_row_away_and_undo_brings_it_back(
    page: Callable[[], TodayPage], shop: dict[str, int], qtbot: Any, toasts: Toasts
) -> None:
    shown = page()
    qtbot.keyClick(shown.people, Qt.Key.Key_D)
    press_in_menu(Qt.Key.Key_D)
    assert names(shown) == ["Пак Игорь", "Жукова Марина", "Соколова Анна"]
    current = shown.people.current()
    assert current is not None
    assert current.name == "Пак Игорь"
    text, undo = toasts[-1]
    assert text == "Done: Крылова Ольга"
    assert undo is not None
    undo()
    assert names(shown)[0] == "Крылова Ольга"


def test_done_on_one_of_two_reasons_leaves_the_other(page: Callable[[], TodayPage], shop: dict[str, int]) -> None:
    shown = page()
    press(shown.people.rows()[1], "Done")
    press_in_menu(Qt.Key.Key_D)
    row = next(row for row in shown.people.rows() if row.title() == "Пак Игорь")
    assert "Забрать заказ" not in texts(row)
    assert "today, 36 years old" in texts(row)


def test_later_hides_until_the_moment_and_says_when(
    page: Callable[[], TodayPage], shop: dict[str, int], context: AppContext, toasts: Toasts, clock: FakeClock
) -> None:
    shown = page()
    item = shown.people.rows()[2].person.items[0]
    menu = actions.later_menu(context, item, shown)
    next(action for action in menu.actions() if action.text() == "In an hour").trigger()
    assert "Жукова Марина" not in names(shown)
    assert toasts[-1][0] == "Жукова Марина: reminded again 13:00"
    clock.advance(3601)
    shown.reload()
    assert "Жукова Марина" in names(shown)


def test_not_this_time_can_be_taken_back(
    page: Callable[[], TodayPage], shop: dict[str, int], context: AppContext, toasts: Toasts
) -> None:
    shown = page()
    menu = actions.later_menu(context, shown.people.rows()[3].person.items[0], shown)
    menu.actions()[-1].trigger()
    assert "Соколова Анна" not in names(shown)
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert "Соколова Анна" in names(shown)


def test_arrows_choose_and_enter_opens_the_card(
    page: Callable[[], TodayPage], shop: dict[str, int], qtbot: Any, context: AppContext
) -> None:
    opened: list[int] = []
    context.events.open_client.connect(opened.append)
    shown = page()
    assert shown.people.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(shown.people, key)
    assert opened == [shop["pak"]]
    assert shown.client_id() == shop["pak"]
    qtbot.keyClick(shown.people, Qt.Key.Key_End)
    assert shown.client_id() == shop["sokolova"]


def test_the_panel_shows_the_message_and_keeps_what_was_typed(
    page: Callable[[], TodayPage], shop: dict[str, int], context: AppContext, qtbot: Any
) -> None:
    shown = page()
    shown.people.choose(f"client:{shop['zhukova']}")
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert "+7 916 404-55-66" in texts(shown.panel)
    assert shown.panel.message.toPlainText()
    shown.panel.message.setPlainText("Марина, ждём вас!")
    shown.people.choose(f"client:{shop['pak']}")
    shown.people.choose(f"client:{shop['zhukova']}")
    assert shown.panel.message.toPlainText() == "Марина, ждём вас!"
    press(shown.panel, "Copy")
    assert QGuiApplication.clipboard().text() == "Марина, ждём вас!"


def test_write_opens_the_messenger_with_the_message_as_typed(
    page: Callable[[], TodayPage], shop: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, str]] = []
    monkeypatch.setattr(actions, "open_way", lambda _events, way, text: opened.append((way.kind, text)))
    shown = page()
    shown.people.choose(f"client:{shop['zhukova']}")
    shown.panel.message.setPlainText("Ждём вас!")
    press(shown.people.rows()[2], "Write")
    assert opened == [("whatsapp", "Ждём вас!")]


def test_a_client_without_contacts_is_opened_instead(
    page: Callable[[], TodayPage], db: Database, context: AppContext
) -> None:
    opened: list[int] = []
    context.events.open_client.connect(opened.append)
    client_id = make_client(db, "Белов Артём", birthday=Birthday(11, 21))
    shown = page()
    press(shown.people.rows()[0], "Open the card")
    assert opened == [client_id]


def test_a_task_of_nobody_can_be_done(page: Callable[[], TodayPage], db: Database, toasts: Toasts) -> None:
    add_task(db, TaskData(None, "Заказать молоко", TODAY, note="3 литра"), NOW)
    shown = page()
    assert names(shown) == ["Заказать молоко"]
    assert "3 литра" in texts(shown.people.rows()[0])
    assert [b.text() for b in shown.people.rows()[0].findChildren(QPushButton)] == ["Done", "Later"]
    press(shown.people.rows()[0], "Done")
    assert toasts[-1][0] == "Done: Заказать молоко"
    assert shown.done is not None


def test_hundreds_of_people_come_a_few_dozen_at_a_time(page: Callable[[], TodayPage], db: Database, qtbot: Any) -> None:
    for number in range(70):
        add_task(db, TaskData(None, f"Задача {number}", TODAY), NOW)
    shown = page()
    assert len(shown.people.rows()) == 30
    assert shown.people.more.text() == "Show 30 more"
    qtbot.keyClick(shown.people, Qt.Key.Key_End)
    qtbot.keyClick(shown.people, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert len(shown.people.rows()) == 60
    current = shown.people.current()
    assert current is not None
    assert current.items[0].reason.title == "Задача 30"  # type: ignore[union-attr]
    shown.people.show_more()
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert len(shown.people.rows()) == 70
    assert shown.people.more.isHidden()


def test_of_thousands_the_first_are_read_and_the_others_on_demand(
    page: Callable[[], TodayPage], db: Database, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.today.page.MORE_AT_ONCE", 3)
    monkeypatch.setattr("app.ui.today.people_list.MORE_AT_ONCE", 3)
    people = [make_client(db, f"Клиент {number}", birthday=Birthday(11, 21)) for number in range(8)]
    for day in (date(2026, 7, 28), date(2026, 8, 18), date(2026, 9, 8)):
        sell(db, people[0], day)  # silent since: a second reason
    shown = page()
    assert names(shown) == ["Клиент 0", "Клиент 1", "Клиент 2"]
    assert shown.title.text() == "Good afternoon. 9 reasons to write to clients today"
    assert "· 8 clients" in shown.second.text()
    press(shown.people, "Show 3 more")
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert len(names(shown)) == 6
    press(shown.people, "Show 2 more")
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert len(names(shown)) == 8
    assert not [b for b in shown.people.findChildren(QPushButton) if b.text().startswith("Show") and b.isVisible()]


def test_rows_of_others_are_kept_when_one_is_done(page: Callable[[], TodayPage], shop: dict[str, int]) -> None:
    shown = page()
    before = shown.people.rows()
    press(before[0], "Done")
    press_in_menu(Qt.Key.Key_D)
    assert shown.people.rows() == before[1:]


def test_before_the_first_client_there_is_a_place_to_drop_a_file(
    page: Callable[[], TodayPage], context: AppContext, tmp_path: Path
) -> None:
    dropped: list[list[Path]] = []
    context.events.import_files.connect(dropped.append)
    shown = page()
    assert shown.first_steps.isVisible()
    assert not shown.panel.isVisible()
    file = tmp_path / "клиенты.xlsx"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.org/x.xlsx"), QUrl.fromLocalFile(str(tmp_path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shown.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert dropped == [[file]]


def test_nothing_due_is_said_calmly(page: Callable[[], TodayPage], db: Database, context: AppContext) -> None:
    asked: list[str] = []
    context.events.show_page.connect(asked.append)
    make_client(db)
    shown = page()
    assert shown.title.text() == "Good afternoon. Nobody is waiting today"
    assert shown.done.isVisible()
    press(shown.done, "Look through the clients")
    assert asked == ["clients"]


def test_an_old_file_leaves_nobody_for_today_but_the_silent_are_named(
    page: Callable[[], TodayPage], db: Database
) -> None:
    """Who has been silent for years is not asked about day by day."""
    for day in (date(2019, 1, 8), date(2019, 2, 8), date(2019, 3, 8)):
        sell(db, make_client(db, f"Client {day.month}"), day)
    shown = page()
    assert shown.done.isVisible()
    assert "3 clients have been silent for longer than usual" in texts(shown.done)


def test_figures_are_read_again_after_a_sale_only(
    page: Callable[[], TodayPage], shop: dict[str, int], db: Database, qtbot: Any
) -> None:
    shown = page()
    figures = shown._figures
    press(shown.people.rows()[0], "Done")
    press_in_menu(Qt.Key.Key_D)
    assert shown._figures is figures
    sell(db, shop["pak"], TODAY, 500_000)
    assert shown._figures is not figures
    assert "5,000 ₽" in texts(shown._numbers)


def test_the_chosen_person_survives_a_rebuild(page: Callable[[], TodayPage], shop: dict[str, int]) -> None:
    first = page()
    first.people.choose(f"client:{shop['sokolova']}")
    second = page()
    second.restore(first.state())
    second.reload()
    assert second.client_id() == shop["sokolova"]


def test_a_button_with_the_focus_makes_its_person_the_current_one_and_arrows_go_on_from_it(
    page: Callable[[], TodayPage], shop: dict[str, int], qtbot: Any
) -> None:
    shown = page()
    row = next(row for row in shown.people.rows() if row.person.client_id == shop["zhukova"])
    row.later_buttons[0].setFocus()
    assert shown.client_id() == shop["zhukova"]
    qtbot.keyClick(row.later_buttons[0], Qt.Key.Key_Down)
    assert shown.client_id() == shop["sokolova"]
    assert shown.people.hasFocus()


def test_done_by_the_keyboard_leaves_the_focus_on_the_list_not_on_the_next_button(
    page: Callable[[], TodayPage], shop: dict[str, int], qtbot: Any
) -> None:
    shown = page()
    row = next(row for row in shown.people.rows() if row.person.client_id == shop["sokolova"])
    button = next(one for one in row.findChildren(QPushButton) if one.text() == "Done")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    press_in_menu(Qt.Key.Key_D)
    assert "Соколова Анна" not in names(shown)
    assert shown.people.hasFocus()
    assert shown.client_id() == shop["zhukova"]


def test_the_list_of_the_day_is_saved_as_excel(
    page: Callable[[], TodayPage], shop: dict[str, int], context: AppContext, messages: Any, tmp_path: Path
) -> None:
    written: list[Path] = []
    context.events.file_written.connect(written.append)
    shown = page()
    messages.place = tmp_path / "today.xlsx"
    shown.export_button.click()
    assert written == [messages.place]
    clients = {row[2] for row in load_workbook(written[0]).active.iter_rows(min_row=2, values_only=True)}
    assert clients == {"Крылова Ольга", "Пак Игорь", "Соколова Анна", "Жукова Марина"}


def test_without_a_list_there_is_nothing_to_save(page: Callable[[], TodayPage]) -> None:
    assert not page().export_button.isVisible()
