"""Wishes of clients: written down once, met when the product is back or cheaper, closed by a sale."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.models.database import Database
from app.services.clients.save import trash_client
from app.services.errors import InvalidValue, NotFound
from app.services.history.actions import find_last_action, undo_action
from app.services.interests import (
    InterestRow,
    add_interest,
    close_interest,
    interested_in,
    interests_of,
)
from app.services.products.data import ProductData
from app.services.products.find import find_products
from app.services.products.save import archive_products, save_product, set_in_stock
from app.services.products.shown import get_product
from tests.factories import NOW, make_client, sell

TODAY = date(2026, 11, 21)


def wishes(db: Database, client_id: int) -> tuple[InterestRow, ...]:
    with db.read() as session:
        return interests_of(session, client_id)


def undo_last(db: Database) -> None:
    action = find_last_action(db, NOW - timedelta(days=1))
    assert action is not None
    undo_action(db, action.id, NOW)


def test_what_is_missing_is_met_once_it_is_back(db: Database) -> None:
    client, beans = make_client(db), save_product(db, ProductData("Beans"), NOW)
    add_interest(db, client, beans, "missing", None, " dark roast ", TODAY, NOW, out_of_stock=True)
    assert not get_product(db, beans).in_stock
    [wish] = wishes(db, client)
    assert (wish.product, wish.reason, wish.note, wish.met) == ("Beans", "missing", "dark roast", False)
    set_in_stock(db, beans, True, NOW, TODAY)
    assert wishes(db, client)[0].met
    undo_last(db)
    undo_last(db)
    assert wishes(db, client) == ()
    assert get_product(db, beans).in_stock, "marking it as missing was part of the same action"


def test_what_was_too_dear_is_met_by_any_lower_price(db: Database) -> None:
    client, beans = make_client(db), save_product(db, ProductData("Beans", price=90_000), NOW)
    add_interest(db, client, beans, "too_dear", 90_000, "", TODAY, NOW)
    assert not wishes(db, client)[0].met
    save_product(db, ProductData("Beans", price=89_900), NOW, beans, 1)
    assert wishes(db, client)[0].met
    with pytest.raises(InvalidValue):
        add_interest(db, client, beans, "too_dear", None, "", TODAY, NOW)


def test_the_same_wish_is_one_wish(db: Database) -> None:
    client, beans = make_client(db), save_product(db, ProductData("Beans", price=90_000), NOW)
    first = add_interest(db, client, beans, "too_dear", 90_000, "", TODAY - timedelta(days=5), NOW)
    again = add_interest(db, client, beans, "too_dear", 80_000, "again", TODAY, NOW)
    assert first == again
    [wish] = wishes(db, client)
    assert (wish.price, wish.note, wish.day) == (80_000, "again", TODAY)


def test_what_the_shop_never_had_comes_into_the_catalogue_as_missing(db: Database) -> None:
    client = make_client(db)
    add_interest(db, client, "Matcha", "missing", None, "", TODAY, NOW)
    [matcha] = find_products(db, "matcha")
    assert not matcha.in_stock
    add_interest(db, make_client(db, "Пак Игорь"), "matcha", "missing", None, "", TODAY, NOW)
    assert [row.client for row in interested_in(db, matcha.id)] == ["Крылова Ольга Петровна", "Пак Игорь"]
    trash_client(db, client, NOW)
    assert [row.client for row in interested_in(db, matcha.id)] == ["Пак Игорь"]


def test_what_was_taken_out_of_the_catalogue_comes_back_as_missing(db: Database) -> None:
    beans = save_product(db, ProductData("Beans"), NOW)
    archive_products(db, [beans], True, NOW)
    add_interest(db, make_client(db), "beans", "missing", None, "", TODAY, NOW)
    assert (get_product(db, beans).archived, get_product(db, beans).in_stock) == (False, False)
    undo_last(db)
    assert (get_product(db, beans).archived, get_product(db, beans).in_stock) == (True, True)


def test_a_sale_closes_what_was_wanted_and_nothing_else(db: Database) -> None:
    client = make_client(db)
    for name in ("Beans", "Tea"):
        add_interest(db, client, name, "missing", None, "", TODAY, NOW)
    by_name = {p.name: p.id for p in find_products(db, "")}
    sell(db, client, TODAY - timedelta(days=1), product="Beans")  # typed in late: it was before the wish
    sell(db, client, TODAY, product="Tea")
    assert [(w.product, w.closed_at is None) for w in wishes(db, client)] == [("Beans", True), ("Tea", False)]
    undo_last(db)
    assert all(w.closed_at is None for w in wishes(db, client)), "the sale is taken back with all that came of it"
    sell(db, client, TODAY, product="Tea")
    beans = wishes(db, client)[0].id
    close_interest(db, beans, NOW)
    with pytest.raises(NotFound):
        close_interest(db, beans, NOW)
    assert interested_in(db, by_name["Beans"]) == ()


@pytest.mark.parametrize(("reason", "day"), [("bored", TODAY), ("missing", date(1, 1, 1))])
def test_what_cannot_be_is_refused(db: Database, reason: str, day: date) -> None:
    with pytest.raises(InvalidValue):
        add_interest(db, make_client(db), "Beans", reason, None, "", day, NOW)
    assert find_products(db, "") == []
