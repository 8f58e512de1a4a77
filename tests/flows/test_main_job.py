"""The main job in the real window with real threads: an old file goes in, somebody is due, something is sold."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.services.clients.card import get_client_card
from app.services.clients.find import find_clients, list_client_ids
from app.services.reminders.today.due import list_due
from app.ui.application import Program
from app.ui.dialogs.sale import SaleDialog
from app.ui.imports.page import CHECK, COLUMNS, DONE, ImportPage
from app.ui.today.page import TodayPage
from tests.flows.driving import WAIT, context_of
from tests.ui.driving import press_in_menu, told


@pytest.fixture
def old_file(tmp_path: Path, program: Program) -> Path:
    """What a shop really has: a title above the headings, a birthday today, a sum with kopecks after a dash."""
    today = context_of(program).today()
    book = Workbook()
    sheet = book.active
    sheet.append(["Клиенты и покупки"])
    sheet.append(["ФИО", "тел", "Д.Р.", "дата", "что брал", "Сумма, руб"])
    sheet.append(
        [
            "КРЫЛОВА ОЛЬГА",
            "8(905)221-14-08",
            f"{today:%d.%m}.1985",
            f"{today - timedelta(5):%d.%m.%Y}",
            "Кения",
            "940-00",
        ]
    )
    sheet.append(["Пак Игорь", 79990102233, None, f"{today - timedelta(9):%d.%m.%Y}", "Улун", "1 240"])
    path = tmp_path / "База (посл.).xlsx"
    book.save(path)
    return path


def test_an_old_file_becomes_clients_a_reminder_and_the_next_sale(program: Program, old_file: Path, qtbot: Any) -> None:
    context, window = context_of(program), program.window

    context.events.import_files.emit([old_file])
    page = window.current_page()
    assert isinstance(page, ImportPage)
    for step in (COLUMNS, CHECK, DONE):
        qtbot.waitUntil(lambda step=step: page.steps.currentIndex() == step or not page.is_busy(), timeout=WAIT)
        qtbot.waitUntil(lambda: page.primary().isVisible() and page.primary().isEnabled(), timeout=WAIT)
        if page.steps.currentIndex() != step:
            page.primary().click()
            qtbot.waitUntil(lambda step=step: page.steps.currentIndex() == step, timeout=WAIT)
    assert len(list_client_ids(context.db)) == 2

    window.show_page("today")
    today = window.current_page()
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(lambda: "Крылова Ольга" in told(today), timeout=WAIT)
    (item,) = list_due(context.db, context.today(), now=context.now())
    assert item.kind == "birthday"

    (olga,) = find_clients(context.db, "крылова")
    context.events.new_purchase.emit(olga.id)
    qtbot.waitUntil(lambda: window.findChild(SaleDialog) is not None, timeout=WAIT)
    dialog = window.findChild(SaleDialog)
    line = dialog.lines.lines[0]
    line.product.setText("Кения")
    line.price.setText("470")
    QTest.keyClick(line.price, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: get_client_card(context.db, olga.id).row.visits == 2, timeout=WAIT)
    assert get_client_card(context.db, olga.id).row.total == 141_000

    done = next(button for button in today.findChildren(QPushButton) if button.text() == "Done")
    done.click()
    press_in_menu(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: list_due(context.db, context.today(), now=context.now()) == [], timeout=WAIT)
    qtbot.waitUntil(lambda: "Крылова Ольга" not in told(today), timeout=WAIT)
