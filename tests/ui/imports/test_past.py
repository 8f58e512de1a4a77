"""What was imported: its history, taking it back, and its rejected rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel, QPushButton

from app.models.database import Database
from app.services.clients.find import list_client_ids
from app.ui.context import AppContext
from app.ui.imports.page import FILE, ImportPage
from app.ui.widgets.texts import ElidedLabel

if TYPE_CHECKING:
    from tests.ui.conftest import FakeMessages

from tests.factories import sell
from tests.services.imports.shop import bring
from tests.ui.imports.driving import names, press, step, visible


def test_importing_the_same_file_again_says_that_all_is_there(page: ImportPage, sales: Path) -> None:
    for _time in range(2):
        page.open_files([sales])
        page.check()
        page.start_import()
    assert page.done_step.title.text() == "Nothing new: all of it was here already"
    assert page.done_step.figures.tiles.tiles[1].note.text() == "3 are here already"


def test_an_import_is_taken_back_whole_and_marked(
    page: ImportPage, sales: Path, db: Database, messages: FakeMessages, toasts: list[tuple[str, object]]
) -> None:
    page.open_files([sales])
    page.check()
    page.start_import()
    messages.answer = True
    press(page, "Undo this import")
    assert names(db) == []
    assert toasts[-1][0] == "Taken back: 2 clients, 3 purchases."
    assert step(page) == FILE
    assert [label.text() for label in page.taking_back.past.rows[0].findChildren(ElidedLabel)] == ["продажи.xlsx"]
    named = [made.text() for made in visible(page.taking_back.past, QPushButton) if made.text()]
    assert named == ["1"]  # row to save as Excel


def test_a_past_import_can_be_taken_back_from_the_list(
    page: ImportPage, sales: Path, db: Database, messages: FakeMessages
) -> None:
    page.open_files([sales])
    page.check()
    page.start_import()
    page.start_over()
    messages.answer = False
    press(page, "Undo")
    assert len(names(db)) == 2
    messages.answer = True
    press(page, "Undo")
    assert names(db) == []
    assert messages.questions[-1] == "Take back the import of “продажи.xlsx”?"


def test_what_an_undo_leaves_is_listed_with_its_reasons(
    page: ImportPage, sales: Path, db: Database, messages: FakeMessages
) -> None:
    page.open_files([sales])
    page.check()
    page.start_import()
    page.start_over()
    buyer = list_client_ids(db)[0]
    sell(db, buyer, date(2026, 11, 1))
    messages.answer = True
    press(page, "Undo")
    ((sentence, lines),) = messages.told
    assert "Kept because you worked with them since: 1." in sentence
    assert lines == f"{names(db)[0]}: has later purchases"


def test_rejected_rows_are_saved_as_a_workbook(
    page: ImportPage, sales: Path, messages: FakeMessages, tmp_path: Path
) -> None:
    page.open_files([sales])
    page.check()
    page.start_import()
    messages.place = tmp_path / "rejected.xlsx"
    press(page, "Save rejected rows as Excel…")
    head, row = load_workbook(messages.place)["Продажи"].iter_rows(values_only=True)
    assert (head[2], row[2]) == ("Дата", "31.02.2025")
    assert (head[-1], row[-1]) == ("Regulars ✗: what was wrong", "Дата: no such date (“31.02.2025”)")


def test_the_history_tells_counts_and_saves_rejected_rows_again(
    page: ImportPage, sales: Path, messages: FakeMessages, tmp_path: Path
) -> None:
    page.open_files([sales])
    page.check()
    page.start_import()
    page.start_over()
    (row,) = page.taking_back.past.rows
    assert [shown.text() for shown in row.findChildren(QLabel)][1:] == ["продажи.xlsx", "2", "0", "3"]
    messages.place = tmp_path / "again.xlsx"
    press(page, "1")
    assert [cell.value for cell in load_workbook(messages.place).active[2]][2] == "31.02.2025"


def test_a_click_shows_the_clients_of_an_import(page: ImportPage, sales: Path, context: AppContext) -> None:
    shown: list[tuple[int, str]] = []
    context.events.show_batch.connect(lambda batch, file: shown.append((batch, file)))
    page.open_files([sales])
    page.check()
    page.start_import()
    page.start_over()
    press(page, "Clients")
    assert shown == [(1, "продажи.xlsx")]


def test_a_file_that_failed_stands_in_the_history_with_its_reason(
    page: ImportPage, sales: Path, tmp_path: Path, db: Database
) -> None:
    broken = tmp_path / "сломан.xlsx"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    bring(db, sales, broken)
    page.reload()
    (failed,) = [shown for shown in visible(page.taking_back.past, QLabel) if shown.text() == "could not be read"]
    assert "сломан.xlsx" in failed.toolTip()
