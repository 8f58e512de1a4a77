"""What a client is offered, why, and what is never offered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.models.also_bought import Pair, replace_pairs
from app.models.database import Database
from app.models.enums import InterestReason, LinkKind, ProductKind
from app.models.product import Product
from app.services.clients.merging.merge import merge_clients
from app.services.clients.save import trash_client
from app.services.errors import NotFound
from app.services.interests import add_interest
from app.services.offers.beside import beside_sale
from app.services.offers.listing import list_offers
from app.services.offers.reasons import AlsoBoughtReason, Better, GoesWith, Offer, UsedUp, Usual, Wanted
from app.services.products.data import Link, ProductData
from app.services.products.save import archive_products, save_product, set_in_stock
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase
from tests.factories import NOW, make_client

TODAY = date(2026, 11, 21)


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def make_product(db: Database, name: str, price: int | None = 10_000, **more: object) -> int:
    """A product of the catalogue; returns the id."""
    return save_product(db, ProductData(name, price=price, **more), NOW)  # type: ignore[arg-type]


def buy(db: Database, client_id: int | None, days_ago: int, *product_ids: int, quantity: int = 1000) -> int:
    """A receipt with a line of each product; returns its id."""
    with db.read() as session:
        names = {product_id: session.get_one(Product, product_id).name for product_id in product_ids}
    lines = tuple(LineData(names[one], quantity, 10_000, product_id=one) for one in product_ids)
    return add_purchase(db, PurchaseData(client_id, ago(days_ago), lines), NOW)


def link(db: Database, product_id: int, other_id: int, kind: LinkKind, name: str) -> None:
    """The owner's word on two products."""
    save_product(
        db, ProductData(name, price=10_000, links=(Link(other_id, kind),)), NOW, product_id, version_of(db, product_id)
    )


def version_of(db: Database, product_id: int) -> int:
    with db.read() as session:
        return session.get_one(Product, product_id).version


def reasons(offers: tuple[Offer, ...]) -> dict[str, object]:
    """Reason by the product's name, in order."""
    return {offer.name: offer.reason for offer in offers}


@pytest.fixture
def anna(db: Database) -> int:
    return make_client(db, "Крылова Анна")


def test_the_usual_purchase_is_offered_once_its_own_rhythm_is_over(db: Database, anna: int) -> None:
    coffee, tea = make_product(db, "Кофе"), make_product(db, "Чай")
    for days in (100, 79, 58):
        buy(db, anna, days, coffee)
    for days in (40, 30, 20):
        buy(db, anna, days, tea)
    offers = list_offers(db, anna, TODAY)
    assert reasons(offers) == {"Чай": Usual(ago(20), 20, 3, 10.0), "Кофе": Usual(ago(58), 58, 3, 21.0)}
    assert [offer.price for offer in offers] == [10_000, 10_000]
    assert list(reasons(list_offers(db, anna, ago(11)))) == ["Кофе"]
    assert reasons(list_offers(db, anna, ago(38))) == {}
    assert reasons(list_offers(db, anna, ago(37))) == {"Кофе": Usual(ago(58), 21, 3, 21.0)}


def test_days_with_several_receipts_are_one_purchase(db: Database, anna: int) -> None:
    coffee = make_product(db, "Кофе")
    for days in (50, 50, 50, 20):
        buy(db, anna, days, coffee)
    assert list_offers(db, anna, TODAY) == ()


def test_what_was_passed_by_three_times_is_no_habit_any_more(db: Database, anna: int) -> None:
    coffee, bread = make_product(db, "Кофе"), make_product(db, "Хлеб")
    for days in (100, 90, 80):
        buy(db, anna, days, coffee)
    for days in (60, 50):
        buy(db, anna, days, bread)
    assert "Кофе" in reasons(list_offers(db, anna, TODAY))
    buy(db, anna, 40, bread)
    assert list(reasons(list_offers(db, anna, TODAY))) == ["Хлеб"]


def test_without_a_rhythm_the_rule_of_the_product_counts_for_the_quantity(db: Database, anna: int) -> None:
    filters = make_product(db, "Фильтры", replenish_days=30)
    buy(db, anna, 59, filters, quantity=2000)
    assert list_offers(db, anna, TODAY) == ()
    assert reasons(list_offers(db, anna, TODAY + timedelta(days=1))) == {"Фильтры": UsedUp(ago(59), 60, 60)}


def test_the_rhythm_of_the_client_comes_before_the_rule_of_the_product(db: Database, anna: int) -> None:
    filters = make_product(db, "Фильтры", replenish_days=30)
    for days in (130, 90, 50):
        buy(db, anna, days, filters)
    assert reasons(list_offers(db, anna, ago(11))) == {}
    assert reasons(list_offers(db, anna, ago(10))) == {"Фильтры": Usual(ago(50), 40, 3, 40.0)}


