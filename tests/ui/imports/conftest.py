"""Real files as a shop has them, written anew for each test, and the page that imports them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.context import AppContext
from app.ui.imports.page import ImportPage

SALES = [
    ["Продажи кофейни"],
    [],
    ["ФИО", "Телефон", "Дата", "Товар", "Сумма, руб"],
    ["Крылова Ольга Петровна", "8 (905) 221-14-08", "12.11.2025", "Эфиопия 250 г", "2 940,00"],
    ["Ли Дмитрий Олегович", "8 914 555-01-20", "03.10.2025", "Колумбия 250 г", "1 890,00"],
    ["Жукова Мария Ильинична", "+7 916 404-55-66", "31.02.2025", "Кения 250 г", "1 470,00"],
    ["Крылова Ольга Петровна", "8 (905) 221-14-08", "01.12.2025", "Кения 250 г", "1 470,00"],
]
CLIENTS = [
    ["Фамилия", "Имя", "Телефон", "День рождения", "Город"],
    ["Орлова", "Мария", "8 921 000-86-70", "14.03.1985", "Тверь"],
    ["Зайцев", "Игорь", "12", "31.06.1980", "Тверь"],
]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes an .xlsx: sheet name -> rows; names in `hidden` are hidden."""

    def write(name: str, hidden: Sequence[str] = (), **sheets: list[list[object]]) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            sheet.sheet_state = "hidden" if title in hidden else "visible"
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def sales(workbook: Callable[..., Path]) -> Path:
    """Three purchases of two clients, and one on a day that does not exist."""
    return workbook("продажи.xlsx", Продажи=SALES)


@pytest.fixture
def old_clients(tmp_path: Path) -> Path:
    """Two clients in an .xls, one with a phone and a birthday that cannot be."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Клиенты")
    for row, cells in enumerate(CLIENTS):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    path = tmp_path / "клиенты.xls"
    book.save(str(path))
    return path


@pytest.fixture
def page(context: AppContext, qtbot) -> Iterator[ImportPage]:  # type: ignore[no-untyped-def]
    """The page in a window of its own."""
    window = QWidget()
    qtbot.addWidget(window)
    made = ImportPage(context)
    made.setParent(window)
    made.resize(1100, 700)
    made.reload()
    context.events.changed.connect(lambda areas: made.reload() if areas & made.areas else None)
    window.resize(1100, 700)
    window.show()
    yield made
    made.start_over()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """What the reader takes for a workbook that Excel encrypted: its envelope."""
    path = tmp_path / "закрыто.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
    )
    return path
