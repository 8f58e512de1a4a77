"""The check row by row: filtered, searched, and typed over with real keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from app.models.database import Database
from app.services.imports import rows_told
from app.services.imports.rows_told import State
from app.ui.imports.page import CHECK, COLUMNS, ImportPage
from app.ui.imports.preview_table import CELL
from app.ui.imports.row_filters import ALL, REPAIRED
from app.ui.imports.rows_card import RowsCard
from app.ui.imports.rows_model import OUTCOME
from tests.factories import make_client
from tests.services.imports.shop import ask
from tests.ui.imports.driving import checked_rows, step, visible

if TYPE_CHECKING:
    from tests.ui.conftest import FakeMessages

PHONE, DATE = 3, 4  # columns of the table over the sales


def check(page: ImportPage, *files: Path) -> RowsCard:
    page.open_files(list(files))
    page.check()
    return page.check_step.rows


def text(card: RowsCard, row: int, column: int) -> str:
    return str(card.model.data(card.model.index(row, column)))


def whole(card: RowsCard, row: int, column: int) -> str:
    return str(card.model.data(card.model.index(row, column), Qt.ItemDataRole.ToolTipRole))


def shown(card: RowsCard) -> dict[str, str]:
    return {key: chip.text().split()[-1] for key, chip in card.filters.chips.items() if not chip.isHidden()}  # type: ignore[misc]


def field(card: RowsCard) -> QLineEdit:
    (found,) = [edit for edit in card.table.viewport().findChildren(QLineEdit) if edit.isVisible()]
    return found


def open_by_double_click(card: RowsCard, index: QModelIndex) -> QLineEdit:
    place: QPoint = card.table.visualRect(index).center()
    viewport = card.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    return field(card)


def type_over(card: RowsCard, row: int, column: int, new: str) -> None:
    card.table.setFocus()
    card.table.setCurrentIndex(card.model.index(row, column))
    QTest.keyClick(card.table, Qt.Key.Key_F2)
    field(card).setText(new)
    QTest.keyClick(field(card), Qt.Key.Key_Return)


def test_every_row_is_listed_with_its_outcome_and_the_reason(page: ImportPage, sales: Path, db: Database) -> None:
    make_client(db, "Ли Дмитрий Олегович", phone="8 914 555-01-20")
    card = check(page, sales)
    assert [whole(card, row, OUTCOME) for row in range(4)] == [
        "goes in to a new client",
        "goes in to Ли Дмитрий Олегович",
        "cannot be used no such date",
        "goes in to a new client",
    ]
    assert text(card, 2, DATE) == "31.02.2025"
    assert whole(card, 2, DATE) == "31.02.2025 no such date"


def test_the_chips_count_the_rows_and_filter_them(page: ImportPage, sales: Path) -> None:
    card = check(page, sales)
    assert shown(card) == {ALL: "4", State.NEW: "3", State.FAILED: "1"}
    QTest.mouseClick(card.filters.chips[State.FAILED], Qt.MouseButton.LeftButton)
    assert checked_rows(page) == {6: "cannot be used"}
    QTest.mouseClick(card.filters.chips[ALL], Qt.MouseButton.LeftButton)
    assert len(checked_rows(page)) == 4


def test_arrows_go_from_chip_to_chip(page: ImportPage, sales: Path) -> None:
    card = check(page, sales)
    card.filters.chips[ALL].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card.filters.chips[ALL], Qt.Key.Key_Right)
    assert card.filters.chips[State.NEW].hasFocus()
    QTest.keyClick(card.filters.chips[State.NEW], Qt.Key.Key_Space)
    assert set(checked_rows(page).values()) == {"goes in"}


def test_a_search_finds_rows_and_says_when_there_is_none(
    page: ImportPage, sales: Path, qtbot, type_text: Callable[[QLineEdit, str], None]
) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    type_text(card.search, "крылова")
    qtbot.waitUntil(lambda: set(checked_rows(page)) == {4, 7})
    type_text(card.search, "ы")
    qtbot.waitUntil(lambda: card.nothing.isVisible())
    assert card.nothing.sentence.text() == "Nothing is found."
    card.nothing.action.click()
    assert len(checked_rows(page)) == 4


def test_a_cell_is_typed_over_after_a_double_click_and_goes_in_so(
    page: ImportPage, sales: Path, db: Database, qtbot
) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    edit = open_by_double_click(card, card.model.index(2, DATE))
    assert edit.text() == "31.02.2025"
    edit.setText("28.02.2025")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "goes in")
    assert whole(card, 2, DATE) == "28 Feb 2025 was: 31.02.2025"
    assert shown(card) == {ALL: "4", State.NEW: "4", REPAIRED: "1"}
    assert page.check_step.import_button.text() == "Import 4 rows"
    page.start_import()
    assert ask(db, "SELECT count(*) FROM purchase WHERE day = '2025-02-28'") == [(1,)]
    assert ask(db, "SELECT value, code FROM import_failure") == [("31.02.2025", "corrected")]


def test_ctrl_z_takes_corrections_back_one_by_one(page: ImportPage, sales: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    type_over(card, 2, DATE, "28.02.2025")
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "goes in")
    type_over(card, 0, PHONE, "8 905 221-14-09")
    qtbot.waitUntil(lambda: text(card, 0, PHONE) == "+7 905 221-14-09")
    assert card.corrections() == 2
    QTest.keyClick(card.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: text(card, 0, PHONE) == "+7 905 221-14-08")
    assert checked_rows(page)[6] == "goes in"
    card.undo_button.click()
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "cannot be used")
    assert card.corrections() == 0
    assert not card.undo_button.isVisible()


def test_tab_goes_on_to_the_next_cell_and_the_rows_follow_when_typing_ends(
    page: ImportPage, sales: Path, qtbot
) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    card.table.setFocus()
    card.table.setCurrentIndex(card.model.index(2, DATE))
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    field(card).setText("28.02.2025")
    QTest.keyClick(field(card), Qt.Key.Key_Tab)
    assert field(card).text() == "Кения 250 г"
    assert text(card, 2, DATE) == "28.02.2025"
    QTest.keyClick(field(card), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "goes in")
    assert (card.table.currentIndex().row(), card.table.hasFocus()) == (2, True)
    assert step(page) != COLUMNS


def test_typing_the_text_of_the_file_again_is_no_correction(page: ImportPage, sales: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    type_over(card, 2, DATE, "28.02.2025")
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "goes in")
    type_over(card, 2, DATE, "31.02.2025")
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "cannot be used")
    assert card.corrections() == 0


def test_the_number_of_the_row_and_its_outcome_cannot_be_typed_over(page: ImportPage, sales: Path) -> None:
    card = check(page, sales)
    for column in range(2):
        assert not card.model.flags(card.model.index(0, column)) & Qt.ItemFlag.ItemIsEditable


def test_several_sheets_are_chosen_from_a_list_and_the_one_with_failures_comes_first(
    page: ImportPage, sales: Path, workbook: Callable[..., Path]
) -> None:
    fine = workbook("клиенты.xlsx", Клиенты=[["ФИО", "Телефон"], ["Ким Анна", "+7 916 404-55-66"]])
    card = check(page, fine, sales)
    assert [card.sheet_box.itemText(n) for n in range(2)] == ["клиенты.xlsx · 1", "продажи.xlsx · 4 · 1 cannot be used"]
    assert len(checked_rows(page)) == 4
    card.sheet_box.setCurrentIndex(0)
    card.sheet_box.activated.emit(0)
    assert checked_rows(page) == {2: "goes in"}


def test_corrections_outlive_a_way_back_to_the_columns(page: ImportPage, sales: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    type_over(card, 2, DATE, "28.02.2025")
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "goes in")
    page.go_back()
    assert step(page) == COLUMNS
    page.check()
    assert checked_rows(page)[6] == "goes in"


def test_leaving_corrected_rows_is_asked_about(page: ImportPage, sales: Path, messages: FakeMessages, qtbot) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    type_over(card, 2, DATE, "28.02.2025")
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "goes in")
    page.go_back()
    page.go_back()
    assert messages.questions == ["Leave these files?"]
    assert step(page) == COLUMNS


def test_only_what_keeps_a_row_out_is_blamed(page: ImportPage, workbook: Callable[..., Path]) -> None:
    rows = [
        ["ФИО", "Телефон", "Дата", "Сумма", "День рождения"],
        ["Ким Анна", "12", "31.02.2025", "100", "31.06.1980"],
    ]
    card = check(page, workbook("продажи.xlsx", Продажи=rows))
    assert whole(card, 0, OUTCOME) == "cannot be used no such date"
    tones = [card.model.data(card.model.index(0, column), CELL).tone for column in range(2, 7)]
    assert tones == ["skipped", "warn", "bad", "skipped", "warn"]


def test_a_fine_row_of_a_large_file_is_opened_as_it_was_read(
    page: ImportPage, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_told, "QUICK_CELLS", 0)
    card = check(page, sales)
    found = [card.model.data(card.model.index(0, column), Qt.ItemDataRole.EditRole) for column in range(2, 7)]
    assert found == ["Крылова Ольга Петровна", "+79052211408", "2025-11-12", "Эфиопия 250 г", "2940.00"]
    assert card.model.data(card.model.index(2, DATE), Qt.ItemDataRole.EditRole) == "31.02.2025"


def test_tab_goes_down_the_check_and_leaves_it_at_the_buttons(page: ImportPage, sales: Path) -> None:
    card = check(page, sales)
    card.filters.chips[ALL].setFocus()
    seen = []
    for _stop in range(6):
        seen.append(page.window().focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    chips = [card.filters.chips[kind] for kind in (ALL, State.NEW, State.FAILED)]
    assert seen[:5] == [*chips, card.search, card.table]
    assert seen[5] is page.check_step.back_button


def test_every_button_of_the_last_step_is_reached_by_tab(page: ImportPage, sales: Path) -> None:
    check(page, sales)
    page.start_import()
    page.done_step.today_button.setFocus()
    seen = set()
    for _stop in range(8):
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        seen.add(page.window().focusWidget())
    assert set(page.done_step.footer.buttons) <= seen


def test_enter_ends_typing_and_a_corrected_row_is_not_called_unreadable(page: ImportPage, sales: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    card = check(page, sales)
    card.table.setFocus()
    card.table.setCurrentIndex(card.model.index(2, DATE))
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    field(card).setText("28.02.2025")
    QTest.keyClick(field(card), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checked_rows(page)[6] == "goes in")
    assert not card.table.is_editing()
    assert "Every row can be used." in [shown.text() for shown in visible(page.check_step, QLabel)]


def test_a_table_that_is_entered_stands_at_the_first_cell_to_type_in(page: ImportPage, sales: Path) -> None:
    card = check(page, sales)
    card.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert (card.table.currentIndex().row(), card.table.currentIndex().column()) == (0, OUTCOME + 1)
    QTest.keyClick(card.table, Qt.Key.Key_F2)
    assert field(card).text() == "Крылова Ольга Петровна"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_a_key_on_the_outcome_opens_the_next_cell_and_imports_nothing(
    page: ImportPage, sales: Path, key: Qt.Key
) -> None:
    card = check(page, sales)
    card.table.setFocus()
    card.table.setCurrentIndex(card.model.index(1, OUTCOME))
    QTest.keyClick(card.table, key)
    assert field(card).text() == "Ли Дмитрий Олегович"
    assert step(page) == CHECK


def test_tab_stops_at_a_row_that_is_not_read_yet(page: ImportPage, sales: Path) -> None:
    card = check(page, sales)
    asked: list[int] = []
    card.model._blocks.clear()
    card.model._ask = lambda number, _ids: asked.append(number)
    card.table.setCurrentIndex(card.model.index(0, 2))
    after = card.table.moveCursor(card.table.CursorAction.MoveNext, Qt.KeyboardModifier.NoModifier)
    assert (after.row(), after.column()) == (0, 2)
    assert asked == [0]


def test_a_cell_asked_for_before_its_row_was_read_opens_when_it_comes(page: ImportPage, sales: Path) -> None:
    card = check(page, sales)
    rows = [card.model.row_at(place) for place in range(card.model.rowCount())]
    card.table.setFocus()
    card.table.setCurrentIndex(card.model.index(1, PHONE))
    card.model._blocks.clear()
    card.model._ask = lambda _number, _ids: None
    QTest.keyClick(card.table, Qt.Key.Key_F2)
    assert not card.table.is_editing()
    card.model.set_block(0, [row for row in rows if row is not None])
    assert field(card).text() == "8 914 555-01-20"
