"""Some of the lapsed are left alone by chance, and what that tells."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, text

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.reminder import Reminder, ReminderRule
from app.models.silences import best_silences, chance, silences_left_alone
from app.services.purchases.returns import return_purchase
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.left_alone import can_answer, clients_needed, compare, left_alone_effect
from tests.factories import make_client, sell
from tests.reasons import DAY, NOON, TODAY, due

LAST = date(2026, 9, 1)


def tune(db: Database, **params: object) -> None:
    with db.write() as session:
        rule = session.scalars(select(ReminderRule).where(ReminderRule.kind == ReminderKind.LAPSED)).one()
        rule.params = {**rule.params, **params}


def lapsed(db: Database, number: int) -> int:
    """Bought every 20 days; the higher the number, the more was spent."""
    client = make_client(db, f"Молчун {number}")
    for back in (40, 20, 0):
        sell(db, client, LAST - timedelta(days=back), 1000 * number)
    return client


def told(db: Database, state: str) -> set[int | None]:
    with db.read() as session:
        return set(session.scalars(select(Reminder.client_id).where(Reminder.state == state)))


def test_chance_is_even_and_neighbours_have_nothing_in_common() -> None:
    drawn = [chance(client, LAST + timedelta(days=day)) for client in range(1, 201) for day in range(100)]
    counted = Counter(drawn)
    assert set(counted) == set(range(100))
    assert sum((n - 200) ** 2 / 200 for n in counted.values()) < 149  # chi-square, 99 degrees, 1 in 1000
    both = sum(first < 20 and second < 20 for first, second in pairwise(drawn))
    assert both == pytest.approx(800, abs=100)


def test_sql_draws_the_same_as_python(db: Database) -> None:
    clients = [lapsed(db, number) for number in range(1, 41)]
    days = (date(2026, 1, 1), TODAY)
    with db.read() as session:
        kept = {one.client_id for one in best_silences(session, days, TODAY, 100, 30)}
        alone = {one.client_id for one in silences_left_alone(session, days, TODAY, 30, None)}
    assert alone == {client for client in clients if chance(client, LAST) < 30}
    assert kept == set(clients) - alone


def test_who_is_left_alone_is_not_listed_but_written_down_as_far_as_their_turn_came(db: Database) -> None:
    clients = [lapsed(db, number) for number in range(1, 41)]
    tune(db, left_alone_percent=30, per_day=5)
    in_turn = sorted(clients, reverse=True)  # the dearest first
    to_tell = [client for client in in_turn if chance(client, LAST) >= 30]
    expected = to_tell[:5]
    assert [item.client_id for item in due(db)] == expected
    assert [item.client_id for item in sweep(db, NOON, live=True)] == expected
    before = in_turn[: in_turn.index(expected[-1])]
    assert told(db, "held_out") == set(before) - set(expected)
    assert [item.client_id for item in due(db)] == expected
    assert sweep(db, NOON, live=True) == []


def test_all_are_written_down_when_the_day_has_room_for_all(db: Database) -> None:
    clients = [lapsed(db, number) for number in range(1, 9)]
    tune(db, left_alone_percent=100)
    assert sweep(db, NOON, live=True) == []
    assert told(db, "held_out") == set(clients)


def test_a_past_day_leaves_the_same_alone(db: Database) -> None:
    for number in range(1, 31):
        lapsed(db, number)
    tune(db, left_alone_percent=40, per_day=4)
    live = [item.client_id for item in sweep(db, NOON, live=True)]
    held = told(db, "held_out")
    with db.write() as session:
        session.execute(text("DELETE FROM reminder"))
    sell(db, None, TODAY + 40 * DAY)  # from then on it is a past day
    assert [item.client_id for item in sweep(db, NOON)] == live
    assert told(db, "held_out") == held


def test_a_muted_client_is_not_silent_until_that_day(db: Database) -> None:
    client = lapsed(db, 1)
    with db.write() as session:
        session.get_one(Client, client).muted_until = TODAY + DAY
    assert due(db) == []
    assert len(due(db, NOON + DAY)) == 1


def test_the_effect_counts_who_came_back_within_90_days(db: Database) -> None:
    clients = [lapsed(db, number) for number in range(1, 21)]
    tune(db, left_alone_percent=50, per_day=20)
    sweep(db, NOON, live=True)
    reminded, alone = sorted(told(db, "shown") - {None}), sorted(told(db, "held_out") - {None})
    assert set(reminded) | set(alone) == set(clients)
    for client in (*reminded[:3], alone[0]):
        sell(db, client, TODAY + 90 * DAY)
    sell(db, alone[1], TODAY + 91 * DAY)  # too late
    sale = sell(db, alone[2], TODAY + DAY)
    return_purchase(db, sale, (), TODAY + 2 * DAY, None, NOON)
    young = left_alone_effect(db, NOON + 89 * DAY)
    assert (young.reminded, young.left_alone, young.difference) == (0, 0, None)
    effect = left_alone_effect(db, NOON + 95 * DAY)
    assert (effect.reminded, effect.reminded_back) == (len(reminded), 3)
    assert (effect.left_alone, effect.left_alone_back) == (len(alone), 1)
    assert effect.difference == pytest.approx(3 / len(reminded) - 1 / len(alone))
    assert effect.low < effect.difference < effect.high


def test_the_interval_is_that_of_newcombe() -> None:
    effect = compare([True] * 56 + [False] * 14, [True] * 48 + [False] * 32)  # table II, row a of the article
    assert (effect.low, effect.high) == (pytest.approx(0.0524, abs=1e-4), pytest.approx(0.3339, abs=1e-4))


def test_the_number_of_clients_is_that_of_the_textbook() -> None:
    assert clients_needed(50) == 1372  # 686 in each of two equal groups
    assert clients_needed(10) > clients_needed(20) > clients_needed(30) > clients_needed(50)


def test_a_small_shop_cannot_answer(db: Database) -> None:
    for number in range(1, 4):
        lapsed(db, number)
    answer = can_answer(db, NOON)
    assert (answer.is_possible, answer.clients_a_year, answer.percent) == (False, 3, 30)
    assert answer.clients_needed == clients_needed(30)


def test_the_daily_number_bounds_what_a_year_tells(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.reminders.left_alone.YEAR_DAYS", 2)
    for number in range(1, 6):
        lapsed(db, number)
    with db.write() as session:
        session.execute(text("UPDATE client SET lapse_day = :day"), {"day": (TODAY - DAY).isoformat()})
    tune(db, per_day=1)
    assert can_answer(db, datetime.combine(TODAY, NOON.timetz())).clients_a_year == 2
