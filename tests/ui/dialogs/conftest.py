"""A dialog of a sale over a shop with two products."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from app.services.products.data import ProductData
from app.services.products.save import save_product
from app.ui.context import AppContext
from app.ui.dialogs.sale import SaleDialog, SaleStart
from tests.factories import NOW
from tests.ui.dialogs.selling import FILTERS, KENYA
from tests.ui.driving import show_dialog


@pytest.fixture
def kenya(context: AppContext) -> int:
    data = ProductData("Kenya 250 g", sku="KE-250", barcode=KENYA, price=65_000, unit="pcs")
    return save_product(context.db, data, NOW - timedelta(days=90))


@pytest.fixture
def filters(context: AppContext) -> int:
    return save_product(context.db, ProductData("Filters V60", barcode=FILTERS, price=30_050), NOW)


@pytest.fixture
def opened(context: AppContext, parent: QWidget, qtbot: Any) -> Callable[..., SaleDialog]:
    def made(start: SaleStart | int | None = None) -> SaleDialog:
        return show_dialog(SaleDialog(context, start, parent), qtbot)

    return made