def test_what_goes_with_a_purchase_is_offered_until_it_is_bought(db: Database, anna: int) -> None:
    funnel, filters = make_product(db, "Воронка"), make_product(db, "Фильтры")
    link(db, funnel, filters, LinkKind.GOES_WITH, "Воронка")
    buy(db, anna, 40, filters)
    buy(db, anna, 10, funnel)
    assert reasons(list_offers(db, anna, TODAY)) == {"Фильтры": GoesWith("Воронка")}
    assert list_offers(db, anna, TODAY + timedelta(days=200)) != ()  # it was on the last day in the shop
    buy(db, anna, 5, filters)
    assert list_offers(db, anna, TODAY) == ()


def test_what_goes_with_a_purchase_is_not_offered_while_there_is_enough_of_it(db: Database, anna: int) -> None:
    funnel, filters = make_product(db, "Воронка"), make_product(db, "Фильтры", replenish_days=60)
    link(db, funnel, filters, LinkKind.GOES_WITH, "Воронка")
    buy(db, anna, 12, filters)
    buy(db, anna, 10, funnel)
    assert list_offers(db, anna, TODAY) == ()
    assert reasons(list_offers(db, anna, TODAY + timedelta(days=18))) == {"Фильтры": GoesWith("Воронка")}


def test_a_better_version_is_offered_with_the_difference_until_it_is_bought(db: Database, anna: int) -> None:
    small, large = make_product(db, "Кофе 250 г"), make_product(db, "Кофе 1 кг", price=11_800)
    link(db, small, large, LinkKind.BETTER, "Кофе 250 г")
    buy(db, anna, 0, small)
    assert list_offers(db, anna, TODAY) == ()  # chosen just now
    (offer,) = list_offers(db, anna, TODAY + timedelta(days=1))
    assert offer.reason == Better("Кофе 250 г", pytest.approx(0.18))
    buy(db, anna, 0, large)
    assert list_offers(db, anna, TODAY + timedelta(days=1)) == ()


def test_what_others_bought_too_is_offered_to_who_never_did(db: Database, anna: int) -> None:
    coffee, scales, cups = (make_product(db, name) for name in ("Кофе", "Весы", "Чашки"))
    with db.write() as session:
        replace_pairs(session, [Pair(coffee, scales, 25, 3.1), Pair(coffee, cups, 25, 2.0)])
    buy(db, anna, 30, coffee)
    buy(db, anna, 900, cups)
    assert reasons(list_offers(db, anna, TODAY)) == {"Весы": AlsoBoughtReason("Кофе", 3.1, 25)}
    assert list_offers(db, anna, TODAY, pairs=()) == ()


def test_what_was_wanted_is_offered_first_once_it_can_be_had(db: Database, anna: int) -> None:
    coffee, scales, cups = (make_product(db, name) for name in ("Кофе", "Весы", "Чашки"))
    for days in (100, 79, 58):
        buy(db, anna, days, coffee)
    add_interest(db, anna, scales, InterestReason.MISSING, None, "", ago(9), NOW, out_of_stock=True)
    add_interest(db, anna, cups, InterestReason.TOO_DEAR, 10_000, "", ago(8), NOW)
    assert list(reasons(list_offers(db, anna, TODAY))) == ["Кофе"]
    set_in_stock(db, scales, True, NOW, TODAY)
    save_product(db, ProductData("Чашки", price=9_000), NOW, cups, version_of(db, cups))
    found = reasons(list_offers(db, anna, TODAY))
    assert list(found) == ["Чашки", "Весы", "Кофе"]
    assert found["Весы"] == Wanted(ago(9), InterestReason.MISSING)
    assert list(reasons(list_offers(db, anna, ago(1)))) == ["Чашки", "Кофе"]  # the scales came back only today


def test_what_is_archived_or_missing_is_not_offered_but_a_service_never_runs_out(db: Database, anna: int) -> None:
    coffee, tea = make_product(db, "Кофе"), make_product(db, "Чай")
    haircut = make_product(db, "Стрижка", kind=ProductKind.SERVICE)
    for days in (100, 79, 58):
        buy(db, anna, days, coffee, tea, haircut)
    archive_products(db, [coffee], True, NOW)
    set_in_stock(db, tea, False, NOW, TODAY)
    with db.write() as session:
        session.get_one(Product, haircut).in_stock = False
    assert list(reasons(list_offers(db, anna, TODAY))) == ["Стрижка"]


def test_what_the_client_gave_back_is_not_offered_until_it_is_bought_again(db: Database, anna: int) -> None:
    coffee = make_product(db, "Кофе")
    for days in (100, 79):
        buy(db, anna, days, coffee)
    last = buy(db, anna, 58, coffee)
    return_purchase(db, last, (), ago(57), None, NOW)
    with db.write() as session:
        replace_pairs(session, [Pair(coffee, coffee, 25, 3.1)])
    assert list_offers(db, anna, TODAY) == ()
    buy(db, anna, 50, coffee)
    assert reasons(list_offers(db, anna, TODAY)) == {"Кофе": Usual(ago(50), 50, 3, 25.0)}


