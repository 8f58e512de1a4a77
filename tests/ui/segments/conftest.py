"""A page of segments over a shop of two dozen buyers and two who never bought."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.ui.context import AppContext
from app.ui.segments.page import SegmentsPage
from tests.factories import NOW, make_client, sell_many
from tests.ui.driving import show_filled

TODAY = NOW.date()


@pytest.fixture
def shop(context: AppContext) -> AppContext:
    """Buyers of one to nine visits at any distance; the dearest champion is Anna."""
    chance, sales = random.Random(8), []
    for number in range(24):
        client = make_client(context.db, f"Client {number}", phone=f"+790000000{number:02}")
        silent, gap = chance.randrange(200), chance.randrange(1, 40)
        for visit in range(chance.choice((1, 1, 1, 2, 3, 4, 6, 9))):
            sales.append((client, TODAY - timedelta(silent + gap * visit), chance.randrange(1_000, 90_000)))
    anna = make_client(context.db, "Anna", phone="+79001112233")
    sales += [(anna, TODAY - timedelta(1 + 10 * visit), 900_000) for visit in range(8)]
    sell_many(context.db, sales)
    for number in range(2):
        make_client(context.db, f"Nobody {number}")
    return context


@pytest.fixture
def page(shop: AppContext, qtbot: QtBot) -> SegmentsPage:
    return show_filled(SegmentsPage(shop), qtbot, 1160, 800)
