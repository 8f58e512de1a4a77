"""The example workbook, and a table pasted from the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.ui.context import AppContext
from app.ui.imports.other_ways import pasted_files
from app.ui.imports.page import COLUMNS, FILE, ImportPage
from tests.ui.driving import Toasts

COPIED = "ФИО\tТелефон\tДата\tСумма\r\nКрылова Ольга\t8 905 221-14-08\t12.10.2026\t1 890,50\r\n"


@pytest.fixture(autouse=True)
def clipboard(qapp: Any) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def test_a_range_copied_in_excel_is_imported(page: ImportPage) -> None:
    QGuiApplication.clipboard().setText(COPIED)
    page.ways.paste_button.click()
    assert page.steps.currentIndex() == COLUMNS
    found = page.columns_step.current()
    assert found is not None
    file, sheet = found
    assert file.path.name == "from the clipboard.tsv"
    assert sheet.info.rows == 1
    assert [str(column.field) for column in sheet.info.columns] == ["name", "phone", "date", "sum"]


def test_ctrl_v_pastes_on_the_page(page: ImportPage) -> None:
    QGuiApplication.clipboard().setText(COPIED)
    page.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.steps.currentIndex() == COLUMNS


def test_copied_files_are_opened_themselves(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert pasted_files(data) == [file]


def test_a_clipboard_without_a_table_is_told(page: ImportPage, toasts: Toasts) -> None:
    QGuiApplication.clipboard().setText("просто слова")
    page.ways.paste_button.click()
    assert page.steps.currentIndex() == FILE
    assert "no table on the clipboard" in toasts[-1][0]


def test_the_example_is_saved_and_can_be_dropped_at_once(
    page: ImportPage, context: AppContext, messages: Any, tmp_path: Path
) -> None:
    written: list[Path] = []
    context.events.file_written.connect(written.append)
    messages.place = tmp_path / "example.xlsx"
    page.ways.example_button.click()
    assert written == [messages.place]
    page.open_files(written)
    page.check()
    figures = page.checking.figures
    assert figures is not None
    assert (figures.clients_created, figures.purchases_created, figures.rows_failed) == (2, 2, 0)