def test_what_was_bought_today_is_not_offered_again(db: Database, anna: int) -> None:
    bread = make_product(db, "Хлеб")
    for days in (3, 2, 1):
        buy(db, anna, days, bread)
    assert reasons(list_offers(db, anna, TODAY)) == {"Хлеб": Usual(ago(1), 1, 3, 1.0)}
    buy(db, anna, 0, bread)
    assert list_offers(db, anna, TODAY) == ()


def test_no_more_than_three_of_a_kind_and_the_best_come_first(db: Database, anna: int) -> None:
    habits = [make_product(db, f"Чай {n}") for n in range(5)]
    for days in (90, 60, 31):
        buy(db, anna, days, *habits)
    others = [make_product(db, f"Чашка {n}") for n in range(5)]
    with db.write() as session:
        replace_pairs(session, [Pair(habits[0], other, 40, 2.0 + n) for n, other in enumerate(others)])
    offers = list_offers(db, anna, TODAY)
    assert [offer.name for offer in offers] == ["Чай 0", "Чай 1", "Чай 2", "Чашка 4", "Чашка 3", "Чашка 2"]
    assert [offer.score for offer in offers] == sorted((offer.score for offer in offers), reverse=True)
    assert [offer.name for offer in list_offers(db, anna, TODAY, limit=2)] == ["Чай 0", "Чай 1"]


def test_who_bought_nothing_has_no_offers_and_who_is_gone_is_not_found(db: Database, anna: int) -> None:
    assert list_offers(db, anna, TODAY) == ()
    trash_client(db, anna, NOW)
    with pytest.raises(NotFound):
        list_offers(db, anna, TODAY)


def test_offers_of_a_merged_client_are_those_of_the_kept_one(db: Database, anna: int) -> None:
    coffee, other = make_product(db, "Кофе"), make_client(db, "Крылова Аня")
    for days, client_id in ((100, anna), (79, other), (58, anna)):
        buy(db, client_id, days, coffee)
    merge_clients(db, anna, other, NOW)
    assert list_offers(db, other, TODAY) == list_offers(db, anna, TODAY) != ()


def test_beside_a_sale_the_owners_word_comes_before_what_others_bought(db: Database) -> None:
    small, large = make_product(db, "Кофе 250 г"), make_product(db, "Кофе 1 кг", price=30_000)
    filters, scales = make_product(db, "Фильтры"), make_product(db, "Весы")
    links = (Link(large, LinkKind.BETTER), Link(filters, LinkKind.GOES_WITH))
    save_product(db, ProductData("Кофе 250 г", price=10_000, links=links), NOW, small, version_of(db, small))
    with db.write() as session:
        replace_pairs(session, [Pair(small, scales, 25, 3.1)])
    beside = beside_sale(db, (small,), None, TODAY)
    assert [(one.name, one.reason) for one in beside] == [
        ("Фильтры", GoesWith("Кофе 250 г")),
        ("Кофе 1 кг", Better("Кофе 250 г", 2.0)),
        ("Весы", AlsoBoughtReason("Кофе 250 г", 3.1, 25)),
    ]
    assert [one.name for one in beside_sale(db, (small, filters), None, TODAY)] == ["Кофе 1 кг", "Весы"]
    assert beside_sale(db, (), None, TODAY) == ()


def test_beside_a_sale_nothing_is_named_that_the_client_has_or_gave_back(db: Database, anna: int) -> None:
    small, large = make_product(db, "Кофе 250 г"), make_product(db, "Кофе 1 кг")
    filters, scales = make_product(db, "Фильтры", replenish_days=60), make_product(db, "Весы")
    links = (Link(large, LinkKind.BETTER), Link(filters, LinkKind.GOES_WITH), Link(scales, LinkKind.GOES_WITH))
    save_product(db, ProductData("Кофе 250 г", price=10_000, links=links), NOW, small, version_of(db, small))
    assert len(beside_sale(db, (small,), anna, TODAY)) == 3
    buy(db, anna, 200, large)
    buy(db, anna, 10, filters)
    return_purchase(db, buy(db, anna, 90, scales), (), ago(80), None, NOW)
    assert beside_sale(db, (small,), anna, TODAY) == ()
    assert [one.name for one in beside_sale(db, (small,), anna, TODAY + timedelta(days=20))] == ["Фильтры"]


def test_beside_a_sale_what_cannot_be_sold_is_not_named(db: Database) -> None:
    small, large, filters = make_product(db, "Кофе 250 г"), make_product(db, "Кофе 1 кг"), make_product(db, "Фильтры")
    links = (Link(large, LinkKind.BETTER), Link(filters, LinkKind.GOES_WITH))
    save_product(db, ProductData("Кофе 250 г", price=10_000, links=links), NOW, small, version_of(db, small))
    archive_products(db, [large], True, NOW)
    set_in_stock(db, filters, False, NOW, TODAY)
    assert beside_sale(db, (small,), None, TODAY) == ()
