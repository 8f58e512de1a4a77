"""A shop in which some people stand twice, and the page that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.models.database import Database
from app.services.clients.data import Birthday, ClientData
from app.services.clients.save import save_client
from app.ui.context import AppContext
from app.ui.duplicates.page import DuplicatesPage
from tests.factories import NOW, make_client, sell
from tests.ui.duplicates.driving import Twice, phone


@pytest.fixture
def twice(db: Database) -> Twice:
    """Olga with a phone, twice, under her short name the second time; Igor with a birthday, twice; and three others."""
    olga = make_client(db, "Крылова Ольга Петровна", phone="+7 905 221-14-08", birthday=Birthday(3, 14, 1985))
    sell(db, olga, date(2026, 11, 2))
    olya = save_client(
        db,
        ClientData(
            "Крылова Оля",
            contacts=(phone("8 905 221 14 08"), phone("+7 916 000-11-22")),
            city="Тверь",
            card="0042",
            tags=("опт",),
        ),
        NOW,
    )
    igor = make_client(db, "Пак Игорь Львович", phone="+7 916 111-88-77", birthday=Birthday(9, 11, 1991))
    again = save_client(
        db,
        ClientData("Пак Игорь Львович", birthday=Birthday(9, 11, 1991), contacts=(phone("+7 916 111-99-66"),)),
        NOW,
    )
    for name in ("Зуев Глеб Львович", "Громов Олег Ильич", "Орлова Мария"):
        make_client(db, name)
    return Twice(olga, olya, igor, again)


@pytest.fixture
def page(context: AppContext) -> Iterator[DuplicatesPage]:
    """The page in a window of its own; what is changed is read again, as in the main window."""
    window = QWidget()
    made = DuplicatesPage(context)
    made.setParent(window)
    made.resize(1140, 700)
    context.events.changed.connect(lambda areas: made.reload() if areas & made.areas else None)
    window.resize(1140, 700)
    window.show()
    yield made
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
