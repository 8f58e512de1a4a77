"""What stands on a printed receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.models.database import Database
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import get_purchase
from app.services.purchases.save import add_purchase
from app.services.settings import ShopSettings
from app.ui.dialogs.receipts.paper import receipt_html
from app.ui.printing import Paper, make_document
from tests.factories import NOW, make_client


def printed(db: Database, data: PurchaseData, paper: Paper, shop: str = "Кофейня & Ко") -> str:
    purchase = get_purchase(db, add_purchase(db, data, NOW))
    settings = replace(ShopSettings(), shop_name=shop)
    return make_document(lambda on: receipt_html(purchase, settings, on), paper).toPlainText().replace("\xa0", " ")


@pytest.mark.parametrize("paper", Paper)
def test_shop_number_day_lines_discount_total_and_payment_are_on_it(db: Database, qapp: object, paper: Paper) -> None:
    lines = (LineData("Кения <250>", 2000, 90_000), LineData("Фильтры", 1000, 30_000, 5_000))
    client = make_client(db, "Крылова Ольга")
    data = PurchaseData(client, date(2026, 11, 21), lines, receipt="17", payment="карта", note="до пятницы")
    text = printed(db, data, paper)
    for expected in ("Кофейня & Ко", "17", "21 November 2026", "Кения <250>", "Фильтры", "−50 ₽", "2,050 ₽"):
        assert expected in text
    assert "карта" in text
    assert "Крылова Ольга" in text
    assert "до пятницы" in text


def test_a_receipt_of_which_only_the_sum_is_known_has_its_sum(db: Database, qapp: object) -> None:
    text = printed(db, PurchaseData(None, date(2026, 11, 21), total=123_456), Paper.ROLL, shop="")
    assert "1,234.56 ₽" in text
    assert "R-1" in text
