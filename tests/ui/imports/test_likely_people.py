"""People who look like clients, decided in the window with real clicks and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models.database import Database
from app.services.duplicates.find import find_duplicates
from app.ui.imports.likely import LikelyPeople
from app.ui.imports.page import CHECK, DONE, ImportPage
from tests.services.imports.shop import ask, bring_one, write_csv
from tests.ui.imports.driving import names, step

HEAD = ("ФИО", "Телефон", "Дата рождения", "Адрес")
SHOP = (
    ("Крылова Ольга Петровна", "+79052211408", "14.03.1985", "ул. Мира, д. 4, кв. 8"),
    ("Громов Олег Ильич", "+79161112233", "02.05.1970", "пр. Победы, д. 31"),
    ("Пак Игорь Львович", "+79161118877", "11.09.1991", ""),
)
FILE = (
    ("Крылова Оля", "+79160001122", "14.03.1985", "ул. Мира, д. 4, кв. 8"),
    ("Громов Олег", "+79160003344", "02.05.1971", "пр. Победы, д. 31"),
    ("Пак Игорь", "+79161118878", "19.09.1991", ""),
    ("Зуев Глеб Львович", "+79160007788", "01.01.1960", ""),
)


@pytest.fixture
def checked(page: ImportPage, db: Database, tmp_path: Path) -> ImportPage:
    """The page after the check of a file in which three look like clients of the shop."""
    assert bring_one(db, write_csv(tmp_path / "first.csv", [HEAD, *SHOP])).clients.created == 3
    page.open_files([write_csv(tmp_path / "новые.csv", [HEAD, *FILE])])
    page.check()
    assert step(page) == CHECK
    return page


def likely(page: ImportPage) -> LikelyPeople:
    return page.checking.likely


def cells(page: ImportPage) -> list[tuple[str, str]]:
    """(newcomer, answer) of every line."""
    model = likely(page).model
    return [(model.data(model.index(row, 0)), model.data(model.index(row, 2))) for row in range(model.rowCount())]


def press(page: ImportPage, same: bool | None) -> None:
    QTest.mouseClick(likely(page).buttons[same], Qt.MouseButton.LeftButton)


def typed(table: QWidget, letter: str) -> None:
    """A letter, as either keyboard sends it."""
    QTest.sendKeyEvent(QTest.KeyAction.Click, table, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)


def settled(page: ImportPage, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Wait until the figures have followed the answers."""
    qtbot.waitUntil(lambda: not page.checking._answering.isActive())


def new_clients(page: ImportPage) -> str:
    return page.check_step.tiles.tiles[0].figure.text()


def test_nobody_alike_shows_nothing(page: ImportPage, tmp_path: Path) -> None:
    page.open_files([write_csv(tmp_path / "новые.csv", [HEAD, *FILE])])
    page.check()
    assert not likely(page).isVisible()


def test_both_sides_and_the_reason_are_shown(checked: ImportPage) -> None:
    shown = likely(checked)
    assert shown.isVisible()
    assert shown.title.text() == "3 people look like clients you already have"
    assert shown.left.text() == "3 to decide"
    row = next(place for place, (name, _answer) in enumerate(cells(checked)) if name == "Крылова Оля")
    shown.table.selectRow(row)
    name, phone, birthday, _address, _bought = [tuple(cell.text() for cell in pair) for pair in shown.sides.cells]
    assert name == ("Крылова Оля", "Крылова Ольга Петровна")
    assert phone == ("+7 916 000-11-22", "+7 905 221-14-08")
    assert birthday == ("14 March 1985", "14 March 1985")
    assert shown.why.text() == "A short form of the name, the same birthday, the same address; but another phone"


def test_an_answer_goes_on_to_the_next_and_the_figures_follow(checked: ImportPage, qtbot, db: Database) -> None:  # type: ignore[no-untyped-def]
    assert new_clients(checked) == "4"
    first = likely(checked).current()
    press(checked, True)
    assert likely(checked).current() != first
    press(checked, False)
    settled(checked, qtbot)
    assert new_clients(checked) == "3"
    assert [answer for _name, answer in cells(checked)] == ["Same person", "Different people", ""]
    assert likely(checked).left.text() == "1 to decide"
    checked.check_step.import_button.click()
    assert step(checked) == DONE
    assert len(names(db)) == 6
    assert len(ask(db, "SELECT 1 FROM not_same")) == 1
    assert len(find_duplicates(db)) == 1


