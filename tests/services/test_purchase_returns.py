"""Returns against a receipt: in part or whole, to the minor unit, never more than was sold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.client import Client
from app.models.database import Database
from app.services.clients.merging.merge import merge_clients
from app.services.errors import (
    AppError,
    InvalidValue,
    NotFound,
    NothingToReturn,
    ReturnBeforeSale,
    ReturnOfReturn,
    ReturnTooMuch,
    ReturnTooMuchMoney,
    SaleBelowReturned,
)
from app.services.history.actions import find_last_action, undo_action
from app.services.imports.undo import undo_batch
from app.services.purchases.data import LineData, PurchaseData, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.money import line_sum, share_discount, shares
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase, edit_purchase
from app.wording.failures import error_sentence
from tests.factories import NOW, make_client, sell
from tests.services.imports.shop import bring, write_csv
from tests.services.plain_facts import check_facts
from tests.services.test_purchase_edits import typed

DAY = date(2026, 11, 10)


def back(db: Database, sale: int, *parts: tuple[int, int, int | None]) -> int:
    """Return (line's place, quantity, sum) of a sale on the day after it."""
    lines = get_purchase(db, sale).lines
    wanted = [ReturnLine(lines[place].id, quantity, sum_) for place, quantity, sum_ in parts]
    return return_purchase(db, sale, wanted, DAY + timedelta(days=1), "10:00", NOW, "Карта", "не подошло")


def test_a_part_comes_back_with_its_share_of_the_discount(db: Database) -> None:
    sale = add_purchase(db, PurchaseData(None, DAY, (LineData("Кофе", 3000, 1000, 500), LineData("Чай"))), NOW)
    shown = get_purchase(db, back(db, sale, (0, 1000, None)))
    assert (shown.total, shown.return_of, shown.payment, shown.note) == (-833, sale, "Карта", "не подошло")
    (line,) = shown.lines
    assert (line.quantity, line.price, line.discount, line.sum, line.returnable) == (-1000, 1000, -167, -833, 0)
    assert line.sum == line_sum(line.quantity, 1000, line.discount)
    left = get_purchase(db, sale)
    assert [(line.returnable, line.returnable_sum) for line in left.lines] == [(2000, 1667), (1000, None)]
    assert left.returned == 833


def test_the_rest_is_worth_what_is_left_to_the_minor_unit(db: Database) -> None:
    client = make_client(db)
    sale = add_purchase(db, PurchaseData(client, DAY, (LineData("Кофе", 3000, 1000, 500),)), NOW)
    for _turn in range(3):
        back(db, sale, (0, 1000, None))
    with db.read() as session:
        row = session.get_one(Client, client)
        assert (row.total, row.visits, row.receipts) == (0, 0, 4)
    with pytest.raises(NothingToReturn):
        return_purchase(db, sale, (), DAY, None, NOW)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 9999), st.integers(0, 100)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3000)), max_size=5),
    st.booleans(),
)
def test_all_that_was_paid_comes_back_in_whatever_parts(
    db: Database, lines: list[tuple[int, int, int]], parts: list[tuple[int, int]], told: bool
) -> None:
    typed = [
        LineData(f"Товар {n % 2}", q, price, line_sum(q, price) * d // 100) for n, (q, price, d) in enumerate(lines)
    ]
    paid = sum(line_sum(line.quantity, line.price or 0, line.discount) for line in typed)
    total = paid - paid // 10 if told else None
    sale = add_purchase(db, PurchaseData(None, DAY, tuple(typed), total), NOW)
    for place, quantity in parts:
        line = get_purchase(db, sale).lines[place % len(lines)]
        if line.returnable:
            part = ReturnLine(line.id, min(quantity, line.returnable))
            return_purchase(db, sale, [part], DAY, None, NOW)
    if any(line.returnable for line in get_purchase(db, sale).lines):
        return_purchase(db, sale, (), DAY, None, NOW)
    shown = get_purchase(db, sale)
    assert (shown.returned, {line.returnable for line in shown.lines}) == (shown.total, {0})


def test_less_money_can_be_given_back_and_the_rest_stays(db: Database) -> None:
    sale = sell(db, None, DAY, 1000)
    back(db, sale, (0, 1000, 700))
    shown = get_purchase(db, sale)
    assert (shown.returned, shown.lines[0].returnable, shown.lines[0].returnable_sum) == (700, 0, 300)


def test_a_receipt_without_lines_comes_back_whole_or_by_a_sum(db: Database) -> None:
    client = make_client(db)
    sale = add_purchase(db, PurchaseData(client, DAY, total=900), NOW)
    first = return_purchase(db, sale, (), DAY, None, NOW, total=400)
    second = return_purchase(db, sale, (), DAY, None, NOW)
    assert [get_purchase(db, one).total for one in (first, second)] == [-400, -500]
    with pytest.raises(NothingToReturn):
        return_purchase(db, sale, (), DAY, None, NOW)


def test_one_line_without_a_price_is_worth_the_total(db: Database) -> None:
    sale = add_purchase(db, PurchaseData(None, DAY, (LineData("Набор", 2000),), 900), NOW)
    assert get_purchase(db, back(db, sale, (0, 1000, None))).total == -450


def test_the_same_product_in_two_lines_comes_back_from_the_line_that_was_chosen(db: Database) -> None:
    sale = add_purchase(db, PurchaseData(None, DAY, (LineData("Кофе", 1000, 900), LineData("Кофе", 1000, 500))), NOW)
    assert get_purchase(db, back(db, sale, (1, 1000, None))).total == -500
    assert [line.returnable for line in get_purchase(db, sale).lines] == [1000, 0]
    with pytest.raises(ReturnTooMuch):
        back(db, sale, (1, 1000, None))


def test_the_return_is_undone_as_one_action(db: Database) -> None:
    client = make_client(db)
    sale = sell(db, client, DAY)
    back(db, sale, (0, 1000, None))
    action = find_last_action(db, NOW - timedelta(days=1))
    assert action is not None
    assert action.kind == "return_purchase"
    assert undo_action(db, action.id, NOW) == []
    assert get_purchase(db, sale).lines[0].returnable == 1000
    with db.read() as session:
        assert session.get_one(Client, client).visits == 1


def test_what_cannot_be_returned_is_refused_and_nothing_is_kept(db: Database) -> None:
    sale = add_purchase(db, PurchaseData(None, DAY, (LineData("Кофе", 1000, 500),)), NOW)
    line = get_purchase(db, sale).lines[0].id
    returned = sell(db, None, DAY)
    receipt = return_purchase(db, returned, (), DAY, None, NOW)
    unlinked = add_purchase(db, PurchaseData(None, DAY, (LineData("Кофе", -1000),)), NOW)
    for wrong, asked, day, error in (
        (sale, [ReturnLine(line, 1001)], DAY, ReturnTooMuch),
        (sale, [ReturnLine(line, 1000, 501)], DAY, ReturnTooMuchMoney),
        (sale, [ReturnLine(line, 0)], DAY, InvalidValue),
        (sale, [ReturnLine(line, 500), ReturnLine(line, 500)], DAY, InvalidValue),
        (sale, [ReturnLine(line, 1000, -1)], DAY, InvalidValue),
        (sale, [ReturnLine(99, 1000)], DAY, NotFound),
        (sale, [], DAY - timedelta(days=1), ReturnBeforeSale),
        (receipt, [], DAY, ReturnOfReturn),
        (returned, [], DAY, NothingToReturn),
        (unlinked, [], DAY, NothingToReturn),
        (99, [], DAY, NotFound),
    ):
        with pytest.raises(error):
            return_purchase(db, wrong, asked, day, None, NOW)
    assert get_purchase(db, sale).returns == ()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ReturnTooMuch(product="Кофе", unit="кг", left=1500), "Only 1.5 кг of “Кофе” can still come back"),
        (ReturnTooMuch(product="Кофе", unit="", left=0), "“Кофе” came back as a whole before."),
        (ReturnTooMuchMoney(left=189_050), "Only 1,890.50 is left"),
        (ReturnBeforeSale(day=DAY), "The sale was on 10 November 2026"),
        (ReturnOfReturn(), "This receipt is a return itself"),
        (NothingToReturn(), "There is nothing left on this receipt"),
        (SaleBelowReturned(product="Кофе", unit="", quantity=2000), "2 of “Кофе” came back"),
        (SaleBelowReturned(sum=5000), "50.00 was given back"),
        (NotFound(what="purchase", id=5), "There is no purchase with the number 5."),
    ],
)
def test_every_refusal_has_a_sentence(error: AppError, sentence: str) -> None:
    assert error_sentence(error).startswith(sentence)


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_shares_lose_nothing_and_none_is_a_unit_away_from_the_exact_one(total: int, weights: list[int]) -> None:
    parts = shares(total, weights)
    assert sum(parts) == total
    if sum(weights):
        assert all(abs(part * sum(weights) - total * w) < sum(weights) for part, w in zip(parts, weights, strict=True))


