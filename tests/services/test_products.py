"""The catalogue: finding, saving, links, stock, figures from the receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.models.base import Base
from app.models.client import Client
from app.models.database import Database
from app.models.enums import LinkKind, ProductKind
from app.models.facts import facts_as_of
from app.models.product_merging import NAMING
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.interests import add_interest, interests_of
from app.services.products.data import Link, ProductData
from app.services.products.find import find_products
from app.services.products.listing import ProductFilter, list_product_ids, product_rows, read_figures
from app.services.products.merge import merge_products
from app.services.products.save import archive_products, save_product, set_in_stock
from app.services.products.shown import get_product, last_buyers, price_history
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase
from tests.factories import NOW, make_client, sell

TODAY = date(2026, 11, 21)


def add(db: Database, name: str, **more: object) -> int:
    return save_product(db, ProductData(name, **more), NOW)  # type: ignore[arg-type]


def undo_last(db: Database) -> int:
    action = find_last_action(db, NOW - timedelta(days=1))
    assert action is not None
    undo_action(db, action.id, NOW)
    return action.id


def names(db: Database, where: ProductFilter | None = None, sort: str = "name", descending: bool = False) -> list[str]:
    figures = read_figures(db, TODAY)
    ids = list_product_ids(db, where or ProductFilter(), sort, descending, figures)
    return [row.product.name for row in product_rows(db, ids, figures)]


def test_a_product_is_kept_with_all_that_was_typed(db: Database) -> None:
    filters = add(db, "Filters")
    data = ProductData(
        "  Coffee   machine ",
        ProductKind.PRODUCT,
        "CM-1",
        "4600000000017",
        "Machines",
        "pcs",
        4_500_000,
        3_000_000,
        60,
        "warranty",
        2,
        "year",
        "on the upper shelf",
        (Link(filters, LinkKind.GOES_WITH),),
    )
    card = get_product(db, save_product(db, data, NOW))
    assert card.data.name == "Coffee machine"
    assert (card.data.carries, card.data.carries_count, card.data.carries_unit) == ("warranty", 2, "year")
    assert [(row.product.name, row.kind) for row in card.links] == [("Filters", "goes_with")]
    assert card.in_stock
    assert card.price_day == TODAY
    assert save_product(db, card.data, NOW, card.id, card.version) == card.id
    assert get_product(db, card.id).data == card.data


def test_a_new_price_is_dated_and_a_stale_save_refused(db: Database) -> None:
    product = add(db, "Beans", price=50_000)
    later = NOW + timedelta(days=3)
    save_product(db, ProductData("Beans", price=50_000, note="dark"), later, product, 1)
    assert get_product(db, product).price_day == TODAY
    save_product(db, ProductData("Beans", price=45_000), later, product, 2)
    assert get_product(db, product).price_day == TODAY + timedelta(days=3)
    with pytest.raises(EditConflict):
        save_product(db, ProductData("Beans"), later, product, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"name": "A", "price": -1},
        {"name": "A", "replenish_days": 0},
        {"name": "A", "carries": "warranty"},
        {"name": "A", "carries": "warranty", "carries_count": 200, "carries_unit": "year"},
        {"name": "A", "carries": "subscription", "carries_count": 1_201, "carries_unit": "month"},  # a sale gives none
        {"name": "A", "carries": "gift", "carries_count": 1, "carries_unit": "year"},
        {"name": "A", "kind": "idea"},
    ],
)
def test_what_cannot_be_is_refused(db: Database, wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        save_product(db, ProductData(**wrong), NOW)  # type: ignore[arg-type]
    assert find_products(db, "") == []


def test_a_barcode_is_one_products_until_it_is_archived(db: Database) -> None:
    first = add(db, "Beans", barcode="4600000000017")
    with pytest.raises(InvalidValue):
        add(db, "Tea", barcode="4600000000017")
    archive_products(db, [first], True, NOW)
    assert get_product(db, add(db, "Tea", barcode="4600000000017")).data.barcode == "4600000000017"


def test_finding_takes_words_in_any_order_codes_and_barcodes(db: Database) -> None:
    add(db, "Кофе зерновой Эфиопия", sku="КФ-12")
    add(db, "Чай зелёный", sku="46", barcode="036000291452")
    add(db, "Набор 46 предметов")
    assert [p.name for p in find_products(db, "эфиопия КОФЕ")] == ["Кофе зерновой Эфиопия"]
    assert [p.name for p in find_products(db, "кф-12")] == ["Кофе зерновой Эфиопия"]
    assert [p.name for p in find_products(db, "зеленый")] == ["Чай зелёный"]
    assert [p.name for p in find_products(db, "46")] == ["Чай зелёный", "Набор 46 предметов"], "the exact code first"
    assert [p.name for p in find_products(db, "0036000291452")] == ["Чай зелёный"], "a UPC read as an EAN"
    assert find_products(db, "100%") == []


def test_archived_products_are_not_offered_and_come_back(db: Database) -> None:
    one, two = add(db, "Beans"), add(db, "Tea", links=())
    save_product(db, ProductData("Tea", links=(Link(one, LinkKind.BETTER),)), NOW, two, 1)
    archive_products(db, [one], True, NOW)
    assert [p.name for p in find_products(db, "")] == ["Tea"]
    assert get_product(db, two).links == ()
    save_product(db, get_product(db, two).data, NOW, two, 2)
    with pytest.raises(NotFound):
        archive_products(db, [one], True, NOW)
    archive_products(db, [one], False, NOW)
    assert [row.product.name for row in get_product(db, two).links] == ["Beans"], "nobody took the link away"


def test_links_are_taken_back_and_done_again(db: Database) -> None:
    one, two = add(db, "Beans"), add(db, "Tea")
    save_product(db, ProductData("Tea", links=(Link(one, "goes_with"), Link(one, "better"))), NOW, two, 1)
    action = undo_last(db)
    assert get_product(db, two).links == ()
    redo_action(db, action, NOW)
    assert {row.kind for row in get_product(db, two).links} == {"goes_with", "better"}
    with pytest.raises(InvalidValue):
        save_product(db, ProductData("Tea", links=(Link(two, "better"),)), NOW, two, get_product(db, two).version)
    with pytest.raises(NotFound):
        save_product(db, ProductData("Tea", links=(Link(99, "better"),)), NOW, two, get_product(db, two).version)


def test_stock_is_dated_when_it_comes_back_and_can_be_undone(db: Database) -> None:
    beans, repair = add(db, "Beans"), add(db, "Repair", kind="service")
    set_in_stock(db, beans, False, NOW, TODAY)
    assert names(db, ProductFilter(out_of_stock=True)) == ["Beans"]
    set_in_stock(db, [beans, repair], True, NOW, TODAY)
    assert get_product(db, beans).back_day == TODAY
    undo_last(db)
    assert (get_product(db, beans).in_stock, get_product(db, beans).back_day) == (False, None)
    with pytest.raises(NotFound):
        set_in_stock(db, repair, False, NOW, TODAY)


def test_figures_come_from_receipts_that_count(db: Database) -> None:
    client = make_client(db)
    sell(db, client, TODAY - timedelta(days=200), product="Old")
    sell(db, client, TODAY - timedelta(days=3), product="Beans")
    add_purchase(db, PurchaseData(None, TODAY, (LineData("Beans", 2_500, 100),)), NOW)
    figures = read_figures(db, TODAY)
    by_name = {p.name: p.id for p in find_products(db, "")}
    assert figures.sold == {by_name["Beans"]: 3_500}
    assert figures.last == {by_name["Beans"]: TODAY, by_name["Old"]: TODAY - timedelta(days=200)}
    assert names(db, sort="sold", descending=True) == ["Beans", "Old"]
    assert names(db, sort="last") == ["Old", "Beans"]


def test_what_has_no_value_comes_last_either_way(db: Database) -> None:
    add(db, "A")
    add(db, "B", price=200, cost=100)
    add(db, "C", price=300, cost=30)
    assert names(db, sort="price") == ["B", "C", "A"]
    assert names(db, sort="price", descending=True) == ["C", "B", "A"]
    assert names(db, sort="margin", descending=True) == ["C", "B", "A"]


def test_the_list_is_narrowed_by_each_filter(db: Database) -> None:
    add(db, "Beans", category="Coffee")
    add(db, "Repair", kind="service")
    archived = add(db, "Gone", category="Coffee")
    archive_products(db, [archived], True, NOW)
    assert names(db) == ["Beans", "Repair"]
    assert names(db, ProductFilter(category="Coffee")) == ["Beans"]
    assert names(db, ProductFilter(category="")) == ["Repair"]
    assert names(db, ProductFilter(kind="service")) == ["Repair"]
    assert names(db, ProductFilter(archived=True)) == ["Gone"]
    assert names(db, ProductFilter(category="Coffee", archived=None)) == ["Beans", "Gone"]
    assert names(db, ProductFilter("бeans")) == []


def test_price_history_is_what_it_was_sold_for(db: Database) -> None:
    for days, price in ((30, 50_000), (20, 50_000), (10, 60_000), (10, 60_000), (10, 1), (5, 50_000)):
        sell(db, None, TODAY - timedelta(days=days), price, "Beans")
    steps = [(step.day, step.price, step.times) for step in price_history(db, 1)]
    assert steps == [
        (TODAY - timedelta(days=30), 50_000, 2),
        (TODAY - timedelta(days=10), 60_000, 2),
        (TODAY - timedelta(days=5), 50_000, 1),
    ]


def test_last_buyers_are_each_told_once_the_latest_first(db: Database) -> None:
    olga, igor = make_client(db), make_client(db, "Пак Игорь")
    for client, days in ((olga, 9), (igor, 5), (olga, 7)):
        sell(db, client, TODAY - timedelta(days=days), product="Beans")
    sell(db, None, TODAY, product="Beans")
    assert [(one.name, one.day) for one in last_buyers(db, 1)] == [
        ("Пак Игорь", TODAY - timedelta(days=5)),
        ("Крылова Ольга Петровна", TODAY - timedelta(days=7)),
    ]


def test_a_new_category_is_in_the_facts_of_who_bought_it_last_and_undone_with_it(db: Database) -> None:
    client = make_client(db)
    sell(db, client, TODAY, product="Beans")
    save_product(db, ProductData("Beans", category="Coffee", price=100_000), NOW, 1, 1)

    def category() -> tuple[str | None, str | None]:
        with db.read() as session:
            stored = session.get_one(Client, client).last_category
            return stored, facts_as_of(session, TODAY, client)[0].category

    assert category() == ("Coffee", "Coffee")
    undo_last(db)
    assert category() == (None, None)


def test_every_table_that_names_a_product_follows_a_merge() -> None:
    naming = {
        key.parent.table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "product"
    }
    assert naming == {*NAMING, "product_link", "also_bought"}


def test_a_merge_moves_everything_fills_the_gaps_and_is_undone_and_redone(db: Database) -> None:
    client = make_client(db)
    kept = add(db, "Beans", price=50_000)
    tea = add(db, "Tea", links=(Link(kept, "goes_with"),))
    other = add(db, "Beens", sku="B-1", category="Coffee", price=60_000)
    save_product(db, ProductData("Tea", links=(Link(kept, "goes_with"), Link(other, "goes_with"))), NOW, tea, 1)
    save_product(db, replace(get_product(db, other).data, links=(Link(kept, "better"),)), NOW, other, 1)
    sell(db, client, TODAY - timedelta(days=5), 50_000, "Beans")
    sell(db, client, TODAY, 60_000, "Beens")
    add_interest(db, client, other, "missing", None, "", TODAY, NOW)

    def state() -> tuple[object, ...]:
        with db.read() as session:
            wishes = [(row.product_id, row.closed_at) for row in interests_of(session, client)]
            facts = (session.get_one(Client, client).last_category, facts_as_of(session, TODAY, client)[0].category)
        data = get_product(db, kept).data
        return (
            [row.name for row in find_products(db, "")],
            (data.sku, data.category, data.price, data.links),
            [link.product.name for link in get_product(db, tea).links],
            [(step.price, step.times) for step in price_history(db, kept)],
            wishes,
            facts,
        )

    before = state()
    assert before[-1] == ("Coffee", "Coffee")
    assert merge_products(db, kept, [other, kept], NOW) == kept
    merged = state()
    assert merged == (
        ["Beans", "Tea"],
        ("B-1", "Coffee", 50_000, ()),
        ["Beans"],
        [(50_000, 1), (60_000, 1)],
        [(kept, None)],
        ("Coffee", "Coffee"),
    )
    action = undo_last(db)
    assert state() == before
    redo_action(db, action, NOW)
    assert state() == merged
    with pytest.raises(NotFound):
        merge_products(db, kept, [99], NOW)
    with pytest.raises(InvalidValue):
        merge_products(db, kept, [kept], NOW)


def test_a_category_that_a_merge_gives_to_old_receipts_goes_again_with_undo(db: Database) -> None:
    client = make_client(db)
    kept = add(db, "Beans", category="Coffee")
    sell(db, client, TODAY, 60_000, "Beens")
    other = find_products(db, "beens")[0].id
    merge_products(db, kept, [other], NOW)

    def category() -> tuple[str | None, str | None]:
        with db.read() as session:
            stored = session.get_one(Client, client).last_category
            return stored, facts_as_of(session, TODAY, client)[0].category

    assert category() == ("Coffee", "Coffee")
    undo_last(db)
    assert category() == (None, None)
