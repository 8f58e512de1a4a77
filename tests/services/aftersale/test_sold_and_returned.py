"""What a sale gives stays in line with the sale: renewed, changed, returned, deleted, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.models.database import Database
from app.services.aftersale.entitlements import entitlements_of
from app.services.clients.merging.merge import merge_clients
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.products.data import ProductData
from app.services.products.save import save_product
from app.services.purchases.data import LineData, PurchaseData, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase, edit_purchase
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.due import list_due
from tests.factories import make_client

NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
BOUGHT = date(2026, 10, 25)  # a month from then ends in three days
HELD = [("2026-10-25", "2026-11-24")]


@pytest.fixture
def client(db: Database) -> int:
    """A client, in a shop that sells a pass for a month."""
    data = ProductData("Pass", price=100_000, carries="subscription", carries_count=1, carries_unit="month")
    save_product(db, data, NOON)
    return make_client(db)


def receipt(client: int | None, passes: int = 1, day: date = BOUGHT) -> PurchaseData:
    return PurchaseData(client, day, (LineData("Coffee", 1000, 50_000), LineData("Pass", 1000 * passes, 100_000)))


def held(db: Database, client: int) -> list[tuple[str, str]]:
    with db.read() as session:
        return [(str(row.start_day), str(row.end_day)) for row in entitlements_of(session, client)]


def give_back(db: Database, sale: int, product: str, quantity: int = 1000) -> None:
    line = next(line for line in get_purchase(db, sale).lines if line.product == product)
    return_purchase(db, sale, [ReturnLine(line.id, quantity, None)], TODAY, None, NOON)


def test_renewed_before_the_end_it_goes_on_without_a_gap_and_is_no_reason_any_more(db: Database, client: int) -> None:
    add_purchase(db, receipt(client), NOON)
    (item,) = sweep(db, NOON)
    add_purchase(db, receipt(client, day=TODAY), NOON)
    assert held(db, client) == [("2026-11-25", "2026-12-24"), *HELD]
    assert list_due(db, TODAY, now=NOON) == []
    action = find_last_action(db, NOON)
    assert action is not None
    undo_action(db, action.id, NOON)
    assert [one.id for one in list_due(db, TODAY, now=NOON)] == [item.id]


def test_only_the_pass_that_came_back_as_a_whole_is_gone(db: Database, client: int) -> None:
    sale = add_purchase(db, receipt(client), NOON)
    give_back(db, sale, "Coffee")
    assert held(db, client) == HELD
    give_back(db, sale, "Pass")
    assert held(db, client) == []
    assert list_due(db, TODAY, now=NOON) == []


ACTS: dict[str, Callable[[Database, int, int], object]] = {
    "returned": lambda db, sale, _client: give_back(db, sale, "Pass"),
    "deleted": lambda db, sale, _client: delete_purchase(db, sale, NOON),
    "of nobody": lambda db, sale, _client: edit_purchase(db, sale, receipt(None), get_purchase(db, sale).version, NOON),
    "without a pass": lambda db, sale, client: edit_purchase(
        db,
        sale,
        replace(receipt(client), lines=(LineData("Coffee", 1000, 50_000),)),
        get_purchase(db, sale).version,
        NOON,
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_sale_that_gives_it_no_more_is_undone_and_done_again(db: Database, client: int, act: str) -> None:
    sale = add_purchase(db, receipt(client), NOON)
    ACTS[act](db, sale, client)
    assert held(db, client) == []
    action = find_last_action(db, NOON)
    assert action is not None
    undo_action(db, action.id, NOON)
    assert held(db, client) == HELD
    redo_action(db, action.id, NOON)
    assert held(db, client) == []


def test_two_months_instead_of_one_make_it_longer(db: Database, client: int) -> None:
    sale = add_purchase(db, receipt(client), NOON)
    edit_purchase(db, sale, receipt(client, 2), get_purchase(db, sale).version, NOON)
    assert held(db, client) == [("2026-10-25", "2026-12-24")]


def test_receipt_that_changes_in_its_note_leaves_what_was_set_by_hand(db: Database, client: int) -> None:
    from app.models.aftersale import Entitlement

    sale = add_purchase(db, receipt(client), NOON)
    with db.write() as session:
        session.get_one(Entitlement, 1).end_day += timedelta(days=7)
    shown = get_purchase(db, sale)
    kept = replace(
        receipt(client),
        note="a gift",
        lines=tuple(LineData(one.product, one.quantity, one.price, 0, one.product_id, one.id) for one in shown.lines),
    )
    edit_purchase(db, sale, kept, shown.version, NOON)
    assert held(db, client) == [("2026-10-25", "2026-12-01")]


def test_pass_of_a_merged_client_continues_at_the_kept_one(db: Database, client: int) -> None:
    keep = make_client(db, "Жукова Марина")
    add_purchase(db, receipt(client), NOON)
    merge_clients(db, keep, client, NOON)
    add_purchase(db, receipt(client, day=TODAY), NOON)
    assert held(db, keep) == [("2026-11-25", "2026-12-24"), *HELD]