def test_a_discount_on_the_receipt_is_spread_over_its_priced_lines(db: Database) -> None:
    lines = (
        LineData("Кофе", 1000, 1000, 100),
        LineData("Чай", 1000, 1000, 100),
        LineData("Сахар"),
        LineData("Лёд", 1000, 0),
    )
    shared = share_discount(lines, 101)
    assert [line.discount for line in shared] == [151, 150, 0, 0]


def test_an_imported_sale_stays_when_something_of_it_came_back(db: Database, tmp_path: Path) -> None:
    rows = [
        ("Чек", "Дата", "ФИО", "Телефон", "Товар", "Сумма"),
        ("1", "01.10.2026", "Ли Дмитрий", "+79145550120", "Кения", 940),
    ]
    (batch,) = bring(db, write_csv(tmp_path / "продажи.csv", rows)).batches
    assert batch.batch is not None
    back = return_purchase(db, 1, (), DAY, None, NOW)
    undone = undo_batch(db, batch.batch, NOW)
    assert [(kept.what, kept.why) for kept in undone.kept] == [("Ли Дмитрий", "purchases"), ("1", "returned")]
    assert get_purchase(db, back).return_of == 1


def test_a_return_taken_after_a_merge_goes_back_with_its_sale(db: Database) -> None:
    one, other = make_client(db, "Анна"), make_client(db, "Олег")
    sale = sell(db, other, DAY)
    merge_clients(db, one, other, NOW)
    merge = find_last_action(db, NOW - timedelta(days=1))
    back = return_purchase(db, sale, (), DAY, None, NOW)
    assert merge is not None
    assert get_purchase(db, back).client_id == one
    undo_action(db, merge.id, NOW)
    assert [get_purchase(db, receipt).client_id for receipt in (sale, back)] == [other, other]
    with db.read() as session:
        assert [session.get_one(Client, who).total for who in (one, other)] == [0, 0]


