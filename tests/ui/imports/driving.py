"""Looking at the import page and pressing its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from app.models.database import Database
from app.services.clients.find import get_client_rows, list_client_ids
from app.ui.imports.notice import Notice
from app.ui.imports.page import ImportPage

if TYPE_CHECKING:
    pass

Shown = TypeVar("Shown", bound=QWidget)


def names(db: Database) -> list[str]:
    return [row.name for row in get_client_rows(db, list_client_ids(db))]


def step(page: ImportPage) -> int:
    return page.steps.currentIndex()


def visible(parent: QWidget, kind: type[Shown]) -> list[Shown]:
    """The children of this kind that are on the screen once the layouts have settled."""
    QApplication.sendPostedEvents()
    return [child for child in parent.findChildren(kind) if child.isVisible()]


def notices(page: ImportPage) -> list[Notice]:
    return visible(page.file_step.notices, Notice)


def press(page: ImportPage, text: str) -> None:
    """Press the visible button with this text."""
    buttons = visible(page, QPushButton)
    found = [button for button in buttons if button.text() == text]
    assert len(found) == 1, [button.text() for button in buttons]
    found[0].click()


def shown_cells(page: ImportPage, row: int) -> list[str]:
    model = page.columns_step.preview.rows
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def checked_rows(page: ImportPage) -> dict[int, str]:
    """Row of the file -> what becomes of it, as the check shows it."""
    model = page.check_step.rows.model
    texts = [[model.data(model.index(row, column)) for column in range(2)] for row in range(model.rowCount())]
    return {int(number): outcome for number, outcome in texts}


def choose_encoding(page: ImportPage, encoding: str) -> None:
    box = next(box for box in visible(page.columns_step, QComboBox) if "letters" in box.accessibleName())
    box.setCurrentIndex(box.findData(encoding))
    box.activated.emit(box.currentIndex())
