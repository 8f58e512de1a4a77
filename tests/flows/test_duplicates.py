"""Duplicates are cleaned up in the real window with real threads: merge, not the same, all of a kind, apart, undo."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData
from app.services.clients.find import list_client_ids
from app.services.clients.save import save_client
from app.ui.application import Program
from app.ui.clients.card.page import ClientPage
from app.ui.duplicates.page import NOTHING, PAIRS, STOPPED, DuplicatesPage
from tests.factories import NOW, make_client, sell
from tests.flows.driving import WAIT, context_of, key
from tests.ui.duplicates.driving import Twice, at_hand, letter, names, phone

OLGA = ("Крылова Ольга Петровна", "Крылова Оля")


@pytest.fixture
def twice(program: Program) -> Twice:
    """Olga with purchases and a short name the second time; Igor; and two more families of the same phone and name."""
    db = context_of(program).db
    olga = make_client(db, OLGA[0], phone="+7 905 221-14-08")
    sell(db, olga, date(2026, 11, 2))
    both = (phone("8 905 221 14 08"), phone("+7 916 000-11-22"))
    olya = save_client(db, ClientData(OLGA[1], contacts=both, city="Тверь", tags=("опт",)), NOW)
    sell(db, olya, date(2026, 10, 2), product="Кения 250 г")
    sell(db, olga, date(2026, 11, 9))
    birthday = Birthday(9, 11, 1991)
    igor = make_client(db, "Пак Игорь Львович", birthday=birthday)
    again = make_client(db, "Пак Игорь Львович", birthday=birthday)
    for name, number in (("Зимина Вера Львовна", "+7 921 555-44-01"), ("Лосев Пётр Ильич", "+7 921 555-44-02")):
        for _copy in range(2):
            make_client(db, name, phone=number)
    return Twice(olga, olya, igor, again)


@pytest.fixture
def page(program: Program, twice: Twice, qtbot: Any) -> DuplicatesPage:
    """The Duplicates page, found by its name with Ctrl+K, with all four pairs and the focus in its list."""
    window = program.window
    key(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.top_bar.search.hasFocus, timeout=WAIT)
    QTest.keyClicks(window.top_bar.search, "dupl")
    key(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.current_page(), DuplicatesPage), timeout=WAIT)
    made = window.current_page()
    assert isinstance(made, DuplicatesPage)
    qtbot.waitUntil(lambda: made.stack.currentIndex() == PAIRS and not made.is_busy(), timeout=WAIT)
    return made


def live(db: Database) -> set[int]:
    return set(list_client_ids(db))


def settled(page: DuplicatesPage, qtbot: Any, pairs: int) -> None:
    """Wait until so many pairs are listed and the one at hand is shown."""
    qtbot.waitUntil(lambda: page.list.pairs.rowCount() == pairs and not page.is_busy(), timeout=WAIT)


def stand_at(page: DuplicatesPage, pair: tuple[str, str], qtbot: Any) -> None:
    """Arrows down to the pair."""
    key(page.window(), Qt.Key.Key_Home)
    for _step in range(names(page).index(pair)):
        key(page.window(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not page.is_busy() and at_hand(page) == pair, timeout=WAIT)


def answer(program: Program, text: str, qtbot: Any) -> None:
    """Click the button of the question that is open."""
    qtbot.waitUntil(lambda: program.window.findChildren(QMessageBox) != [], timeout=WAIT)
    (box,) = program.window.findChildren(QMessageBox)
    QTest.mouseClick(next(b for b in box.buttons() if b.text() == text), Qt.MouseButton.LeftButton)
    program.window.activateWindow()  # what a window manager does
    qtbot.waitUntil(program.window.isActiveWindow, timeout=WAIT)


def test_clean_up_duplicates_merge_unmerge_undo(
    program: Program, page: DuplicatesPage, twice: Twice, qtbot: Any
) -> None:
    window, db = program.window, context_of(program).db
    everybody = live(db)
    settled(page, qtbot, 4)

    # One pair by the keyboard: the other's name is chosen, Enter merges.
    stand_at(page, OLGA, qtbot)
    key(window, Qt.Key.Key_Tab)
    key(window, Qt.Key.Key_Right)
    key(window, Qt.Key.Key_Return)
    settled(page, qtbot, 3)
    card = get_client_card(db, twice.olya)
    assert (card.row.id, card.row.name, card.row.city, card.tags) == (twice.olga, "Крылова Оля", "Тверь", ("опт",))
    assert (card.row.visits, card.row.total, len(card.contacts)) == (3, 300_000, 2)
    assert live(db) == everybody - {twice.olya}

    # Ctrl+Z brings both back as they were, and the pair to hand; then merge again with the mouse.
    key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(page, qtbot, 4)
    assert at_hand(page) == OLGA
    assert live(db) == everybody
    assert get_client_card(db, twice.olga).row.visits == 2
    assert get_client_card(db, twice.olya).row.visits == 1
    QTest.mouseClick(page.panel.merge_button, Qt.MouseButton.LeftButton)
    settled(page, qtbot, 3)
    assert get_client_card(db, twice.olga).row.name == OLGA[0]

    # Two people stay two; the Undo of the bar asks again, and N answers again.
    igor = ("Пак Игорь Львович", "Пак Игорь Львович")
    for _time in range(2):
        stand_at(page, igor, qtbot)
        letter(window, "n")
        settled(page, qtbot, 2)
        assert {twice.igor, twice.again} <= live(db)
        if _time == 0:
            QTest.mouseClick(window.toast.undo_button, Qt.MouseButton.LeftButton)
            settled(page, qtbot, 3)

    # All that are left are of one kind: merged at once, after a question.
    QTest.mouseClick(page.card.all_button, Qt.MouseButton.LeftButton)
    answer(program, "Merge 2 pairs", qtbot)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == NOTHING and not page.is_busy(), timeout=WAIT)
    assert len(live(db)) == len(everybody) - 3
    key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(page, qtbot, 2)

    # Later, on the card: taken apart, done again with Ctrl+Y, and what came since stays with who was kept.
    sell(db, twice.olga, date(2026, 11, 20))
    window.open_client(twice.olga)
    qtbot.waitUntil(lambda: len(apart_buttons(program)) == 1, timeout=WAIT)
    QTest.mouseClick(apart_buttons(program)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: twice.olya in live(db) and apart_buttons(program) == [], timeout=WAIT)
    assert get_client_card(db, twice.olga).row.visits == 3
    assert get_client_card(db, twice.olya).row.visits == 1
    key(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(apart_buttons(program)) == 1, timeout=WAIT)
    assert get_client_card(db, twice.olya).row.visits == 4

    # Esc leads back to the pairs, and from there away.
    key(window, Qt.Key.Key_Escape)
    assert window.current_page() is page
    settled(page, qtbot, 2)
    key(window, Qt.Key.Key_Escape)
    assert window.current_page() is not page


def test_a_search_and_a_merge_of_many_can_be_stopped(
    program: Program, page: DuplicatesPage, twice: Twice, qtbot: Any
) -> None:
    context = context_of(program)
    before = live(context.db)
    go_on = threading.Event()

    # While another write lasts, the merge waits; Cancel then leaves everything as it was.
    context.jobs.run(lambda _report: go_on.wait(WAIT / 1000), lane="write")
    QTest.mouseClick(page.card.kinds.chips["phone_and_name"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.card.all_button, Qt.MouseButton.LeftButton)
    answer(program, "Merge 3 pairs", qtbot)
    qtbot.waitUntil(page.progress.cancel_button.isVisible, timeout=WAIT)
    key(program.window, Qt.Key.Key_Space)  # the focus is on Cancel
    go_on.set()
    qtbot.waitUntil(lambda: program.window.toast.text() == "Stopped: nobody was merged.", timeout=WAIT)
    settled(page, qtbot, 3)
    assert live(context.db) == before

    # The same while pairs are looked for.
    go_on.clear()
    context.jobs.run(lambda _report: go_on.wait(WAIT / 1000), lane="long")
    page.card.pairs = ()
    page.look_for_pairs()
    QTest.mouseClick(page.progress.cancel_button, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == STOPPED, timeout=WAIT)
    assert page.stopped.action is not None
    QTest.mouseClick(page.stopped.action, Qt.MouseButton.LeftButton)
    settled(page, qtbot, 3)


def apart_buttons(program: Program) -> list[QPushButton]:
    page = program.window.current_page()
    assert isinstance(page, ClientPage)
    return [button for button in page.findChildren(QPushButton) if button.text() == "Take apart"]
