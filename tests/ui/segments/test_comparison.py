"""The view Who comes back: both sides with their figures, what was begun with, and the clients behind the names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.database import Database
from app.services.clients.data import ClientData
from app.services.clients.find import list_client_ids
from app.services.clients.save import save_client
from app.ui.context import AppContext
from app.ui.segments.comparison import WhoComesBack
from tests.factories import NOW, sell
from tests.ui.driving import told

TODAY = NOW.date()
LONG_AGO = TODAY - timedelta(days=200)


def _buyer(db: Database, number: int, source: str, product: str, *days: int) -> int:
    client = save_client(db, ClientData(f"№ {number}", source=source), NOW)
    for ago in days:
        sell(db, client, TODAY - timedelta(days=ago), 100_000, product)
    return client


@pytest.fixture
def view(qtbot: Any, context: AppContext) -> WhoComesBack:
    made = WhoComesBack(context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_both_sides_and_what_is_unlike_are_told(db: Database, view: WhoComesBack) -> None:
    for number in range(12):
        _buyer(db, number, "Instagram", "Кофе", 200, 150)
    for number in range(12, 24):
        _buyer(db, number, "ярмарка", "Чай", 200)
    _buyer(db, 24, "ярмарка", "Чай", 10)
    view.reload()
    text = told(view)
    assert "Of 24 clients who first came over 90 days ago 12 came again: 50 %." in text
    assert "1 client came once in the last 90 days" in text
    for line in ("Instagram", "ярмарка", "Кофе", "Чай", "more than usual", "less than usual", "100 %", "0 %"):
        assert line in text.replace("\u202f", " ") or line in [link.accessibleName() for link in view.links]


def test_a_name_leads_to_its_clients(qtbot: Any, context: AppContext, db: Database, view: WhoComesBack) -> None:
    again, once = _buyer(db, 1, "сайт", "Кофе", 200, 100), _buyer(db, 2, "", "Чай", 200)
    view.reload()
    view.setFocus()
    led = {}
    for link in view.links:
        assert link.isVisible()
        link.setFocus()
        with qtbot.waitSignal(context.events.show_clients) as asked:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        where, title = asked.args
        led[title] = list(list_client_ids(db, where=where, today=TODAY))
    assert led == {
        "came again": [again],
        "came once": [once],
        "сайт": [again],
        "not known": [once],
        "Кофе": [again],
        "Чай": [once],
    }


def test_before_anybody_had_time_to_come_again_the_page_teaches(db: Database, view: WhoComesBack) -> None:
    _buyer(db, 1, "сайт", "Кофе", 5)
    view.reload()
    assert "three months" in told(view)
    assert view.links == []
