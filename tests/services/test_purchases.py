"""Receipts typed at the counter."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.errors import InvalidValue, NotFound
from app.services.products.find import find_products
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.money import line_sum
from app.services.purchases.save import add_purchase
from tests.factories import make_client

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "total"),
    [(1000, 189_050, 0, 189_050), (1500, 333, 0, 500), (500, 1, 0, 1), (250, 1, 0, 0), (2000, 100, 50, 150)],
)
def test_a_line_is_rounded_half_up(quantity: int, price: int, discount: int, total: int) -> None:
    assert line_sum(quantity, price, discount) == total


@given(st.integers(1, 100_000), st.integers(0, 10**9))
def test_a_line_is_never_half_a_unit_away_from_the_exact_sum(quantity: int, price: int) -> None:
    assert abs(2 * 1000 * line_sum(quantity, price) - 2 * quantity * price) <= 1000


def test_a_sale_adds_up_and_is_on_the_card(db: Database, now: datetime) -> None:
    client_id = make_client(db)
    lines = (LineData("Эфиопия 250 г", 2000, 89_000), LineData("Фильтры V60", 1000, 35_000, discount=5_000))
    add_purchase(db, PurchaseData(client_id, DAY, lines), now)
    card = get_client_card(db, client_id)
    assert (card.row.visits, card.row.total, card.row.last_visit) == (1, 208_000, DAY)
    assert [(line.product, line.sum) for line in card.purchases[0].lines] == [
        ("Эфиопия 250 г", 178_000),
        ("Фильтры V60", 30_000),
    ]


def test_a_product_is_known_again_whatever_its_case_and_spacing(db: Database, now: datetime) -> None:
    for name in ("Чай  Улун", "чай улун", "ЧАЙ УЛУН"):
        add_purchase(db, PurchaseData(None, DAY, (LineData(name, 1000, 100),)), now)
    assert [product.name for product in find_products(db, "улун")] == ["Чай Улун"]


def test_an_unknown_sum_is_a_visit_and_zero_is_not(db: Database, now: datetime) -> None:
    unknown, gift = make_client(db, "Анна"), make_client(db, "Олег")
    add_purchase(db, PurchaseData(unknown, DAY, (LineData("Кофе"),)), now)
    add_purchase(db, PurchaseData(gift, DAY, (LineData("Кофе", 1000, 0),)), now)
    assert get_client_card(db, unknown).row.visits == 1
    assert get_client_card(db, gift).row.visits == 0


@pytest.mark.parametrize(
    "data",
    [
        PurchaseData(None, DAY),
        PurchaseData(None, DAY, (LineData("  ", 1000, 100),)),
        PurchaseData(None, DAY, (LineData("Кофе", 0, 100),)),
        PurchaseData(None, DAY, (LineData("Кофе", 1000, -5),)),
    ],
)
def test_a_receipt_without_sense_is_refused(db: Database, now: datetime, data: PurchaseData) -> None:
    with pytest.raises(InvalidValue):
        add_purchase(db, data, now)
    assert find_products(db, "") == []


def test_nothing_is_sold_to_a_client_who_is_not_there(db: Database, now: datetime) -> None:
    with pytest.raises(NotFound):
        add_purchase(db, PurchaseData(99, DAY, (LineData("Кофе", 1000, 100),)), now)
    assert find_products(db, "") == []
