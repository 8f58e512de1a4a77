"""Products that stand on the same receipts: what is told, and what only chance brought together."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from app.models.database import Database
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase
from app.services.report.goods import read_goods
from app.services.report.period import Period
from app.services.report.products import ReceiptPair
from tests.factories import NOW

TODAY = date(2026, 11, 21)
YEAR = Period(TODAY - timedelta(days=364), TODAY)


def sell(db: Database, *products: str, day: date = TODAY) -> int:
    return add_purchase(db, PurchaseData(None, day, tuple(LineData(one, 1000, 100) for one in products)), NOW)


def read(db: Database, period: Period = YEAR) -> list[ReceiptPair]:
    with db.read() as session:
        return list(read_goods(session, period, TODAY, lambda: None).pairs)


def test_what_is_bought_together_on_one_receipt_is_found(db: Database) -> None:
    for _ in range(8):
        sell(db, "Турка", "Кофе")
    for product in ("Турка", "Кофе", *(("Чай",) * 14)):
        sell(db, product)

    [pair] = read(db)

    assert {pair.product, pair.other} == {"Турка", "Кофе"}
    assert pair.receipts == 8
    assert pair.lift == 8 * 24 / (9 * 9)  # of 24 receipts nine have each


def test_products_bought_by_chance_together_are_not_told(db: Database) -> None:
    random = Random(3)
    for _ in range(120):
        sell(db, *random.sample(("Турка", "Кофе", "Чай", "Мёд"), 2))

    assert read(db) == []


def test_other_days_and_what_went_back_do_not_count(db: Database) -> None:
    for n in range(16):
        sale = sell(db, "Турка", "Кофе", day=TODAY if n < 8 else YEAR.first - timedelta(days=1))
        sell(db, "Чай")
        if n < 3:
            return_purchase(db, sale, (), TODAY, None, NOW)

    [pair] = read(db)

    assert pair.receipts == 5
