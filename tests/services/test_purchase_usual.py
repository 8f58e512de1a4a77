"""What a client usually buys, the price of the last time, and the enquiry that a sale wins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.models.database import Database
from app.services.clients.merging.merge import merge_clients
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.save import save_enquiry
from app.services.errors import NotFound
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase
from app.services.purchases.usual import last_price, usual_products
from tests.factories import NOW, make_client, sell

TODAY = date(2026, 11, 21)


def buy(db: Database, client: int, days_ago: int, product: str, price: int = 100, quantity: int = 1000) -> int:
    """A receipt with one line; returns its id."""
    data = PurchaseData(client, TODAY - timedelta(days_ago), (LineData(product, quantity, price, price // 10),))
    return add_purchase(db, data, NOW)


def test_what_is_bought_often_and_lately_comes_first_at_its_last_price(db: Database) -> None:
    client, other = make_client(db, "Анна"), make_client(db, "Олег")
    for days_ago, price in ((200, 90), (20, 100), (5, 120)):
        buy(db, client, days_ago, "Кофе", price, 2000)
    for days_ago in (1100, 1080, 1060, 1040):
        buy(db, client, days_ago, "Чай")
    buy(db, client, 1, "Чашка")
    sell(db, other, TODAY, product="Сахар")
    usual = usual_products(db, client, TODAY)
    assert [(one.name, one.price, one.times, one.quantity, one.last_day) for one in usual] == [
        ("Кофе", 120, 3, 2000, TODAY - timedelta(5)),
        ("Чай", 100, 4, 1000, TODAY - timedelta(1040)),
    ]
    assert [one.name for one in usual_products(db, client, TODAY, limit=1)] == ["Кофе"]
    assert [one.times for one in usual_products(db, client, TODAY - timedelta(6))] == [2, 4]


def test_deleted_sales_and_archived_products_are_not_usual(db: Database) -> None:
    client = make_client(db)
    for days_ago in (30, 20):
        buy(db, client, days_ago, "Кофе")
        gone = buy(db, client, days_ago, "Чай")
    delete_purchase(db, gone, NOW)
    assert [one.name for one in usual_products(db, client, TODAY)] == ["Кофе"]
    with db.write() as session:
        session.execute(text("UPDATE product SET archived = 1"))
    assert usual_products(db, client, TODAY) == ()


def test_the_last_price_is_the_clients_own_and_a_return_does_not_change_it(db: Database) -> None:
    one, other = make_client(db, "Анна"), make_client(db, "Олег")
    sale = buy(db, one, 3, "Кофе", 150)
    product = get_purchase(db, sale).lines[0].product_id
    assert product is not None
    buy(db, other, 1, "Кофе", 170)
    return_purchase(db, sale, (), TODAY, None, NOW)
    assert (last_price(db, one, product), last_price(db, other, product)) == (150, 170)
    merge_clients(db, one, other, NOW)
    assert (last_price(db, one, product), last_price(db, other, product)) == (170, 170)
    with pytest.raises(NotFound):
        last_price(db, 99, product)


def test_where_a_file_told_only_sums_the_price_is_the_sum_by_the_quantity(db: Database) -> None:
    client = make_client(db)
    sale = buy(db, client, 3, "Кофе", 150, 3000)
    with db.write() as session:
        session.execute(text("UPDATE purchase_line SET price = NULL, sum = 400"))
    product = get_purchase(db, sale).lines[0].product_id
    assert product is not None
    assert last_price(db, client, product) == 133


def test_an_enquiry_won_by_a_sale_is_one_action_with_it(db: Database) -> None:
    enquiry = save_enquiry(db, EnquiryData(None, "кофемолка", "Нина, 8 902 111-30-45"), NOW)
    client = make_client(db)
    sale = add_purchase(
        db, PurchaseData(client, TODAY, (LineData("Кофемолка", 1000, 900_000),), enquiry_id=enquiry), NOW
    )
    state = text("SELECT state, purchase_id, client_id FROM enquiry")
    with db.read() as session:
        assert session.execute(state).all() == [("won", sale, client)]
    action = find_last_action(db, NOW - timedelta(days=1))
    assert action is not None
    assert undo_action(db, action.id, NOW) == []
    with db.read() as session:
        assert session.execute(state).all() == [("new", None, None)]
    with pytest.raises(NotFound):
        get_purchase(db, sale)
    assert redo_action(db, action.id, NOW) == []
    assert get_purchase(db, sale).client_id == client
