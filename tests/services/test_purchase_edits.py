"""Receipts changed and deleted: the facts follow, nothing is overwritten, what came back stays covered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.models.aftersale import Entitlement
from app.models.client import Client
from app.models.database import Database
from app.models.enums import InterestReason, ProductKind
from app.models.product import Product
from app.services.errors import EditConflict, NotFound, ReturnBeforeSale, SaleBelowReturned
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.interests import add_interest, interested_in
from app.services.purchases.data import LineData, PurchaseData, PurchaseShown, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase, edit_purchase
from tests.factories import NOW, make_client, sell

DAY = date(2026, 11, 10)
SINCE = NOW - timedelta(days=1)


def typed(shown: PurchaseShown) -> PurchaseData:
    """A saved receipt as a form would give it back unchanged."""
    lines = tuple(
        LineData(line.product, line.quantity, line.price, line.discount, line.product_id, line.id)
        for line in shown.lines
    )
    return PurchaseData(shown.client_id, shown.day, lines, None, shown.time, shown.receipt, shown.payment, shown.note)


def facts(db: Database, client_id: int) -> tuple[int, int]:
    """Visits and total as stored."""
    with db.read() as session:
        client = session.get_one(Client, client_id)
        return client.visits, client.total


def passes(db: Database) -> list[tuple[int, date, date]]:
    """Entitlements: whose, from, to."""
    with db.read() as session:
        rows = session.scalars(select(Entitlement).order_by(Entitlement.id))
        return [(row.client_id, row.start_day, row.end_day) for row in rows]


def add_pass(db: Database) -> int:
    """A product that carries a subscription of a month."""
    with db.write() as session:
        product = Product(name="Абонемент", name_key="абонемент", kind=ProductKind.SERVICE, price=300_000)
        product.carries, product.carries_count, product.carries_unit = "subscription", 1, "month"
        session.add(product)
        session.flush()
        return product.id


def test_a_receipt_is_shown_as_it_was_typed(db: Database) -> None:
    client = make_client(db, "Крылова Ольга")
    lines = (LineData("Кофе", 1500, 10_000, 500), LineData("Чай", 1000, 20_000))
    data = PurchaseData(client, DAY, lines, None, "14:05", " 17 ", "Карта", " с собой ")
    shown = get_purchase(db, add_purchase(db, data, NOW))
    assert (shown.client, shown.time, shown.receipt, shown.payment, shown.note) == (
        "Крылова Ольга", "14:05:00", "17", "Карта", "с собой",
    )  # fmt: skip
    assert (shown.total, shown.version, shown.return_of, shown.returns) == (34_500, 1, None, ())
    assert [(line.product, line.quantity, line.sum, line.returnable) for line in shown.lines] == [
        ("Кофе", 1500, 14_500, 1500),
        ("Чай", 1000, 20_000, 1000),
    ]


def test_a_changed_receipt_brings_the_facts_of_both_clients_along(db: Database) -> None:
    one, other = make_client(db, "Анна"), make_client(db, "Олег")
    sale = sell(db, one, DAY)
    data = replace(typed(get_purchase(db, sale)), client_id=other, day=DAY - timedelta(days=1))
    edit_purchase(db, sale, data, 1, NOW)
    assert (facts(db, one), facts(db, other)) == ((0, 0), (1, 100_000))
    action = find_last_action(db, SINCE)
    assert action is not None
    assert action.kind == "edit_purchase"
    undo_action(db, action.id, NOW)
    assert (facts(db, one), facts(db, other)) == ((1, 100_000), (0, 0))
    redo_action(db, action.id, NOW)
    assert (facts(db, one), facts(db, other)) == ((0, 0), (1, 100_000))


def test_a_sale_becomes_anonymous_and_gets_a_client(db: Database) -> None:
    client = make_client(db)
    sale = sell(db, client, DAY)
    edit_purchase(db, sale, replace(typed(get_purchase(db, sale)), client_id=None), 1, NOW)
    assert facts(db, client) == (0, 0)
    edit_purchase(db, sale, replace(typed(get_purchase(db, sale)), client_id=client), 2, NOW)
    assert facts(db, client) == (1, 100_000)


def test_lines_keep_their_rows_when_others_come_and_go(db: Database) -> None:
    sale = add_purchase(db, PurchaseData(None, DAY, (LineData("Кофе", 1000, 100), LineData("Чай", 1000, 200))), NOW)
    shown = get_purchase(db, sale)
    tea = typed(shown).lines[1]
    lines = (LineData("Какао", 2000, 300), replace(tea, quantity=3000))
    edit_purchase(db, sale, replace(typed(shown), lines=lines), 1, NOW)
    after = get_purchase(db, sale)
    assert [(line.product, line.quantity) for line in after.lines] == [("Какао", 2000), ("Чай", 3000)]
    assert (after.lines[1].id, after.total) == (tea.line_id, 1200)


def test_a_stale_edit_overwrites_nothing(db: Database) -> None:
    sale = sell(db, None, DAY)
    read = typed(get_purchase(db, sale))
    edit_purchase(db, sale, replace(read, note="первая"), 1, NOW)
    with pytest.raises(EditConflict):
        edit_purchase(db, sale, replace(read, note="вторая"), 1, NOW)
    assert get_purchase(db, sale).note == "первая"


def test_a_total_that_a_file_told_stays_until_a_sum_changes(db: Database) -> None:
    """A receipt with a discount of its own: 100 + 200, but 270 paid."""
    lines = (LineData("Кофе", 1000, 100), LineData("Чай", 1000, 200))
    sale = add_purchase(db, PurchaseData(None, DAY, lines, 270), NOW)
    edit_purchase(db, sale, replace(typed(get_purchase(db, sale)), note="со скидкой"), 1, NOW)
    assert get_purchase(db, sale).total == 270
    shown = typed(get_purchase(db, sale))
    edit_purchase(db, sale, replace(shown, lines=(shown.lines[0],)), 2, NOW)
    assert get_purchase(db, sale).total == 100


def test_a_deleted_sale_takes_its_returns_along_and_one_undo_brings_all_back(db: Database) -> None:
    client = make_client(db)
    sale = add_purchase(db, PurchaseData(client, DAY, (LineData("Кофе", 2000, 500),)), NOW)
    back = return_purchase(db, sale, [ReturnLine(get_purchase(db, sale).lines[0].id, 1000)], DAY, None, NOW)
    assert facts(db, client) == (1, 500)
    action = delete_purchase(db, sale, NOW)
    assert facts(db, client) == (0, 0)
    for gone in (sale, back):
        with pytest.raises(NotFound):
            get_purchase(db, gone)
    undo_action(db, action, NOW)
    assert (facts(db, client), get_purchase(db, sale).returns) == ((1, 500), (back,))


def test_a_deleted_return_leaves_the_sale_as_it_was(db: Database) -> None:
    client = make_client(db)
    sale = sell(db, client, DAY)
    back = return_purchase(db, sale, (), DAY, None, NOW)
    assert facts(db, client) == (0, 0)
    delete_purchase(db, back, NOW)
    shown = get_purchase(db, sale)
    assert (facts(db, client), shown.returns, shown.lines[0].returnable) == ((1, 100_000), (), 1000)


def test_a_sale_cannot_become_less_than_what_came_back_of_it(db: Database) -> None:
    sale = add_purchase(db, PurchaseData(None, DAY, (LineData("Кофе", 3000, 500),)), NOW)
    return_purchase(db, sale, [ReturnLine(get_purchase(db, sale).lines[0].id, 2000)], DAY, None, NOW)
    read = typed(get_purchase(db, sale))
    for wrong in (
        replace(read, lines=(replace(read.lines[0], quantity=1000),)),
        replace(read, lines=(LineData("Чай", 3000, 500),)),
        replace(read, lines=(replace(read.lines[0], price=300),)),
    ):
        with pytest.raises(SaleBelowReturned):
            edit_purchase(db, sale, wrong, 1, NOW)
    with pytest.raises(ReturnBeforeSale):
        edit_purchase(db, sale, replace(read, day=DAY + timedelta(days=1)), 1, NOW)
    assert get_purchase(db, sale).total == 1500
    edit_purchase(db, sale, replace(read, lines=(replace(read.lines[0], quantity=2000),)), 1, NOW)
    assert get_purchase(db, sale).lines[0].returnable == 0


def test_the_returns_of_a_sale_go_to_its_client(db: Database) -> None:
    one, other = make_client(db, "Анна"), make_client(db, "Олег")
    sale = sell(db, one, DAY)
    back = return_purchase(db, sale, (), DAY, None, NOW)
    edit_purchase(db, sale, replace(typed(get_purchase(db, sale)), client_id=other), 1, NOW)
    assert get_purchase(db, back).client_id == other
    assert (facts(db, one), facts(db, other)) == ((0, 0), (0, 0))


def test_of_a_return_only_its_circumstances_change(db: Database) -> None:
    client = make_client(db)
    back = return_purchase(db, sell(db, client, DAY), (), DAY, None, NOW)
    data = PurchaseData(None, DAY + timedelta(days=2), note="брак", payment="Карта")
    assert edit_purchase(db, back, data, 1, NOW) == 2
    shown = get_purchase(db, back)
    assert (shown.client_id, shown.day, shown.note, shown.total) == (client, data.day, "брак", -100_000)
    with pytest.raises(ReturnBeforeSale):
        edit_purchase(db, back, replace(data, day=DAY - timedelta(days=1)), 2, NOW)


def test_what_a_sale_gives_follows_its_changes(db: Database) -> None:
    one, other, product = make_client(db, "Анна"), make_client(db, "Олег"), add_pass(db)
    line = LineData("Абонемент", 1000, 300_000, product_id=product)
    sale = add_purchase(db, PurchaseData(one, DAY, (line, LineData("Чай", 1000, 100))), NOW)
    assert passes(db) == [(one, DAY, date(2026, 12, 9))]
    edit_purchase(db, sale, replace(typed(get_purchase(db, sale)), client_id=other), 1, NOW)
    assert passes(db) == [(other, DAY, date(2026, 12, 9))]
    pass_line = get_purchase(db, sale).lines[0]
    back = return_purchase(db, sale, [ReturnLine(pass_line.id, 1000)], DAY, None, NOW)
    assert passes(db) == []
    delete_purchase(db, back, NOW)
    assert passes(db) == [(other, DAY, date(2026, 12, 9))]
    action = delete_purchase(db, sale, NOW)
    assert passes(db) == []
    undo_action(db, action, NOW)
    assert passes(db) == [(other, DAY, date(2026, 12, 9))]


def test_what_a_client_wanted_and_bought_is_wanted_no_more(db: Database) -> None:
    client = make_client(db)
    sell(db, None, DAY, product="Кения")
    product = get_purchase(db, 1).lines[0].product_id
    assert product is not None
    add_interest(db, client, product, InterestReason.MISSING, None, "", DAY, NOW)
    sell(db, client, DAY, product="Кения")
    assert interested_in(db, product) == ()
    action = find_last_action(db, SINCE)
    assert action is not None
    undo_action(db, action.id, NOW)
    assert [wish.client_id for wish in interested_in(db, product)] == [client]


def test_an_unknown_product_or_receipt_is_told(db: Database) -> None:
    with pytest.raises(NotFound):
        add_purchase(db, PurchaseData(None, DAY, (LineData("", 1000, 100, product_id=99),)), NOW)
    for wrong in (lambda: get_purchase(db, 5), lambda: delete_purchase(db, 5, NOW)):
        with pytest.raises(NotFound):
            wrong()
