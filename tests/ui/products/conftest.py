"""A shop with a few products, and their page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.services.products.data import ProductData
from app.services.products.save import archive_products, save_product
from app.ui.context import AppContext
from app.ui.products.page import ProductsPage
from tests.factories import NOW, make_client, sell


@pytest.fixture
def shop(context: AppContext) -> dict[str, int]:
    """Three products, one of them sold, and one that is archived."""
    db, today = context.db, context.today()
    ids = {
        name: save_product(db, ProductData(name, category=category, price=price, cost=cost), NOW)
        for name, category, price, cost in (
            ("Beans", "Coffee", 90_000, 45_000),
            ("Filters", "", 30_000, None),
            ("Tea", "Tea", 20_000, 19_000),
            ("Gone", "Tea", None, None),
        )
    }
    archive_products(db, [ids["Gone"]], True, NOW)
    client = make_client(db)
    sell(db, client, today - timedelta(days=40), 80_000, "Beans")
    sell(db, client, today - timedelta(days=2), 90_000, "Beans")
    return ids


@pytest.fixture
def page(context: AppContext, qtbot: QtBot) -> ProductsPage:
    made = ProductsPage(context)
    context.events.changed.connect(lambda areas: made.reload() if made.areas & areas else None)
    qtbot.addWidget(made)
    made.resize(1700, 700)
    made.show()
    made.reload()
    return made
