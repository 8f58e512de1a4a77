"""A shop with purchases of two years, and the page with its numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.models.database import Database
from app.ui.context import AppContext
from app.ui.reports.page import ReportsPage
from tests.factories import NOW, make_client, sell, sell_many
from tests.ui.driving import show_filled

TODAY = NOW.date()


@pytest.fixture
def bought(db: Database) -> list[int]:
    """Four clients: three bought every month of the last year and a half, the fourth once, lately."""
    made = [make_client(db, f"Client {n}") for n in range(4)]
    every_month = [TODAY - timedelta(days=30 * month) for month in range(18)]
    sell_many(db, [(client, day, 100_000) for client in made[:3] for day in every_month])
    sell(db, made[3], TODAY - timedelta(days=3), 200_000, "Beans")
    return made


@pytest.fixture
def page(context: AppContext, bought: list[int], qtbot: Any) -> ReportsPage:
    """The page of that shop, on the screen."""
    return show_filled(ReportsPage(context), qtbot)
