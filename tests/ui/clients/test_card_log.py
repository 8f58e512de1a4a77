"""The line of the card that logs: commands offered, corrected, deleted, all with real keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.models.database import Database
from app.models.enums import InteractionKind
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientCard
from app.services.feedback import add_feedback
from app.services.interactions import log_interaction
from app.ui.clients.card.history.log_box import LogBox
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from app.ui.widgets import contacts
from tests.factories import NOW, make_client
from tests.ui.driving import Toasts, Typing, show_page


@pytest.fixture
def olga(db: Database) -> int:
    return make_client(db, "Крылова Ольга", phone="+79052211408")


@pytest.fixture
def page(qtbot: Any, context: AppContext, olga: int) -> ClientPage:
    made = show_page(ClientPage(context), qtbot, 1100, 800)
    made.show_client(olga)
    return made


def box(page: ClientPage) -> LogBox:
    assert page.tabs is not None
    return page.tabs.log


def card(page: ClientPage) -> ClientCard:
    shown = page.card()
    assert shown is not None
    return shown


def menu_of(page: ClientPage, name: str) -> Any:
    found = [one for one in page.findChildren(QPushButton) if one.accessibleName() == f"What to do with: {name}"]
    return found[-1].menu()


def test_enter_on_an_offered_command_takes_it_and_logs_nothing_yet(
    page: ClientPage, type_text: Typing, qtbot: Any
) -> None:
    line = box(page).text
    box(page).focus()
    qtbot.waitUntil(line.hasFocus)
    type_text(line, "/c")
    offered = line.completer().popup()
    qtbot.waitUntil(offered.isVisible)
    qtbot.keyClick(offered, Qt.Key.Key_Down)
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert line.text() == "/call "
    assert card(page).interactions == ()
    type_text(line, "5 min просила перезвонить")
    assert box(page).says.text() == "Phone call · 5 min — просила перезвонить"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    [logged] = card(page).interactions
    assert (logged.kind, logged.minutes, logged.text) == ("call", 5, "просила перезвонить")
    assert box(page).text.text() == ""


def test_tab_takes_the_first_command_that_is_offered(page: ClientPage, type_text: Typing, qtbot: Any) -> None:
    line = box(page).text
    box(page).focus()
    qtbot.waitUntil(line.hasFocus)
    type_text(line, "/tele")
    qtbot.waitUntil(line.completer().popup().isVisible)
    qtbot.keyClick(line.completer().popup(), Qt.Key.Key_Tab)
    assert line.text() == "/telegram "


def test_an_unknown_command_stays_in_the_line_with_a_hint(page: ClientPage, type_text: Typing, qtbot: Any) -> None:
    type_text(box(page).text, "/чтото там")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    assert card(page).interactions == ()
    assert box(page).text.text() == "/чтото там"
    assert box(page).says.text().startswith("There is no command “/чтото”.")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Escape)
    assert box(page).text.text() == ""


def test_a_low_score_is_logged_with_its_task(page: ClientPage, type_text: Typing, qtbot: Any, toasts: Toasts) -> None:
    type_text(box(page).text, "/score 4 долго ждала")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    assert [(one.score, one.text) for one in card(page).feedback] == [(4, "долго ждала")]
    assert [task.title for task in card(page).tasks] == ["Find out what was wrong"]
    text, undo = toasts[-1]
    assert text.startswith("Score 4 of 10: written down, and a task")
    assert undo is not None
    undo()
    assert (card(page).feedback, card(page).tasks) == ((), ())


def test_the_kind_chosen_by_hand_counts_for_a_line_without_a_command(page: ClientPage, type_text: Typing) -> None:
    log = box(page)
    place = log.kind.findData(InteractionKind.VISIT)
    log.kind.setCurrentIndex(place)
    log.kind.activated.emit(place)
    type_text(log.text, "смотрела кофемолки")
    log.save.click()
    assert [(one.kind, one.text) for one in card(page).interactions] == [("visit", "смотрела кофемолки")]
    assert box(page).kind.currentData() == InteractionKind.NOTE


def test_what_was_logged_is_corrected_in_the_line_and_taken_back(
    page: ClientPage, db: Database, olga: int, qtbot: Any, toasts: Toasts
) -> None:
    log_interaction(db, olga, InteractionKind.CALL, "спросила", NOW, minutes=4)
    correct, _delete = menu_of(page, "Phone call, 4 min").actions()
    correct.trigger()
    assert box(page).text.text() == "/call 4 min спросила"
    box(page).text.setText("/message спросила в чате")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    assert [(one.kind, one.minutes, one.text) for one in card(page).interactions] == [
        ("message", None, "спросила в чате")
    ]
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert [(one.kind, one.minutes) for one in card(page).interactions] == [("call", 4)]


def test_esc_leaves_what_was_to_be_corrected_as_it_was(page: ClientPage, db: Database, olga: int, qtbot: Any) -> None:
    add_feedback(db, olga, 9, "хорошо", NOW)
    menu_of(page, "Score 9 of 10").actions()[0].trigger()
    assert box(page).text.text() == "/score 9 хорошо"
    box(page).text.setText("/score 1")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Escape)
    assert not box(page).leave.isVisible()
    assert [one.score for one in get_client_card(db, olga).feedback] == [9]


def test_a_logged_line_is_deleted_and_comes_back(page: ClientPage, db: Database, olga: int, toasts: Toasts) -> None:
    log_interaction(db, olga, InteractionKind.NOTE, "лишнее", NOW)
    menu_of(page, "Note").actions()[1].trigger()
    assert card(page).interactions == ()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert [one.text for one in card(page).interactions] == ["лишнее"]


def test_after_a_way_was_opened_the_contact_is_offered_to_log(
    page: ClientPage, context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(contacts.QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString())) or True)
    offers: list[Callable[[], object]] = []
    context.events.offer.connect(lambda _text, _name, act: offers.append(act))
    assert page.left is not None
    ways = {one.text(): one for one in page.left.findChildren(QPushButton)}
    ways["WhatsApp"].click()
    ways["Call"].click()
    assert opened[0].startswith("https://wa.me/79052211408?text=")
    assert opened[1] == "tel:+79052211408"
    offers[1]()
    assert box(page).text.text() == "/call outgoing "
    offers[0]()
    [logged] = card(page).interactions
    assert (logged.kind, logged.channel, logged.direction) == ("message", "whatsapp", "out")
    assert logged.text.startswith("Здравствуйте, Ольга!")


def test_another_message_goes_along_when_it_is_chosen(
    page: ClientPage, db: Database, olga: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(contacts.QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString())) or True)
    assert page.left is not None
    assert page.left.ways is not None
    page.left.ways.message.menu().actions()[1].trigger()
    log_interaction(db, olga, InteractionKind.NOTE, "карточка читается снова", NOW)
    assert page.left.ways.message.text() == "Thank you"
    next(one for one in page.left.findChildren(QPushButton) if one.text() == "WhatsApp").click()
    assert "Спасибо%2C что были у нас" in opened[0]
    page.left.ways.copy()
    assert "Спасибо, что были у нас" in QGuiApplication.clipboard().text()


def test_a_preference_is_added_and_taken_off_in_place(
    page: ClientPage, type_text: Typing, qtbot: Any, toasts: Toasts
) -> None:
    assert page.left is not None
    page.left.preferences.add_button.click()
    type_text(page.left.preferences.line, "в зёрнах")
    qtbot.keyClick(page.left.preferences.line, Qt.Key.Key_Return)
    assert [one.text for one in card(page).preferences] == ["в зёрнах"]
    qtbot.waitUntil(lambda: page.left is not None and page.left.preferences.line.hasFocus())
    qtbot.keyClick(page.left.preferences.line, Qt.Key.Key_Escape)
    assert not page.left.preferences.line.isVisible()
    chip = next(one for one in page.left.findChildren(QPushButton) if one.accessibleName() == "Take off: в зёрнах")
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert card(page).preferences == ()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert [one.text for one in card(page).preferences] == ["в зёрнах"]


def test_the_place_in_the_list_is_told_and_its_buttons_go_on(page: ClientPage, db: Database, olga: int) -> None:
    last = make_client(db, "Яшина Анна")
    page.show_client(olga)
    assert page.left is not None
    assert page.left.head.place.text() == "1 of 2"
    assert not page.left.head.before.isEnabled()
    page.left.head.after.click()
    assert page.client_id() == last
    assert page.left.head.place.text() == "2 of 2"
    assert not page.left.head.after.isEnabled()


def test_a_phone_is_copied_from_the_card(page: ClientPage, toasts: Toasts) -> None:
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "Copy +7 905 221-14-08").click()
    assert QGuiApplication.clipboard().text() == "+79052211408"
    assert toasts[-1][0] == "Copied: +7 905 221-14-08"


def test_in_a_low_window_the_line_comes_into_sight(page: ClientPage, qtbot: Any) -> None:
    page.resize(700, 300)
    qtbot.waitUntil(lambda: page.height() == 300)
    qtbot.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(box(page).text.hasFocus)
    qtbot.waitUntil(lambda: not box(page).text.visibleRegion().isEmpty())


def test_a_call_is_written_down_for_who_was_called_whoever_is_shown_by_then(
    page: ClientPage, db: Database, olga: int, context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contacts.QDesktopServices, "openUrl", lambda url: True)
    offers: list[Callable[[], object]] = []
    context.events.offer.connect(lambda _text, _name, act: offers.append(act))
    context.events.open_client.connect(page.show_client)
    next(one for one in page.findChildren(QPushButton) if one.text() == "Call").click()
    page.show_client(make_client(db, "Яшина Анна"))
    offers[0]()
    assert page.client_id() == olga
    assert box(page).text.text() == "/call outgoing "


def test_a_line_begun_waits_while_another_client_is_looked_at(
    page: ClientPage, db: Database, olga: int, type_text: Typing
) -> None:
    type_text(box(page).text, "/call ещё не всё")
    page.show_client(make_client(db, "Яшина Анна"))
    assert box(page).text.text() == ""
    page.show_client(olga)
    assert box(page).text.text() == "/call ещё не всё"


def test_a_correction_begun_is_still_one_after_another_client_was_looked_at(
    page: ClientPage, db: Database, olga: int, qtbot: Any
) -> None:
    log_interaction(db, olga, InteractionKind.CALL, "спросила", NOW)
    menu_of(page, "Phone call").actions()[0].trigger()
    page.show_client(make_client(db, "Яшина Анна"))
    page.show_client(olga)
    box(page).text.setText("/call спросила про помол")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    assert [one.text for one in card(page).interactions] == ["спросила про помол"]


def test_enter_twice_logs_once_and_what_is_typed_before_it_is_saved_stays(
    page: ClientPage, context: AppContext, type_text: Typing, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], object]] = []
    run = context.jobs.run
    monkeypatch.setattr(context.jobs, "run", lambda *work, **how: waiting.append(lambda: run(*work, **how)))
    type_text(box(page).text, "первая")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    type_text(box(page).text, "вторая")
    monkeypatch.undo()
    assert len(waiting) == 1
    waiting[0]()
    assert [one.text for one in card(page).interactions] == ["первая"]
    assert box(page).text.text() == "вторая"


def test_a_line_that_could_not_be_logged_is_given_back(
    page: ClientPage, db: Database, olga: int, qtbot: Any, messages: Any
) -> None:
    add_feedback(db, olga, 9, "хорошо", NOW)
    menu_of(page, "Score 9 of 10").actions()[0].trigger()
    box(page).text.setText("/call это не оценка")
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    assert len(messages.errors) == 1
    assert box(page).text.text() == "/call это не оценка"
    assert not box(page).leave.isHidden()


def takes_undo(line: QWidget) -> bool:
    """Whether the line keeps Ctrl+Z to itself."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(line, event)
    return event.isAccepted()


def test_right_after_logging_the_undo_key_is_about_what_was_logged(
    page: ClientPage, type_text: Typing, qtbot: Any
) -> None:
    type_text(box(page).text, "заметка")
    assert takes_undo(box(page).text)
    qtbot.keyClick(box(page).text, Qt.Key.Key_Return)
    assert len(card(page).interactions) == 1
    assert not takes_undo(box(page).text)
