"""The import page over the real services and real files, without threads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.models.database import Database
from app.services.imports.rows import Field
from app.services.settings import get_settings
from app.ui.context import AppContext
from app.ui.imports.page import CHECK, COLUMNS, DONE, FILE, ImportPage

if TYPE_CHECKING:
    from tests.ui.conftest import FakeMessages

from tests.ui.imports.driving import checked_rows, choose_encoding, names, notices, press, shown_cells, step, visible


def test_a_file_goes_from_the_drop_to_the_shop_in_three_presses_of_enter(
    page: ImportPage, sales: Path, db: Database, messages: FakeMessages
) -> None:
    messages.files = [sales]
    page.setFocus()
    for reached in (COLUMNS, CHECK, DONE):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
        assert step(page) == reached
    assert names(db) == ["Крылова Ольга Петровна", "Ли Дмитрий Олегович"]
    assert page.done_step.title.text() == "2 clients and 3 purchases came in"


def test_columns_are_shown_with_examples_and_the_first_rows(page: ImportPage, sales: Path) -> None:
    page.open_files([sales])
    chosen = [box.field() for box in page.columns_step.columns.boxes]
    assert chosen == [Field.NAME, Field.PHONE, Field.DATE, Field.PRODUCT, Field.SUM]
    assert shown_cells(page, 0) == [
        "4", "Крылова Ольга Петровна", "+7 905 221-14-08", "12 Nov 2025", "Эфиопия 250 г", "2,940.00",
    ]  # fmt: skip
    assert shown_cells(page, 2)[3] == "31.02.2025 — no such date"
    assert page.columns_step.failed.text() == "1 with a mistake"
    assert page.strip.subject.text() == "продажи.xlsx · sheet “Продажи” · 4 rows"


def test_changing_a_column_reads_the_rows_anew_and_frees_the_other_column(page: ImportPage, sales: Path) -> None:
    page.open_files([sales])
    boxes = page.columns_step.columns.boxes
    boxes[0].field_chosen.emit(Field.PRODUCT)
    assert [box.field() for box in boxes] == [Field.PRODUCT, Field.PHONE, Field.DATE, Field.IGNORE, Field.SUM]
    assert shown_cells(page, 0)[3] == "Крылова Ольга Петровна"


def test_the_check_writes_nothing_and_says_what_would_come(page: ImportPage, sales: Path, db: Database) -> None:
    page.open_files([sales])
    page.check()
    tiles = [tile.figure.text() for tile in page.check_step.tiles.tiles]
    assert tiles == ["2", "3", "3", "1"]
    assert page.check_step.import_button.text() == "Import 3 rows"
    assert checked_rows(page) == {4: "goes in", 5: "goes in", 6: "cannot be used", 7: "goes in"}
    assert names(db) == []


def test_several_files_go_in_together(page: ImportPage, sales: Path, old_clients: Path, db: Database) -> None:
    page.open_files([sales, old_clients])
    assert len(page.columns_step.sheets.rows) == 2
    page.check()
    page.start_import()
    assert len(names(db)) == 4
    assert len(page.taking_back.past.rows) == 2


def test_a_hidden_sheet_stays_out_until_it_is_ticked(
    page: ImportPage, workbook: Callable[..., Path], db: Database
) -> None:
    rows = [["ФИО", "Телефон"], ["Белова Анна Павловна", "8 916 111-22-33"]]
    hidden = [["ФИО", "Телефон"], ["Серова Вера Павловна", "8 916 111-22-44"]]
    page.open_files([workbook("книга.xlsx", hidden=["Старые"], Клиенты=rows, Старые=hidden)])
    box = page.columns_step.sheets.rows[1].box
    assert not box.isChecked()
    assert page.columns_step.check_button.text() == "Check 1 row"
    box.click()
    assert page.columns_step.check_button.text() == "Check 2 rows"
    page.check()
    page.start_import()
    assert len(names(db)) == 2


def test_a_sheet_without_anything_for_the_shop_is_taken_once_a_column_is_named(
    page: ImportPage, workbook: Callable[..., Path]
) -> None:
    sheet = [["a", "b"], ["раз", "два"], ["три", "четыре"]]
    people = [["ФИО", "Телефон"], ["Белова Анна Павловна", "8 916 111-22-33"]]
    page.open_files([workbook("книга.xlsx", Клиенты=people, Прочее=sheet)])
    row = page.columns_step.sheets.rows[1]
    assert not row.box.isEnabled()
    row.chosen.emit()
    page.columns_step.columns.boxes[0].field_chosen.emit(Field.NAME)
    assert row.box.isEnabled()
    assert row.box.isChecked()


def test_bad_files_are_told_on_the_page_and_the_others_go_on(
    page: ImportPage, sales: Path, tmp_path: Path, db: Database, messages: FakeMessages
) -> None:
    broken = tmp_path / "фото.xlsx"
    broken.write_bytes(b"\x89PNG not a workbook at all")
    page.open_files([broken, sales, tmp_path / "нет.xlsx"])
    assert step(page) == FILE
    said = [notice.sentence.text() for notice in notices(page)]
    assert said == [
        "“фото.xlsx” is not a spreadsheet. Choose an Excel file (.xlsx, .xls, .ods) or a .csv.",
        "There is no file “нет.xlsx”. Check the name and the folder.",
    ]
    press(page, "Go on with 1 file")
    assert step(page) == COLUMNS
    page.check()
    page.start_import()
    assert len(names(db)) == 2
    assert messages.errors == []


def test_leaving_out_the_last_bad_file_leads_on(page: ImportPage, sales: Path, tmp_path: Path) -> None:
    page.open_files([tmp_path / "нет.xlsx", sales])
    press(page, "Leave it out")
    assert step(page) == COLUMNS


def test_a_file_that_was_put_right_meanwhile_can_be_tried_again(page: ImportPage, sales: Path, tmp_path: Path) -> None:
    later = tmp_path / "позже.xlsx"
    page.open_files([later])
    later.write_bytes(sales.read_bytes())
    press(page, "Try again")
    assert step(page) == COLUMNS


def test_a_wrong_password_is_told_and_the_field_stays(page: ImportPage, locked: Path) -> None:
    page.open_files([locked])
    field = page.file_step.notices.findChildren(QLineEdit)[0]
    field.setText("не тот")
    field.returnPressed.emit()
    assert page.looking.draft.files[0].password == "не тот"
    assert len(notices(page)) == 1


def test_another_currency_is_asked_about_on_the_page(
    page: ImportPage, workbook: Callable[..., Path], db: Database
) -> None:
    rows = [["Client", "Date", "Total, $"], ["John Smith", "2024-01-02", "$10.50"], ["Mary Ann", "2024-02-02", "$12"]]
    path = workbook("usd.xlsx", Sales=rows)
    page.open_files([path])
    assert "US Dollar" in notices(page)[0].sentence.text()
    press(page, "The file is in RUB")
    assert step(page) == COLUMNS
    page.start_over()
    page.open_files([path])
    press(page, "The shop counts in USD")
    assert step(page) == COLUMNS
    assert get_settings(db).currency == "USD"


def test_a_text_file_can_be_read_in_another_encoding(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "клиенты.csv"
    path.write_bytes("ФИО;Телефон\nБелова Анна Павловна;8 916 111-22-33\n".encode("cp1251"))
    page.open_files([path])
    assert shown_cells(page, 0)[1] == "Белова Анна Павловна"
    choose_encoding(page, "cp866")
    assert page.columns_step.columns.boxes[0].accessibleName() == "What the column “╘╚╬” is"
    assert not page.columns_step.check_button.isEnabled()
    choose_encoding(page, "cp1251")
    assert shown_cells(page, 0)[1] == "Белова Анна Павловна"


def test_escape_goes_back_step_by_step(page: ImportPage, sales: Path) -> None:
    page.open_files([sales])
    page.check()
    assert page.go_back()
    assert step(page) == COLUMNS
    assert page.go_back()
    assert step(page) == FILE
    assert not page.go_back()


def test_going_back_asks_only_when_a_choice_would_be_lost(
    page: ImportPage, sales: Path, messages: FakeMessages
) -> None:
    page.open_files([sales])
    page.columns_step.columns.boxes[3].field_chosen.emit(Field.NOTE)
    messages.answer = False
    page.go_back()
    assert step(page) == COLUMNS
    assert messages.questions == ["Leave these files?"]
    messages.answer = True
    page.go_back()
    assert step(page) == FILE


def test_the_files_survive_a_change_of_language_or_theme(
    page: ImportPage,
    context: AppContext,
    sales: Path,
    qtbot,  # type: ignore[no-untyped-def]
) -> None:
    page.open_files([sales])
    page.columns_step.columns.boxes[3].field_chosen.emit(Field.NOTE)
    again = ImportPage(context)
    qtbot.addWidget(again)
    again.restore(page.state())
    assert step(again) == COLUMNS
    assert again.columns_step.columns.boxes[3].field() is Field.NOTE
    again.start_over()


def test_a_large_file_shows_its_first_rows_before_it_is_read(
    page: ImportPage, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.looking, "_inspect", lambda: None)
    page.open_files([sales])
    assert step(page) == COLUMNS
    assert shown_cells(page, 0)[1] == "Крылова Ольга Петровна"
    assert page.columns_step.check_button.text() == "Reading the file to its end…"
    assert not page.columns_step.check_button.isEnabled()


def test_columns_set_on_the_first_rows_stay_when_the_file_is_read(
    page: ImportPage, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspect = page.looking._inspect
    monkeypatch.setattr(page.looking, "_inspect", lambda: None)
    page.open_files([sales])
    page.columns_step.columns.boxes[3].field_chosen.emit(Field.NOTE)
    inspect()
    assert page.columns_step.columns.boxes[3].field() is Field.NOTE
    assert page.columns_step.check_button.text() == "Check 4 rows"


def test_a_workbook_that_begins_with_something_else_is_shown_at_its_clients(
    page: ImportPage, workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    inspect = page.looking._inspect
    monkeypatch.setattr(page.looking, "_inspect", lambda: None)
    sheet = [["ФИО", "Телефон", "Дата", "Сумма"], ["Крылова Ольга", "8 905 221-14-08", "12.11.2025", "2 940,00"]]
    page.open_files([workbook("книга.xlsx", Доставка=[["Вес, кг", "Дней в пути"], [2, 3]], Продажи=sheet)])
    assert len(page.columns_step.sheets.rows) == 1  # all that is known while the file is being read
    inspect()
    file_and_sheet = page.columns_step.current()
    assert file_and_sheet is not None
    assert file_and_sheet[1].info.name == "Продажи"


def test_the_way_on_from_a_finished_import_is_today(page: ImportPage, sales: Path, context: AppContext) -> None:
    asked: list[str] = []
    context.events.show_page.connect(asked.append)
    page.open_files([sales])
    page.check()
    page.start_import()
    press(page, "Show who is due today")
    assert asked == ["today"]


def test_tab_goes_down_the_page_and_arrows_choose_the_sheet(page: ImportPage, sales: Path, old_clients: Path) -> None:
    page.open_files([sales, old_clients])
    rows = page.columns_step.sheets.rows
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert page.strip.subject.text().startswith("клиенты.xls")
    step = page.columns_step
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    stops = [*step.head.stops(), *step.questions.stops(), *step.columns.stops()]
    for box in (stop for stop in stops if stop.isVisible()):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is box


def test_cells_that_were_left_out_are_told_before_the_import(page: ImportPage, old_clients: Path) -> None:
    page.open_files([old_clients])
    page.check()
    assert any("in 1 of them a cell that cannot be read" in shown.text() for shown in visible(page.check_step, QLabel))


def test_the_focus_stays_on_the_page_when_import_is_pressed(page: ImportPage, sales: Path, qtbot) -> None:  # type: ignore[no-untyped-def]
    beside = QPushButton("Clients", page.window())
    beside.show()
    page.open_files([sales])
    page.check()
    page.check_step.import_button.setFocus()
    page.check_step.import_button.click()
    assert step(page) == DONE
    assert page.done_step.today_button.hasFocus()