def test_a_sale_taken_out_of_the_bin_after_a_merge_counts_for_the_client_who_stayed(db: Database) -> None:
    one, other = make_client(db, "Анна"), make_client(db, "Олег")
    deleted = delete_purchase(db, sell(db, other, DAY), NOW)
    merge_clients(db, one, other, NOW)
    undo_action(db, deleted, NOW)
    with db.read() as session:
        assert [session.get_one(Client, who).total for who in (one, other)] == [100_000, 0]


def test_what_came_back_of_a_line_is_known_when_the_lines_before_it_go(db: Database) -> None:
    lines = (LineData("Чай", 1000, 200), LineData("Кофе", 1000, 900), LineData("Кофе", 1000, 500))
    sale = add_purchase(db, PurchaseData(None, DAY, lines), NOW)
    back(db, sale, (2, 1000, None))
    shown = get_purchase(db, sale)
    kept = tuple(
        LineData(line.product, line.quantity, line.price, 0, line.product_id, line.id) for line in shown.lines[1:]
    )
    edit_purchase(db, sale, PurchaseData(None, DAY, kept), 1, NOW)
    assert [(line.price, line.returnable) for line in get_purchase(db, sale).lines] == [(900, 1000), (500, 0)]


def test_a_return_that_followed_its_sale_and_goes_counts_for_nobody(db: Database) -> None:
    client = make_client(db)
    sale = sell(db, client, DAY)
    edit_purchase(db, sale, PurchaseData(None, DAY, (LineData("Кофе", 1000, 100),)), 1, NOW)
    edited = find_last_action(db, NOW - timedelta(days=1))
    return_purchase(db, sale, (), DAY, None, NOW)
    returned = find_last_action(db, NOW - timedelta(days=1))
    assert edited is not None
    assert returned is not None
    undo_action(db, edited.id, NOW)
    check_facts(db)
    undo_action(db, returned.id, NOW)
    check_facts(db)


def test_a_sale_moved_to_another_client_and_deleted_leaves_the_facts_of_who_brought_it_back_right(
    db: Database, tmp_path: Path
) -> None:
    header = ("Чек", "Дата", "ФИО", "Телефон", "Товар", "Количество", "Цена", "Сумма")
    who = ("Крылова Ольга", "+79052211400")
    rows = [header, ("1", "01.11.2026", *who, "Кофе", 1, 500, 500), ("В1", "02.11.2026", *who, "Кофе", -1, 500, -500)]
    bring(db, write_csv(tmp_path / "продажи.csv", rows))
    sale = get_purchase(db, 1)
    assert sale.returns
    edit_purchase(db, sale.id, replace(typed(sale), client_id=make_client(db, "Ли Дмитрий")), sale.version, NOW)
    delete_purchase(db, sale.id, NOW)
    check_facts(db)
