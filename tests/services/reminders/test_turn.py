"""Whose turn it is on Today: what was promised, then by value, and no more people than there is time for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.models.database import Database
from app.models.enums import InterestReason, ReminderKind
from app.services.clients.data import Birthday
from app.services.interests import add_interest
from app.services.products.data import ProductData
from app.services.products.save import save_product, set_in_stock
from app.services.reminders.items import DueItem, group_by_client
from app.services.reminders.ledger.acts import mark_done, snooze
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.due import list_due
from app.services.reminders.today.scan import DueStart, list_first_due
from app.services.settings import get_settings, save_settings
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell
from tests.reasons import DAY, HOUR, NOON, TODAY, a_club, due, ids


def allow(db: Database, per_day: int) -> None:
    save_settings(db, replace(get_settings(db), contacts_per_day=per_day))


def greeted(db: Database, spent: int, day: int = 21) -> int:
    """Has a birthday on that day of November, and bought once, not long ago."""
    client = make_client(db, f"Именинник {spent}", birthday=Birthday(11, day))
    if spent:
        sell(db, client, TODAY - 5 * DAY, spent)
    return client


def people(items: list[DueItem]) -> list[int | None]:
    return [group[0].client_id for group in group_by_client(items)]


def first(db: Database, most: int = 200) -> DueStart:
    return list_first_due(db, TODAY, NOON, most)


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    """One to whom something was promised, four to greet, one silent, and a task of the shop."""
    made = {f"greet {spent}": greeted(db, spent) for spent in (1000, 4000, 2000, 0)}
    made["promised"] = make_client(db, "Пак Игорь")
    add_task(db, TaskData(made["promised"], "Call back", TODAY), NOON - DAY)
    made["silent"] = make_client(db, "Молчун")
    for back in (120, 100, 80):
        sell(db, made["silent"], TODAY - timedelta(days=back), 3000)
    add_task(db, TaskData(None, "Order milk", TODAY), NOON - DAY)
    return made


def test_promised_first_then_by_what_the_contact_may_bring(db: Database, shop: dict[str, int]) -> None:
    order = ["promised", "silent", "greet 4000", "greet 2000", "greet 1000", "greet 0"]  # won back: 3000 x 4.5
    assert people(due(db)) == [shop["promised"], None, *(shop[name] for name in order[1:])]
    values = {item.client_id: item.expected_value for item in due(db)}
    assert (values[shop["silent"]], values[shop["greet 4000"]], values[shop["greet 0"]]) == (13500, 4000, 0)


def test_a_person_comes_once_with_all_reasons_in_the_place_of_the_best(db: Database, shop: dict[str, int]) -> None:
    add_task(db, TaskData(shop["greet 0"], "Send the price list", TODAY - DAY), NOON - DAY)
    listed = due(db)
    assert people(listed)[0] == shop["greet 0"]
    assert [item.kind for item in listed[:2]] == [ReminderKind.FOLLOW_UP, ReminderKind.BIRTHDAY]


def test_no_more_people_come_than_there_is_time_for_and_the_promised_always(db: Database, shop: dict[str, int]) -> None:
    allow(db, 3)
    best = [shop["promised"], None, shop["silent"], shop["greet 4000"]]
    assert people(due(db)) == people(first(db).items) == best
    assert (first(db).people, first(db).capped) == (4, 3)
    everybody = list_first_due(db, TODAY, NOON, everybody=True)
    assert (everybody.people, everybody.capped) == (7, 0)
    for number in range(4):
        add_task(db, TaskData(make_client(db, f"Ждущий {number}"), "Call", TODAY), NOON - DAY)
    assert {item.kind for item in due(db)} == {ReminderKind.FOLLOW_UP}
    assert first(db).capped == 5


def test_the_sweep_claims_whom_the_list_shows(db: Database, shop: dict[str, int]) -> None:
    allow(db, 3)
    listed = ids(due(db))
    assert ids(sweep(db, NOON, live=True)) == listed
    assert sweep(db, NOON + HOUR, live=True) == []
    assert ids(due(db)) == listed


def test_who_was_acted_on_today_counts(db: Database, shop: dict[str, int]) -> None:
    allow(db, 3)
    sweep(db, NOON, live=True)
    mark_done(db, f"birthday:client:{shop['greet 4000']}:2026-11-21", NOON)
    snooze(db, f"lapsed:client:{shop['silent']}:{(TODAY - 80 * DAY).isoformat()}", NOON + 3 * DAY, NOON)
    assert sweep(db, NOON + HOUR, live=True) == []
    assert people(due(db)) == [shop["promised"], None]
    tomorrow = NOON + DAY
    assert {item.client_id for item in sweep(db, tomorrow, live=True)} == {shop["greet 2000"], shop["greet 1000"]}


def test_who_was_announced_stays_when_somebody_better_comes(db: Database, shop: dict[str, int]) -> None:
    allow(db, 3)
    told = ids(sweep(db, NOON, live=True))
    greeted(db, 900_000)
    assert sweep(db, NOON + HOUR, live=True) == []
    assert ids(due(db)) == told


def test_who_was_announced_stays_when_more_is_promised_and_when_the_limit_is_lowered(
    db: Database, shop: dict[str, int]
) -> None:
    allow(db, 3)
    told = set(ids(sweep(db, NOON, live=True)))
    for number in range(2):
        add_task(db, TaskData(make_client(db, f"Ждущий {number}"), "Call", TODAY), NOON - DAY)
    promised = set(ids(sweep(db, NOON + HOUR, live=True)))
    assert set(ids(due(db))) == told | promised
    allow(db, 1)
    club = f"renewal:entitlement:{a_club(db, shop['greet 4000'])}:2026-11-26"
    assert ids(sweep(db, NOON + 2 * HOUR, live=True)) == [club]
    assert set(ids(due(db))) == told | promised | {club}


def test_another_reason_of_a_person_who_comes_takes_no_place(db: Database, shop: dict[str, int]) -> None:
    allow(db, 3)
    sweep(db, NOON, live=True)
    club = a_club(db, shop["greet 4000"])
    other = a_club(db, shop["greet 1000"])
    assert ids(sweep(db, NOON + HOUR, live=True)) == [f"renewal:entitlement:{club}:2026-11-26"]
    assert f"renewal:entitlement:{other}:2026-11-26" not in ids(due(db))


def test_a_snooze_that_is_over_comes_before_the_others(db: Database, shop: dict[str, int]) -> None:
    item = f"birthday:client:{shop['greet 0']}:2026-11-21"
    snooze(db, item, NOON - HOUR, NOON - DAY)
    allow(db, 2)
    assert shop["greet 0"] in people(due(db))
    assert item in ids(sweep(db, NOON, live=True))


@pytest.mark.parametrize("per_day", range(1, 8))
def test_a_limit_of_the_scan_shows_the_same_people(db: Database, shop: dict[str, int], per_day: int) -> None:
    greeted(db, 500, 24)
    allow(db, per_day)
    whole, short = due(db), first(db, 1)
    promised = [item for item in whole if item.kind != ReminderKind.FOLLOW_UP]
    assert [item for item in short.items if item.kind != ReminderKind.FOLLOW_UP] == promised
    assert short.people == len(group_by_client(whole))


def test_the_days_ahead_are_shown_whole(db: Database, shop: dict[str, int]) -> None:
    allow(db, 1)
    assert len(people(list_due(db, TODAY, 1, NOON))) == 7


def test_whom_a_clock_that_was_ahead_told_of_takes_no_ones_place(db: Database) -> None:
    """It was told in the wrong year, waits for its day, and is not of today."""
    wishes, product = make_client(db, "Ли Дмитрий"), save_product(db, ProductData("Матча"), NOON)
    add_interest(db, wishes, product, InterestReason.MISSING, None, "", TODAY, NOON, out_of_stock=True)
    ahead = NOON + 370 * DAY
    set_in_stock(db, product, True, ahead, TODAY + 370 * DAY)
    assert [item.client_id for item in sweep(db, ahead, live=True)] == [wishes]
    allow(db, 1)
    today = greeted(db, 1000)
    assert people(due(db)) == [today]
    assert [item.client_id for item in sweep(db, NOON, live=True)] == [today]
