"""What the owner is asked or told about a file before it goes in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from PySide6.QtWidgets import QCheckBox

from app.services.settings import get_settings
from app.ui.context import AppContext
from app.ui.imports.page import ImportPage

if TYPE_CHECKING:
    pass

from tests.ui.imports.driving import visible


def test_the_currency_is_asked_before_the_first_import_and_not_again(
    page: ImportPage, sales: Path, context: AppContext
) -> None:
    page.reload()
    page.open_files([sales])
    row = page.columns_step.currency
    assert visible(page, type(row)) == [row]
    assert row.box.currentData() == "RUB"
    for code in ("KZT", "RUB"):  # the file says roubles, so the first choice leads to a question
        row.box.setCurrentIndex(row.box.findData(code))
        row.box.activated.emit(row.box.currentIndex())
        assert get_settings(context.db).currency == context.settings.currency == code
    page.check()
    page.start_import()
    page.start_over()
    page.reload()
    page.open_files([sales])
    assert visible(page, type(row)) == []


def test_hidden_rows_are_told_and_read_when_asked_for(page: ImportPage, tmp_path: Path) -> None:
    book = Workbook()
    for cells in (("ФИО", "Телефон"), ("Крылова Ольга", "89052211408"), ("Пак Игорь", "89990102233")):
        book.active.append(cells)
    book.active.row_dimensions[3].hidden = True
    path = tmp_path / "клиенты.xlsx"
    book.save(path)
    page.open_files([path])
    (box,) = visible(page.columns_step, QCheckBox)
    assert "1 hidden row is left out." in page.columns_step.head.sentence.text()
    assert page.columns_step.check_button.text() == "Check 1 row"
    box.click()
    assert "hidden" not in page.columns_step.head.sentence.text()
    assert page.columns_step.check_button.text() == "Check 2 rows"
    (box,) = visible(page.columns_step, QCheckBox)
    assert box.isChecked()
