"""The panel beside the table: an open case is seen and moved on there, figures are shown whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.models.database import Database
from app.models.enums import Area, CaseKind
from app.services.aftersale.cases import CaseData, open_cases, save_case
from app.ui.clients.page import ClientsPage
from app.ui.context import AppContext
from tests.factories import NOW, make_client, sell
from tests.ui.driving import Toasts, show_page, told

TODAY = date(2026, 11, 21)


@pytest.fixture
def olga(db: Database) -> int:
    made = make_client(db, "Крылова Ольга")
    save_case(db, CaseData(made, CaseKind.COMPLAINT, "Sour beans", date(2026, 11, 16)), NOW)
    return made


@pytest.fixture
def page(qtbot: Any, context: AppContext, olga: int) -> ClientsPage:
    made = show_page(ClientsPage(context), qtbot, 1160, 760)
    made.reload()
    qtbot.waitUntil(lambda: not made.is_busy())
    return made


def test_an_open_case_stands_in_the_panel_and_is_closed_from_there(
    page: ClientsPage, db: Database, olga: int, toasts: Toasts, qtbot: Any
) -> None:
    assert "Open complaint since 16 November: Sour beans" in told(page.panel)
    status = next(one for one in page.panel.findChildren(QPushButton) if one.text() == "Received")
    assert status.mapTo(page.panel, status.rect().bottomRight()).x() < page.panel.width()
    status.setFocus(Qt.FocusReason.TabFocusReason)
    next(act for act in status.menu().actions() if act.text() == "Closed").trigger()
    qtbot.waitUntil(lambda: not page.is_busy())
    assert open_cases(db, olga) == ()
    assert "Open complaint" not in told(page.panel)
    assert QApplication.focusWidget() is page.table
    undo: Callable[[], object] | None = toasts[-1][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: not page.is_busy())
    assert "Open complaint since 16 November: Sour beans" in told(page.panel)


def test_what_the_panel_tells_is_read_again_when_it_changes() -> None:
    assert {Area.AFTERSALE, Area.ENQUIRIES, Area.TASKS} <= ClientsPage.areas


def test_figures_are_whole_in_a_narrow_panel(page: ClientsPage, db: Database, olga: int, qtbot: Any) -> None:
    for days in (60, 40, 20):
        sell(db, olga, TODAY - timedelta(days=days), 12_345_678_900)
    page.resize(1060, 500)
    qtbot.waitUntil(lambda: not page.is_busy() and "370,370,367 ₽" in told(page.panel))
    figure = next(one for one in page.panel.findChildren(QLabel) if "370,3" in one.text())
    qtbot.waitUntil(lambda: figure.width() >= figure.sizeHint().width())
