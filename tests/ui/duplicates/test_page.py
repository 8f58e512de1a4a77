"""The Duplicates page: what it shows, and every decision with the mouse and with keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData
from app.services.clients.find import list_client_ids
from app.services.clients.save import save_client
from app.ui.context import AppContext
from app.ui.duplicates.page import NOTHING, PAIRS, DuplicatesPage
from tests.factories import NOW, make_client, sell
from tests.ui.driving import Toasts
from tests.ui.duplicates.driving import Twice, at_hand, chips, click, letter, names, phone, press

if TYPE_CHECKING:
    from tests.ui.conftest import FakeMessages

OLGA = ("Крылова Ольга Петровна", "Крылова Оля")
IGOR = ("Пак Игорь Львович", "Пак Игорь Львович")


@pytest.fixture
def shown(twice: Twice, page: DuplicatesPage) -> DuplicatesPage:
    """The page with both pairs, and the focus in the list."""
    page.reload()
    page.window().activateWindow()
    page.setFocus()
    return page


def go_to(page: DuplicatesPage, pair: tuple[str, str], qtbot: Any) -> None:
    """Arrows to the pair, until it is shown."""
    press(page, Qt.Key.Key_Home)
    for _step in range(names(page).index(pair)):
        press(page, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not page.is_busy() and at_hand(page) == pair)


def undo(toasts: Toasts) -> None:
    act = toasts[-1][1]
    assert act is not None
    act()


def live(db: Database) -> set[int]:
    return set(list_client_ids(db))


def test_pairs_are_listed_with_reasons_and_counted_by_kind(shown: DuplicatesPage) -> None:
    assert sorted(names(shown)) == [OLGA, IGOR]
    assert chips(shown) == ["All  2", "Same phone and name  1", "Same name and birthday  1"]
    told = {str(shown.list.pairs.data(shown.list.pairs.index(place, 0))) for place in range(2)}
    assert any("A short form of the name, the same phone" in text for text in told)


def test_who_came_more_often_stays_and_the_fuller_name_is_proposed(
    db: Database, twice: Twice, page: DuplicatesPage, qtbot: Any
) -> None:
    sell(db, twice.olya, date(2026, 11, 3))
    sell(db, twice.olya, date(2026, 11, 4))
    page.reload()
    qtbot.waitUntil(lambda: (OLGA[1], OLGA[0]) in names(page))
    page.card.kinds.chips["phone_and_name"].click()
    qtbot.waitUntil(lambda: at_hand(page) == (OLGA[1], OLGA[0]))
    assert page.panel.sides.from_other() == {"name"}


def test_both_sides_stand_line_against_line(shown: DuplicatesPage, qtbot: Any) -> None:
    go_to(shown, OLGA, qtbot)
    cells = shown.panel.sides.cells
    assert cells["Name"] == OLGA
    assert cells["Birthday"] == ("14 March 1985 · 41 years old", "")
    assert cells["Contacts"] == ("+7 905 221-14-08", "+7 905 221-14-08\n+7 916 000-11-22")
    assert cells["Tags"] == ("", "опт")
    assert cells["Purchases"][0].startswith("1 receipt · 1,000")
    assert "Эфиопия 250 г" in cells["The last ones"][0]
    assert set(shown.panel.sides.choices) == {"name"}  # the rest is the same, or only one has it


def test_enter_merges_and_undo_brings_the_pair_back_to_hand(
    shown: DuplicatesPage, db: Database, twice: Twice, toasts: Toasts, qtbot: Any
) -> None:
    go_to(shown, OLGA, qtbot)
    press(shown, Qt.Key.Key_Return)
    assert names(shown) == [IGOR]
    assert shown.list.hasFocus()
    assert toasts[-1][0] == "“Крылова Оля” was merged into “Крылова Ольга Петровна”"
    card = get_client_card(db, twice.olya)
    assert card.row.id == twice.olga
    assert (card.row.name, card.row.city, card.row.card, card.tags) == (OLGA[0], "Тверь", "0042", ("опт",))
    undo(toasts)
    qtbot.waitUntil(lambda: len(names(shown)) == 2 and not shown.is_busy())
    assert at_hand(shown) == OLGA
    assert get_client_card(db, twice.olya).row.name == "Крылова Оля"


def test_tab_goes_to_the_choices_arrows_choose_and_enter_merges(
    shown: DuplicatesPage, db: Database, twice: Twice, qtbot: Any
) -> None:
    go_to(shown, OLGA, qtbot)
    stays, goes = shown.panel.sides.choices["name"]
    press(shown, Qt.Key.Key_Tab)
    assert stays.hasFocus()
    press(shown, Qt.Key.Key_Right)
    assert goes.isChecked()
    press(shown, Qt.Key.Key_Return)
    assert get_client_card(db, twice.olga).row.name == "Крылова Оля"
    assert twice.olya not in live(db)


def test_a_click_on_the_text_of_the_other_takes_it(
    shown: DuplicatesPage, db: Database, twice: Twice, qtbot: Any
) -> None:
    go_to(shown, OLGA, qtbot)
    _stays, goes = shown.panel.sides.choices["name"]
    text = goes.parentWidget()
    assert text is not None
    click(text)
    click(shown.panel.merge_button)
    assert get_client_card(db, twice.olga).row.name == "Крылова Оля"


def test_the_other_stays_after_a_swap(shown: DuplicatesPage, db: Database, twice: Twice, qtbot: Any) -> None:
    go_to(shown, OLGA, qtbot)
    letter(shown, "x")
    assert at_hand(shown) == (OLGA[1], OLGA[0])
    letter(shown, "ч")  # the same key on a Russian keyboard
    assert at_hand(shown) == OLGA
    shown.panel.sides.swap_button.setFocus()
    press(shown, Qt.Key.Key_Return)
    assert at_hand(shown) == (OLGA[1], OLGA[0])
    press(shown, Qt.Key.Key_Return)  # the focus stayed on the button
    assert at_hand(shown) == OLGA
    click(shown.panel.sides.swap_button)
    click(shown.panel.merge_button)
    card = get_client_card(db, twice.olga)
    assert card.row.id == twice.olya
    assert card.row.visits == 1


@pytest.mark.parametrize("key", ["n", "т"])
def test_two_people_stay_two_and_undo_asks_again(
    shown: DuplicatesPage, db: Database, toasts: Toasts, key: str, qtbot: Any
) -> None:
    go_to(shown, IGOR, qtbot)
    before = live(db)
    letter(shown, key)
    assert names(shown) == [OLGA]
    assert toasts[-1][0] == "“Пак Игорь Львович” and “Пак Игорь Львович” stay two clients"
    assert live(db) == before
    shown.look_for_pairs()
    assert names(shown) == [OLGA]
    undo(toasts)
    qtbot.waitUntil(lambda: len(names(shown)) == 2)


def test_skip_goes_on_and_round(shown: DuplicatesPage, qtbot: Any) -> None:
    first, second = names(shown)
    assert at_hand(shown) == first
    letter(shown, "s")
    qtbot.waitUntil(lambda: at_hand(shown) == second)
    click(shown.panel.skip_button)
    qtbot.waitUntil(lambda: at_hand(shown) == first)
    assert len(names(shown)) == 2


def test_nobody_is_merged_unseen(shown: DuplicatesPage, db: Database) -> None:
    before = live(db)
    press(shown, Qt.Key.Key_Down)
    press(shown, Qt.Key.Key_Return)  # the right side still shows the pair before
    assert live(db) == before


def test_enter_on_a_button_presses_that_button(shown: DuplicatesPage, db: Database, twice: Twice, qtbot: Any) -> None:
    go_to(shown, IGOR, qtbot)
    before = live(db)
    shown.panel.apart_button.setFocus()
    press(shown, Qt.Key.Key_Return)
    assert names(shown) == [OLGA]
    assert live(db) == before


def test_esc_goes_from_the_choices_to_the_list_and_then_away(shown: DuplicatesPage, qtbot: Any) -> None:
    go_to(shown, OLGA, qtbot)
    press(shown, Qt.Key.Key_Tab)
    assert not shown.list.hasFocus()
    assert shown.go_back()
    assert shown.list.hasFocus()
    assert not shown.go_back()


def test_all_of_a_kind_are_merged_after_a_question_and_come_back(
    shown: DuplicatesPage, db: Database, messages: FakeMessages, toasts: Toasts, qtbot: Any
) -> None:
    for number in range(3):
        name = ("Зимина Вера Львовна", "Лосев Пётр Ильич", "Дёмин Яков Олегович")[number]
        for city in ("", "Тверь"):
            save_client(db, ClientData(name, contacts=(phone(f"+7 921 555-44-0{number}"),), city=city), NOW)
    qtbot.waitUntil(lambda: len(names(shown)) == 5)
    before = live(db)
    click(shown.card.kinds.chips["phone_and_name"])
    assert len(names(shown)) == 4
    assert shown.card.all_button.text() == "Merge all 4: Same phone and name"
    click(shown.card.all_button)
    assert messages.questions == ["Merge 4 pairs: Same phone and name?"]
    assert live(db) == before
    messages.answer = True
    click(shown.card.all_button)
    assert names(shown) == [IGOR]
    assert shown.card.kinds.kind is None
    assert len(live(db)) == len(before) - 4
    assert toasts[-1][0] == "4 pairs were merged"
    undo(toasts)
    qtbot.waitUntil(lambda: len(names(shown)) == 5)
    assert live(db) == before


def test_a_shop_without_duplicates_says_so(db: Database, page: DuplicatesPage) -> None:
    make_client(db)
    page.reload()
    assert page.stack.currentIndex() == NOTHING
    assert "No duplicates found" in page.nothing.sentence.text()


def test_the_last_pair_leaves_the_page_empty(shown: DuplicatesPage, qtbot: Any) -> None:
    for _pair in range(2):
        assert not shown.is_busy()
        press(shown, Qt.Key.Key_Return)
    assert shown.stack.currentIndex() == NOTHING


def test_changes_elsewhere_are_followed_without_losing_the_place(
    shown: DuplicatesPage, db: Database, qtbot: Any
) -> None:
    go_to(shown, names(shown)[-1], qtbot)
    before = at_hand(shown)
    for _copy in range(2):
        make_client(db, "Аксёнов Кирилл Юрьевич", phone="+7 921 777-66-55", birthday=Birthday(1, 2, 1980))
    qtbot.waitUntil(lambda: len(names(shown)) == 3 and not shown.is_busy())
    assert shown.stack.currentIndex() == PAIRS
    assert at_hand(shown) == before
    listed = shown.list.listed()
    assert listed is not None
    assert listed.stays.name == before[0]


def test_the_card_of_either_is_a_click_away(
    shown: DuplicatesPage, context: AppContext, twice: Twice, qtbot: Any
) -> None:
    opened: list[int] = []
    context.events.open_client.connect(opened.append)
    click(shown.card.kinds.chips["phone_and_name"])
    qtbot.waitUntil(lambda: at_hand(shown) == OLGA)
    for opens in shown.panel.sides.open_buttons:
        click(opens)
    assert opened == [twice.olga, twice.olya]


def test_a_new_look_keeps_the_pair_and_the_kind(shown: DuplicatesPage, context: AppContext, qtbot: Any) -> None:
    click(shown.card.kinds.chips["name_and_birthday"])
    again = DuplicatesPage(context)
    qtbot.addWidget(again)
    again.restore(shown.state())
    assert names(again) == [IGOR]
    assert at_hand(again) == IGOR


def test_a_click_in_the_list_shows_that_pair(shown: DuplicatesPage, qtbot: Any) -> None:
    _first, second = names(shown)
    place = shown.list.visualRect(shown.list.pairs.index(1, 0)).center()
    QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: at_hand(shown) == second)
