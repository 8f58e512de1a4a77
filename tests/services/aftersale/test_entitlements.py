"""Subscriptions, memberships and warranties: terms, by hand, and what a sale gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import EntitlementKind, TermUnit
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.aftersale.by_sale import end_entitlements, make_entitlements
from app.services.aftersale.entitlements import (
    EntitlementData,
    delete_entitlement,
    entitlements_of,
    save_entitlement,
)
from app.services.aftersale.terms import term_end
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import undo_action
from tests.factories import NOW, make_client, sell
from tests.reading import get_entitlement

TODAY = date(2026, 11, 21)
PASS = "Абонемент"


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        ("2026-01-15", 1, TermUnit.MONTH, "2026-02-14"),
        ("2026-01-31", 1, TermUnit.MONTH, "2026-02-28"),
        ("2028-01-30", 1, TermUnit.MONTH, "2028-02-29"),
        ("2026-03-01", 1, TermUnit.MONTH, "2026-03-31"),
        ("2026-01-31", 2, TermUnit.MONTH, "2026-03-30"),
        ("2026-12-01", 3, TermUnit.MONTH, "2027-02-28"),
        ("2028-02-29", 1, TermUnit.YEAR, "2029-02-28"),
        ("2026-11-21", 2, TermUnit.YEAR, "2028-11-20"),
        ("2026-11-21", 1, TermUnit.DAY, "2026-11-21"),
        ("2026-11-21", 30, TermUnit.DAY, "2026-12-20"),
    ],
)
def test_term_ends_on_its_last_day(start: str, count: int, unit: TermUnit, end: str) -> None:
    assert term_end(date.fromisoformat(start), count, unit) == date.fromisoformat(end)


def carry(db: Database, kind: EntitlementKind = EntitlementKind.SUBSCRIPTION, name: str = PASS) -> int:
    """A product that carries one month of `kind`."""
    with db.write() as session:
        product = Product(name=name, name_key=name.lower(), carries=kind, carries_count=1, carries_unit="month")
        session.add(product)
        session.flush()
        return product.id


def give(db: Database, client: int | None, day: date, quantity: int = 1000, product: str = PASS) -> int:
    """A sale of `product`, and what it gives; returns the sale."""
    sale = sell(db, client, day, product=product)
    with db.write() as session:
        session.scalars(select(PurchaseLine).where(PurchaseLine.purchase_id == sale)).one().quantity = quantity
        session.flush()
        make_entitlements(session, session.get_one(Purchase, sale), NOW)
    return sale


def terms(db: Database, client: int) -> list[tuple[str, str]]:
    with db.read() as session:
        return [(str(row.start_day), str(row.end_day)) for row in entitlements_of(session, client)]


def test_sale_gives_what_its_product_carries(db: Database) -> None:
    product, client = carry(db), make_client(db)
    sale = give(db, client, TODAY)
    sell(db, client, TODAY, product="Эфиопия 250 г")
    with db.read() as session:
        (row,) = entitlements_of(session, client)
    assert (row.kind, row.name, row.product_id, row.purchase_id) == ("subscription", PASS, product, sale)
    assert (row.start_day, row.end_day) == (TODAY, date(2026, 12, 20))


def test_two_of_a_month_are_two_months_but_two_warranties_last_no_longer_than_one(db: Database) -> None:
    carry(db)
    carry(db, EntitlementKind.WARRANTY, "Кофемолка")
    client, other = make_client(db), make_client(db, "Жукова Марина")
    give(db, client, TODAY, 2000)
    give(db, other, TODAY, 2000, "Кофемолка")
    assert terms(db, client) == [("2026-11-21", "2027-01-20")]
    assert terms(db, other) == [("2026-11-21", "2026-12-20")]


def test_bought_while_one_runs_it_begins_the_day_after_the_last_of_them(db: Database) -> None:
    carry(db)
    client = make_client(db)
    for day in (date(2026, 10, 1), date(2026, 10, 10), date(2026, 10, 20), date(2027, 3, 1)):
        give(db, client, day)
    assert terms(db, client)[::-1] == [
        ("2026-10-01", "2026-10-31"),
        ("2026-11-01", "2026-11-30"),
        ("2026-12-01", "2026-12-31"),
        ("2027-03-01", "2027-03-31"),
    ]


def test_warranty_begins_with_its_own_sale(db: Database) -> None:
    carry(db, EntitlementKind.WARRANTY)
    client = make_client(db)
    give(db, client, TODAY)
    give(db, client, TODAY)
    assert terms(db, client) == [("2026-11-21", "2026-12-20")] * 2


def test_sale_of_nobody_gives_nothing(db: Database) -> None:
    carry(db)
    give(db, None, TODAY)
    with db.read() as session:
        assert entitlements_of(session, 1) == ()


def test_edited_sale_is_followed_and_what_did_not_change_keeps_its_row(db: Database) -> None:
    carry(db)
    client, other = make_client(db), make_client(db, "Жукова Марина")
    sale = give(db, client, TODAY)
    with db.read() as session:
        (before,) = entitlements_of(session, client)
    for day, owner, quantity in ((TODAY, client, 1000), (date(2026, 11, 1), other, 2000)):
        with db.write() as session:
            purchase = session.get_one(Purchase, sale)
            purchase.day, purchase.client_id, purchase.lines[0].quantity = day, owner, quantity
            session.flush()
            make_entitlements(session, purchase, NOW)
    assert terms(db, client) == []
    assert terms(db, other) == [("2026-11-01", "2026-12-31")]
    assert get_entitlement(db, before.id).version == before.version + 1
    with db.write() as session:
        purchase = session.get_one(Purchase, sale)
        purchase.lines.clear()
        session.flush()
        make_entitlements(session, purchase, NOW)
    assert terms(db, other) == []


def test_what_came_back_is_taken_away_and_undo_gives_it_back(db: Database) -> None:
    carry(db)
    client = make_client(db)
    sale = give(db, client, TODAY)
    with db.write() as session:
        action = begin_action(session, "return_purchase", NOW)
        end_entitlements(session, sale, [99])
        end_entitlements(session, sale)
    assert terms(db, client) == []
    undo_action(db, action, NOW)
    assert terms(db, client) == [("2026-11-21", "2026-12-20")]


def by_hand(client: int) -> EntitlementData:
    return EntitlementData(client, EntitlementKind.MEMBERSHIP, "Клуб", TODAY, date(2027, 11, 20), note="card 12")


def test_entitlement_by_hand_is_changed_deleted_and_taken_back(db: Database) -> None:
    client = make_client(db)
    made = save_entitlement(db, by_hand(client), NOW)
    shown = get_entitlement(db, made)
    assert (shown.name, shown.note, shown.days_left(date(2027, 11, 20)), shown.purchase_id) == (
        "Клуб",
        "card 12",
        0,
        None,
    )
    save_entitlement(db, replace(by_hand(client), end_day=TODAY), NOW, made, shown.version)
    with pytest.raises(EditConflict):
        save_entitlement(db, by_hand(client), NOW, made, shown.version)
    assert terms(db, client) == [("2026-11-21", "2026-11-21")]
    action = delete_entitlement(db, made, NOW)
    assert terms(db, client) == []
    undo_action(db, action, NOW)
    assert terms(db, client) == [("2026-11-21", "2026-11-21")]


def test_what_cannot_be_an_entitlement_is_refused(db: Database) -> None:
    client = make_client(db)
    for wrong in (replace(by_hand(client), name=" "), replace(by_hand(client), end_day=date(2026, 11, 20))):
        with pytest.raises(InvalidValue):
            save_entitlement(db, wrong, NOW)
    for act in (lambda: save_entitlement(db, by_hand(99), NOW), lambda: delete_entitlement(db, 99, NOW)):
        with pytest.raises(NotFound):
            act()


def test_a_product_that_is_gone_meanwhile_is_told(db: Database) -> None:
    data = EntitlementData(make_client(db), EntitlementKind.WARRANTY, "Гарантия", date(2026, 11, 1), date(2027, 11, 1))
    with pytest.raises(NotFound):
        save_entitlement(db, replace(data, product_id=777), NOW)
