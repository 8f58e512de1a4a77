"""Untouched enquiries, cases due, what ends soon, wishes that can be met: each by its own rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.models.aftersale import Interest, ServiceCase
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import (
    CaseKind,
    CaseStatus,
    EnquiryState,
    EntitlementKind,
    InterestReason,
    ReminderKind,
    ReminderState,
)
from app.services.aftersale.cases import CaseData, save_case, set_case_status
from app.services.aftersale.entitlements import EntitlementData, delete_entitlement, save_entitlement
from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.save import delete_enquiry, move_enquiry, save_enquiry
from app.services.history.actions import find_last_action, undo_action
from app.services.interests import add_interest, close_interest
from app.services.products.data import ProductData
from app.services.products.save import archive_products, save_product, set_in_stock
from app.services.products.shown import get_product
from app.services.reminders.items import (
    CaseReason,
    EnquiryReason,
    RenewalReason,
    WishReason,
)
from app.services.reminders.ledger.acts import mark_done
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.due import list_due
from tests.factories import make_client, sell, tune
from tests.reading import get_case
from tests.reasons import (
    BRAZIL,
    DAY,
    HOUR,
    NOON,
    TODAY,
    a_case,
    a_club,
    a_product,
    a_wish,
    an_enquiry,
    due,
    ids,
    states,
)

# Enquiries


def test_enquiry_is_due_when_the_set_hours_are_over(db: Database) -> None:
    enquiry = an_enquiry(db, make_client(db), NOON - DAY)
    assert due(db, NOON - HOUR / 60) == []
    assert sweep(db, NOON - HOUR / 60) == []
    (item,) = due(db)
    assert (item.id, item.due, item.overdue_days) == (f"enquiry:enquiry:{enquiry}:2026-11-20T0900", TODAY, 0)
    assert item.reason == EnquiryReason("Beans for an office", "", "", TODAY - DAY, 1, 24)
    tune(db, ReminderKind.ENQUIRY, hours=30)
    assert due(db) == []
    assert ids(due(db, NOON + 6 * HOUR)) == [item.id]


def test_enquiry_of_the_evening_is_due_on_the_local_day_of_its_moment(db: Database) -> None:
    an_enquiry(db, make_client(db), datetime(2026, 11, 20, 21, 30, tzinfo=UTC))  # 00:30 of the 21st in Moscow
    (item,) = due(db, NOON + DAY)
    assert (item.due, item.overdue_days) == (date(2026, 11, 22), 0)


def test_enquiry_touched_again_and_left_again_is_announced_again(db: Database) -> None:
    client = make_client(db)
    enquiry = an_enquiry(db, client)
    (first,) = sweep(db, NOON)
    save_enquiry(db, EnquiryData(client, "Two kilos"), NOON + HOUR, enquiry)
    assert due(db, NOON + HOUR) == []
    assert sweep(db, NOON + 24 * HOUR) == []
    assert states(db) == [ReminderState.EXPIRED]
    (again,) = sweep(db, NOON + 25 * HOUR)
    assert again.id != first.id


def test_done_takes_an_enquiry_into_work_as_one_action(db: Database) -> None:
    enquiry = an_enquiry(db, make_client(db))
    (item,) = sweep(db, NOON)
    mark_done(db, item.id, NOON)
    with db.read() as session:
        row = session.get_one(Enquiry, enquiry)
        assert (row.state, row.touched_at) == (EnquiryState.IN_WORK, NOON)
    action = find_last_action(db, NOON - HOUR)
    assert action is not None
    undo_action(db, action.id, NOON)
    assert ids(due(db)) == [item.id]


@pytest.mark.parametrize("act", ["work", "won", "lost", "deleted"])
def test_enquiry_that_was_answered_is_no_reason_any_more(db: Database, act: str) -> None:
    enquiry = an_enquiry(db, make_client(db))
    sweep(db, NOON)
    if act == "deleted":
        delete_enquiry(db, enquiry, NOON)
    else:
        states_by = {"work": EnquiryState.IN_WORK, "won": EnquiryState.WON, "lost": EnquiryState.LOST}
        move_enquiry(db, enquiry, states_by[act], NOON)
    assert due(db, NOON + 9 * DAY) == []
    assert sweep(db, NOON + 9 * DAY) == []
    assert states(db) == [ReminderState.EXPIRED]


def test_enquiry_with_a_next_step_is_left_to_the_step(db: Database) -> None:
    data = EnquiryData(make_client(db), "Beans", step=NextStep("Send the prices", TODAY + 5 * DAY))
    save_enquiry(db, data, NOON - DAY)
    assert due(db) == []
    assert [item.kind for item in list_due(db, TODAY, 5)] == ["follow_up"]


@pytest.mark.parametrize(
    ("contact", "name", "channel", "reached"),
    [
        ("Ирина, 8 905 221-14-08", "Ирина", "phone", "+79052211408"),
        ("irina@mail.example", "irina@mail.example", "email", "irina@mail.example"),
        ("8 905 221-14-08", "8 905 221-14-08", "phone", "+79052211408"),
        ("Ирина из соседнего дома", "Ирина из соседнего дома", None, None),
    ],
)
def test_enquiry_of_nobody_we_know_stands_alone_with_its_contact(
    db: Database, contact: str, name: str, channel: str | None, reached: str | None
) -> None:
    an_enquiry(db, None, contact=contact)
    (item,) = sweep(db, NOON)
    assert (item.client_id, item.client, item.channel, item.contact) == (None, name, channel, reached)
    assert item.suggested_text.startswith("Здравствуйте, Ирина!" if name == "Ирина" else "Здравствуйте!")


# Service cases


def test_case_is_listed_from_its_day_on_and_announced_at_opening(db: Database) -> None:
    case = a_case(db, make_client(db))
    assert list_due(db, TODAY - DAY) == []
    assert ids(list_due(db, TODAY - DAY, 1)) == [f"case:case:{case}:2026-11-21"]
    assert sweep(db, datetime(2026, 11, 21, 6, 59, tzinfo=UTC)) == []
    assert len(sweep(db, datetime(2026, 11, 21, 7, 0, tzinfo=UTC))) == 1
    (item,) = due(db, NOON + 2 * DAY)
    assert item.overdue_days == 2
    assert item.reason == CaseReason(CaseKind.REPAIR, "Leaks", "", TODAY - 3 * DAY, 5, False)


def test_case_without_a_day_is_no_reason(db: Database) -> None:
    a_case(db, make_client(db), None)
    assert due(db) == []


def test_done_closes_the_case_and_opening_it_again_lists_it_again(db: Database) -> None:
    case = a_case(db, make_client(db))
    (item,) = sweep(db, NOON)
    mark_done(db, item.id, NOON)
    assert get_case(db, case).status == CaseStatus.CLOSED
    set_case_status(db, case, CaseStatus.READY, NOON)
    assert ids(due(db)) == [item.id]


def test_case_closed_on_the_card_is_done_with_and_one_put_off_comes_round_again(db: Database) -> None:
    client = make_client(db)
    closed, later = a_case(db, client), a_case(db, client)
    sweep(db, NOON)
    set_case_status(db, closed, CaseStatus.CLOSED, NOON)
    data = CaseData(client, CaseKind.REPAIR, "Leaks", TODAY - 3 * DAY, due_day=TODAY + DAY)
    save_case(db, data, NOON, later)
    assert due(db) == []
    assert sweep(db, NOON) == []
    assert states(db) == [ReminderState.EXPIRED] * 2
    assert ids(sweep(db, NOON + DAY)) == [f"case:case:{later}:2026-11-22"]


def test_list_of_a_past_day_has_the_cases_that_were_open_then(db: Database) -> None:
    case = a_case(db, make_client(db), TODAY - 2 * DAY)
    set_case_status(db, case, CaseStatus.CLOSED, NOON)
    assert len(list_due(db, TODAY - DAY)) == 1
    assert list_due(db, TODAY) == []
    assert list_due(db, TODAY - 4 * DAY, 10) == []  # it came on the day after


# Renewals


def test_renewal_is_listed_from_a_week_before_until_two_weeks_after(db: Database) -> None:
    club = a_club(db, make_client(db), TODAY)
    days = [n for n in range(-10, 20) if list_due(db, TODAY + n * DAY)]
    assert days == list(range(-7, 15))
    assert sweep(db, NOON - 8 * DAY) == []
    (item,) = sweep(db, NOON - 7 * DAY)
    assert (item.id, item.due) == (f"renewal:entitlement:{club}:2026-11-21", TODAY)
    assert item.reason == RenewalReason(EntitlementKind.MEMBERSHIP, "Клуб", TODAY, 7, None)
    assert sweep(db, NOON + 14 * DAY) == []
    assert states(db) == [ReminderState.SHOWN]
    assert sweep(db, NOON + 15 * DAY) == []
    assert states(db) == [ReminderState.EXPIRED]


def test_what_another_of_the_same_continues_is_no_reason(db: Database) -> None:
    client = make_client(db)
    a_club(db, client)
    sweep(db, NOON)
    more = a_club(db, client, TODAY + 60 * DAY)
    assert due(db) == []
    assert sweep(db, NOON) == []
    assert states(db) == [ReminderState.EXPIRED]
    delete_entitlement(db, more, NOON)
    assert len(due(db)) == 1


def test_another_product_or_another_client_continues_nothing(db: Database) -> None:
    client, other = make_client(db), make_client(db, "Жукова Марина")
    a_club(db, client)
    a_club(db, other, TODAY + 60 * DAY)
    end = TODAY + 60 * DAY
    save_entitlement(db, EntitlementData(client, EntitlementKind.WARRANTY, "Кофемолка", TODAY, end), NOON)
    assert [item.client_id for item in due(db)] == [client]


def test_renewal_sold_later_was_not_known_on_a_past_day(db: Database) -> None:
    client = make_client(db)
    monthly = ProductData("Абонемент", price=1000, carries="subscription", carries_count=1, carries_unit="month")
    save_product(db, monthly, NOON)
    sell(db, client, date(2026, 10, 25), product="Абонемент")  # until 24 November
    sell(db, client, TODAY, product="Абонемент")
    assert len(list_due(db, TODAY - DAY)) == 1
    assert list_due(db, TODAY) == []


def test_renewal_that_was_done_comes_again_when_it_holds_longer(db: Database) -> None:
    client = make_client(db)
    club = a_club(db, client)
    (item,) = due(db)
    mark_done(db, item.id, NOON)
    longer = EntitlementData(client, EntitlementKind.MEMBERSHIP, "Клуб", TODAY, TODAY + 6 * DAY)
    save_entitlement(db, longer, NOON, club)
    assert len(due(db)) == 1


# Wishes


def test_missing_product_is_a_reason_when_it_is_back(db: Database) -> None:
    client = make_client(db)
    wish = a_wish(db, client)
    assert list_due(db, TODAY - DAY) == []
    (item,) = due(db)
    assert (item.id, item.due) == (f"interest:interest:{wish}:2026-11-21", TODAY)
    assert item.reason == WishReason(InterestReason.MISSING, BRAZIL, date(2026, 11, 3), 18, None, 100_000, "f", 1)


def test_product_that_runs_out_again_is_no_reason_until_it_is_back_once_more(db: Database) -> None:
    a_wish(db, make_client(db))
    (first,) = sweep(db, NOON)
    set_in_stock(db, 1, False, NOON, TODAY)
    assert due(db) == []
    assert sweep(db, NOON) == []
    set_in_stock(db, 1, True, NOON + 3 * DAY, TODAY + 3 * DAY)
    (again,) = sweep(db, NOON + 3 * DAY)
    assert again.id != first.id


def too_dear(db: Database, client: int) -> None:
    product = a_product(db)
    add_interest(db, client, product, InterestReason.TOO_DEAR, 100_000, "", date(2026, 11, 3), NOON - 18 * DAY)


def reprice(db: Database, price: int, at: datetime) -> None:
    save_product(db, ProductData(BRAZIL, price=price), at, 1, get_product(db, 1).version)


def test_too_dear_is_a_reason_when_it_costs_less(db: Database) -> None:
    client = make_client(db)
    too_dear(db, client)
    reprice(db, 110_000, NOON - 2 * DAY)
    assert due(db) == []
    reprice(db, 90_000, NOON - DAY)
    (item,) = due(db)
    assert item.due == TODAY - DAY
    assert (item.reason.price, item.reason.price_now) == (100_000, 90_000)  # type: ignore[union-attr]
    reprice(db, 100_000, NOON)
    assert due(db) == []


def test_purchase_closes_a_wish_and_its_undo_brings_it_back(db: Database) -> None:
    client = make_client(db)
    a_wish(db, client)
    (item,) = sweep(db, NOON)
    sell(db, client, TODAY, product=BRAZIL)
    action = find_last_action(db, NOON - HOUR)
    assert due(db) == []
    assert sweep(db, NOON) == []
    assert states(db) == [ReminderState.EXPIRED]
    assert action is not None
    undo_action(db, action.id, NOON)
    assert ids(due(db)) == [item.id]


def test_receipt_that_closed_no_wish_by_itself_is_seen_all_the_same(db: Database) -> None:
    client = make_client(db)
    wish = a_wish(db, client)
    sell(db, client, TODAY, product=BRAZIL)
    with db.write() as session:
        session.get_one(Interest, wish).closed_at = None  # as an import leaves it
    assert due(db) == []


def test_list_of_a_past_day_has_the_wishes_that_were_open_then(db: Database) -> None:
    wish = a_wish(db, make_client(db))
    close_interest(db, wish, NOON + 2 * DAY)
    assert len(list_due(db, TODAY + DAY)) == 1
    assert list_due(db, TODAY + 2 * DAY) == []


def test_done_closes_the_wish(db: Database) -> None:
    wish = a_wish(db, make_client(db))
    (item,) = due(db)
    mark_done(db, item.id, NOON)
    with db.read() as session:
        assert session.get_one(Interest, wish).closed_at == NOON
        assert session.scalars(select(ServiceCase)).all() == []


def test_product_taken_out_of_the_catalogue_meets_no_wish(db: Database) -> None:
    a_wish(db, make_client(db))
    archive_products(db, [1], True, NOON)
    assert due(db) == []
