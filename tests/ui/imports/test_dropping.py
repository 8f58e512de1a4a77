"""Files, folders and copied tables put on the import page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.imports.rows import Field
from app.ui.imports.page import COLUMNS, FILE, ImportPage

if TYPE_CHECKING:
    from tests.ui.conftest import FakeMessages

from tests.ui.imports.driving import notices, step


def drop_on(page: ImportPage, *paths: Path) -> None:
    """Drop files as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    page.dragEnterEvent(over)
    if over.isAccepted():
        page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))


def test_a_drop_anywhere_on_the_page_opens_the_files(page: ImportPage, sales: Path) -> None:
    drop_on(page, sales)
    assert step(page) == COLUMNS


def test_a_folder_is_dropped_with_all_its_tables(page: ImportPage, sales: Path, old_clients: Path) -> None:
    (sales.parent / "прочти.doc").write_text("no table")
    drop_on(page, sales.parent)
    assert [file.path.name for file in page.looking.draft.files] == [old_clients.name, sales.name]
    assert step(page) == COLUMNS


def test_a_folder_without_tables_is_told(page: ImportPage, tmp_path: Path) -> None:
    (tmp_path / "пусто").mkdir()
    drop_on(page, tmp_path / "пусто")
    assert step(page) == FILE
    assert "пусто" in notices(page)[0].sentence.text()


def test_other_files_may_be_dropped_on_later_steps_and_choices_are_not_lost_unasked(
    page: ImportPage, sales: Path, old_clients: Path, messages: FakeMessages
) -> None:
    page.open_files([sales])
    drop_on(page, old_clients)
    assert [file.path.name for file in page.looking.draft.files] == [old_clients.name]
    page.columns_step.columns.boxes[0].field_chosen.emit(Field.NAME)
    drop_on(page, sales)
    assert messages.questions == ["Import the new files instead of these?"]
    assert [file.path.name for file in page.looking.draft.files] == [old_clients.name]
    messages.answer = True
    drop_on(page, sales)
    assert [file.path.name for file in page.looking.draft.files] == [sales.name]


def test_a_table_is_pasted_on_any_step(page: ImportPage, sales: Path, qapp: QApplication) -> None:
    page.open_files([sales])
    page.check()
    qapp.clipboard().setText("ФИО\tТелефон\nКим Анна\t+7 916 404-55-66")
    QTest.keyClick(page.check_step.import_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert step(page) == COLUMNS
    assert [file.path.suffix for file in page.looking.draft.files] == [".tsv"]
