"""The lists of the purchases page: what a filter lets through, in what order, and what it comes to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from app.models.database import Database
from app.models.enums import Area
from app.models.listing.purchases import SORTS
from app.services.clients.merging.merge import merge_clients
from app.services.clients.save import trash_client
from app.services.errors import Cancelled, InvalidValue
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.listing import (
    PurchaseFilter,
    list_purchase_ids,
    purchase_choices,
    purchase_rows,
    totals,
)
from app.services.purchases.save import add_purchase
from tests.factories import NOW, make_client

FIRST, SECOND, THIRD = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)


def sell(db: Database, client: int | None, day: date, *lines: LineData, **more: Any) -> int:
    return add_purchase(db, PurchaseData(client, day, lines, **more), NOW)


def line(product: str, price: int, quantity: int = 1000, discount: int = 0) -> LineData:
    return LineData(product, quantity, price, discount)


def put(db: Database, statement: str, **values: Any) -> None:
    with db.write(Area.PURCHASES) as session:
        session.execute(text(statement), values)


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    """Olga bought on two days, somebody without a name on a third; Olga brought something back."""
    olga = make_client(db, "Крылова Ольга")
    sales = {
        "first": sell(
            db, olga, FIRST, line("Кения", 90_000), line("Фильтры", 30_000, 2000), receipt="101", time="09:30"
        ),
        "second": sell(db, olga, SECOND, line("Эфиопия", 70_000, discount=5_000), receipt="9", payment="карта"),
        "third": sell(db, None, THIRD, line("Чай", 20_000), receipt="A-20", payment="наличные"),
        "back": sell(db, olga, THIRD, line("Кения", 1), receipt="102"),
    }
    put(
        db,
        "UPDATE purchase SET total = -90000, return_of_id = :sale WHERE id = :back",
        sale=sales["first"],
        back=sales["back"],
    )
    put(db, "UPDATE product SET category = 'Кофе' WHERE name IN ('Кения', 'Эфиопия')")
    return {**sales, "olga": olga}


def listed(db: Database, shop: dict[str, int], sort: str = "day", descending: bool = False, **asked: Any) -> list[str]:
    names = {shop[name]: name for name in ("first", "second", "third", "back")}
    return [names[found] for found in list_purchase_ids(db, PurchaseFilter(**asked), "receipt", sort, descending)]


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({}, ["first", "second", "third", "back"]),
        ({"first_day": SECOND}, ["second", "third", "back"]),
        ({"last_day": SECOND}, ["first", "second"]),
        ({"first_day": SECOND, "last_day": SECOND}, ["second"]),
        ({"category": "Кофе"}, ["first", "second", "back"]),
        ({"category": "Кофе", "first_day": SECOND}, ["second", "back"]),
        ({"payment": "карта"}, ["second"]),
        ({"only": "returns"}, ["back"]),
        ({"only": "sales"}, ["first", "second", "third"]),
        ({"sum_from": 65_000, "sum_to": 100_000}, ["second", "back"]),
        ({"query": "10"}, ["first", "back"]),
        ({"query": "a-2"}, ["third"]),
        ({"query": "крыл"}, ["first", "second", "back"]),
        ({"query": "ЭФИОП"}, ["second"]),
        ({"query": "эфиоп", "first_day": SECOND}, ["second"]),
        ({"query": "нет такого"}, []),
    ],
)
def test_a_filter_lets_through_what_fits_it(
    db: Database, shop: dict[str, int], asked: dict[str, Any], fits: list[str]
) -> None:
    assert listed(db, shop, **asked) == fits
    assert totals(db, PurchaseFilter(**asked)).rows == len(fits)


def test_a_client_a_product_and_a_status_can_be_asked_for(db: Database, shop: dict[str, int]) -> None:
    kenya = next(found for found, name in purchase_choices(db, "product", "КЕН") if name == "Кения")
    put(db, "UPDATE purchase SET status = 'cancelled' WHERE id = :id", id=shop["second"])
    assert listed(db, shop, client_id=shop["olga"]) == ["first", "second", "back"]
    assert listed(db, shop, product_id=kenya) == ["first", "back"]
    assert listed(db, shop, product_id=kenya, last_day=FIRST) == ["first"]
    assert listed(db, shop, status="cancelled") == ["second"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("day", ["first", "second", "third", "back"]),
        ("time", ["first", "second", "third", "back"]),
        ("receipt", ["third", "second", "first", "back"]),  # by number: 9 before 101; one with letters is no number
        ("client", ["first", "second", "back", "third"]),
        ("payment", ["second", "third", "first", "back"]),
        ("sum", ["back", "third", "second", "first"]),
        ("discount", ["first", "third", "back", "second"]),
        ("quantity", ["second", "third", "back", "first"]),
    ],
)
def test_receipts_are_in_the_order_of_any_column(
    db: Database, shop: dict[str, int], sort: str, order: list[str]
) -> None:
    assert listed(db, shop, sort) == order


def test_rows_without_a_value_come_last_either_way(db: Database, shop: dict[str, int]) -> None:
    assert listed(db, shop, "client")[-1] == "third"
    assert listed(db, shop, "client", descending=True)[-1] == "third"
    assert set(listed(db, shop, "payment", descending=True)[-2:]) == {"first", "back"}


@pytest.mark.parametrize("by", ["receipt", "line"])
def test_every_sort_gives_the_same_rows(db: Database, shop: dict[str, int], by: Any) -> None:
    every = sorted(list_purchase_ids(db, PurchaseFilter(), by))
    assert len(every) == (4 if by == "receipt" else 5)
    for sort in SORTS[by]:
        for descending in (False, True):
            assert sorted(list_purchase_ids(db, PurchaseFilter(), by, sort, descending)) == every
    with pytest.raises(InvalidValue):
        list_purchase_ids(db, PurchaseFilter(), by, "nothing")


def test_a_list_read_in_pieces_is_one_list(db: Database, shop: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list_purchase_ids(db, PurchaseFilter(), "line", "sum")
    monkeypatch.setattr("app.models.listing.purchases.SPAN", 2)
    assert list_purchase_ids(db, PurchaseFilter(), "line", "sum") == whole
    assert listed(db, shop, "sum") == ["back", "third", "second", "first"]


def test_by_line_the_filter_asks_the_line_itself(db: Database, shop: dict[str, int]) -> None:
    for period in ({}, {"first_day": FIRST}):
        asked = PurchaseFilter(**period, query="фильтры")
        rows = purchase_rows(db, list_purchase_ids(db, asked, "line"), "line")
        assert [(row.goods, row.sum, row.purchase_id) for row in rows] == [
            ((("Фильтры", 2000),), 60_000, shop["first"])
        ]
        assert totals(db, asked, "line").quantity == 2000
    rows = purchase_rows(db, list_purchase_ids(db, PurchaseFilter(sum_from=60_000), "line", "product", False), "line")
    assert [row.goods[0][0] for row in rows] == ["Кения", "Фильтры", "Эфиопия"]


def test_a_row_says_what_was_bought_by_whom_and_what_came_back(db: Database, shop: dict[str, int]) -> None:
    first, second = purchase_rows(db, [shop["first"], shop["second"]])
    assert first.goods == (("Кения", 1000), ("Фильтры", 2000))
    assert (first.client, (first.time or "")[:5], first.receipt, first.quantity, first.sum) == (
        "Крылова Ольга",
        "09:30",
        "101",
        3000,
        150_000,
    )
    assert (first.returned, second.returned, second.discount, second.payment) == (90_000, 0, 5_000, "карта")


def test_totals_are_net_and_leave_out_what_was_cancelled(db: Database, shop: dict[str, int]) -> None:
    found = totals(db, PurchaseFilter())
    assert (found.receipts, found.returns, found.revenue, found.left_out) == (4, 1, 145_000, 0)
    assert found.average == 36_250
    assert found.quantity == 4000  # what came back is taken off, though its file had no minus
    put(db, "UPDATE purchase SET status = 'cancelled' WHERE id = :id", id=shop["second"])
    after = totals(db, PurchaseFilter())
    assert (after.rows, after.receipts, after.revenue, after.left_out) == (3, 3, 80_000, 1)


def test_a_receipt_of_unknown_sum_is_no_part_of_the_average(db: Database) -> None:
    sell(db, None, FIRST, line("Чай", 10_000))
    sell(db, None, FIRST, LineData("Чай"))
    found = totals(db, PurchaseFilter())
    assert (found.receipts, found.revenue, found.average) == (2, 10_000, 10_000)


def test_nothing_at_all_has_no_average(db: Database) -> None:
    found = totals(db, PurchaseFilter(), "line")
    assert (found.rows, found.revenue, found.average) == (0, 0, None)
    assert len(list_purchase_ids(db, PurchaseFilter())) == 0


def test_what_a_client_in_the_trash_bought_is_not_listed(db: Database, shop: dict[str, int]) -> None:
    trash_client(db, shop["olga"], NOW)
    assert listed(db, shop) == ["third"]
    assert listed(db, shop, client_id=shop["olga"]) == []
    assert totals(db, PurchaseFilter()).revenue == 20_000


def test_who_was_merged_into_another_is_asked_for_by_either(db: Database, shop: dict[str, int]) -> None:
    other = make_client(db, "Крылова О.")
    merge_clients(db, other, shop["olga"], NOW)
    assert listed(db, shop, client_id=shop["olga"]) == listed(db, shop, client_id=other) == ["first", "second", "back"]


def test_long_work_stops_when_it_is_told_to(db: Database) -> None:
    with db.write(Area.PURCHASES) as session:
        session.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                " INSERT INTO purchase (day, total, receipt, created_at, updated_at)"
                " SELECT '2026-11-01', i, i, '2026-11-01T00:00:00.000000Z', '2026-11-01T00:00:00.000000Z' FROM n"
            )
        )

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list_purchase_ids(db, PurchaseFilter(), check=stop)


def test_what_can_be_asked_for_is_offered(db: Database, shop: dict[str, int]) -> None:
    assert [name for _id, name in purchase_choices(db, "payment")] == ["карта", "наличные"]
    assert [name for _id, name in purchase_choices(db, "category")] == ["Кофе"]
    assert [name for _id, name in purchase_choices(db, "product", "ча")] == ["Чай"]