@pytest.mark.parametrize(("keys", "answers"), [("sdl", ["Same person", "Different people", ""]), ("ыв", None)])
def test_keys_answer_and_arrows_move(checked: ImportPage, keys: str, answers: list[str] | None) -> None:
    table = likely(checked).table
    table.setFocus()
    for key in keys:
        typed(table, key)
    assert [answer for _name, answer in cells(checked)] == (answers or ["Same person", "Different people", ""])
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 1


def test_the_last_answer_is_taken_back(checked: ImportPage, qtbot) -> None:  # type: ignore[no-untyped-def]
    press(checked, True)
    press(checked, True)
    QTest.keyClick(likely(checked).table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [answer for _name, answer in cells(checked)] == ["Same person", "", ""]
    QTest.mouseClick(likely(checked).undo_button, Qt.MouseButton.LeftButton)
    settled(checked, qtbot)
    assert [answer for _name, answer in cells(checked)] == ["", "", ""]
    assert not likely(checked).undo_button.isEnabled()
    assert new_clients(checked) == "4"


def test_an_answer_is_given_to_all_that_are_alike(page: ImportPage, db: Database, tmp_path: Path) -> None:
    letters = "абвгде"
    shop = [(f"Ж{a}кин Олег Ильич", f"+7916111220{n}", f"0{n + 1}.05.1970", "") for n, a in enumerate(letters)]
    file = [(f"Ж{a}кин Олег Ильич", f"+7916999330{n}", "", f"ул. Мира, д. 1{n}") for n, a in enumerate(letters)]
    file = [(name, phone, f"0{n + 1}.05.1971", place) for n, (name, phone, _day, place) in enumerate(file)]
    bring_one(db, write_csv(tmp_path / "first.csv", [HEAD, *shop]))
    page.open_files([write_csv(tmp_path / "новые.csv", [HEAD, *file])])
    page.check()
    shown = likely(page)
    assert len(cells(page)) >= len(letters)
    press(page, False)
    shown.table.selectRow(0)
    assert shown.all_button.isVisible()
    QTest.mouseClick(shown.all_button, Qt.MouseButton.LeftButton)
    plan = page.looking.draft.plan
    assert plan is not None
    first, *rest = plan.likely.pairs
    alike = [pair for pair in rest if pair.reasons == first.reasons]
    assert len(alike) > 2
    assert {pair.same for pair in alike} == {False}


def test_import_pressed_while_the_figures_follow_is_not_lost(
    checked: ImportPage, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(checked, True)
    checked.check_step.import_button.click()  # before the figures have followed
    assert step(checked) == DONE
    assert len(names(db)) == 6


def test_large_drops_follow_the_answers_when_they_go_in(
    checked: ImportPage, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.imports.checking.SOON_CHECKED", 0)
    press(checked, True)
    assert not checked.checking._answering.isActive()
    checked.check_step.import_button.click()
    assert len(names(db)) == 6


def test_answers_are_still_there_after_a_look_at_the_columns(checked: ImportPage) -> None:
    press(checked, True)
    checked.go_back()
    checked.check()
    assert [answer for _name, answer in cells(checked)] == ["Same person", "", ""]


def test_the_pairs_fold_to_their_title_and_leave_the_room_to_the_rows(checked: ImportPage, qtbot) -> None:  # type: ignore[no-untyped-def]
    shown, rows = likely(checked), checked.check_step.rows
    before = rows.height()
    shown.table.setFocus()
    QTest.mouseClick(shown.title, Qt.MouseButton.LeftButton)
    assert shown.isVisible()
    assert not shown.table.isVisible()
    assert shown.fold.button.hasFocus()
    qtbot.waitUntil(lambda: rows.height() > before + 50)
    QTest.keyClick(shown.fold.button, Qt.Key.Key_Space)
    assert shown.table.isVisible()


def test_taking_an_answer_back_opens_the_folded_pairs(checked: ImportPage) -> None:
    press(checked, True)
    likely(checked).fold.set_folded(True)
    QTest.mouseClick(likely(checked).undo_button, Qt.MouseButton.LeftButton)
    assert likely(checked).table.isVisible()
    assert cells(checked)[0][1] == ""


def test_what_is_left_is_told_in_pairs_where_one_looks_like_several(
    page: ImportPage, db: Database, tmp_path: Path
) -> None:
    shop = [SHOP[0], ("Крылова Ольга", "+79052211499", "14.03.1985", "ул. Мира, д. 4, кв. 8")]
    assert bring_one(db, write_csv(tmp_path / "first.csv", [HEAD, *shop])).clients.created == 2
    page.open_files([write_csv(tmp_path / "новые.csv", [HEAD, FILE[0]])])
    page.check()
    assert likely(page).title.text() == "1 person looks like a client you already have"
    assert likely(page).left.text() == "2 pairs to decide"
