"""Segments of the shop’s own where purchases and tasks are narrowed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.database import Database
from app.models.listing.filter_fields import Condition, Group
from app.services.clients.data import ClientData
from app.services.clients.listing.views import delete_view, save_view
from app.services.clients.save import save_client
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.purchases.asking import ValuePopup
from app.ui.purchases.page import PurchasesPage
from app.ui.tasks.page import TasksPage
from tests.factories import NOW, sell
from tests.ui.driving import show_filled

TODAY = NOW.date()


@pytest.fixture
def view(db: Database) -> int:
    """Two clients with a receipt and a task each; one of them is in the segment."""
    for name, tags in (("Анна", ("vip",)), ("Борис", ())):
        client = save_client(db, ClientData(name, tags=tags), NOW)
        sell(db, client, TODAY - timedelta(days=1))
        add_task(db, TaskData(client, f"Звонок: {name}", TODAY), NOW)
    return save_view(db, "Важные", Group("all", (Condition("tags", "any", ["vip"]),)), NOW)


def _titles(page: TasksPage) -> list[str]:
    tasks = page.list.tasks.tasks
    return [row.title for n in range(len(tasks.ids())) if (row := tasks.row_at(n)) is not None]


def test_the_tasks_of_a_segment(qtbot: Any, context: AppContext, db: Database, view: int) -> None:
    page = show_filled(TasksPage(context), qtbot)
    box = page.filters.segment
    assert box.isVisible()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _titles(page) == ["Звонок: Анна"])
    again = show_filled(TasksPage(context), qtbot)
    again.restore(page.state())
    again.reload()
    assert (_titles(again), again.filters.segment.currentText()) == (["Звонок: Анна"], "Важные")
    assert page.go_back()
    qtbot.waitUntil(lambda: len(_titles(page)) == 2)


def test_a_segment_that_is_gone_is_told_among_the_tasks(
    qtbot: Any, context: AppContext, db: Database, view: int
) -> None:
    page = show_filled(TasksPage(context), qtbot)
    page.filters.segment.setCurrentIndex(1)
    page.filters.segment.activated.emit(1)
    delete_view(db, view, NOW)
    qtbot.waitUntil(lambda: page.filters.segment.currentText() == "a segment that is no more")
    assert _titles(page) == []


def test_the_purchases_of_a_segment(qtbot: Any, context: AppContext, db: Database, view: int) -> None:
    page = show_filled(PurchasesPage(context), qtbot)
    page.strip.ask("segment")
    popup = page.strip.popup
    assert isinstance(popup, ValuePopup)
    qtbot.waitUntil(lambda: popup.list.list.item(0).text() == "Важные")
    QTest.mouseClick(
        popup.list.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=popup.list.list.visualItemRect(popup.list.list.item(0)).center(),
    )
    qtbot.waitUntil(lambda: page.shown.asked.view_id == view and not page.is_busy())
    assert page.table.model().rowCount() == 1
    assert dict(page.shown.names)["view_id"] == "Важные"
