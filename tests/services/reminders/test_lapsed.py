"""Lapsed clients: when, how long, and what winning them back is worth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.models import silences
from app.models.database import Database
from app.models.silences import Silence, gives_up_on
from app.services.reminders.kinds.lapsed import expected_value
from app.services.reminders.today.due import list_due
from tests.factories import make_client, sell

TODAY = date(2026, 11, 21)


def silence(total: int, visits: int, limit: int) -> Silence:
    return Silence(1, TODAY, limit, TODAY + timedelta(days=limit), visits, total, None)


@pytest.mark.parametrize(
    ("total", "visits", "limit", "value"),
    [
        (300_000, 3, 40, 450_000),  # 1000.00 a visit, one every 20 days, 4.5 times in 90 days
        (100, 1, 365, 49),  # 100 x 90 / 182.5 = 49.3
        (101, 1, 360, 51),  # 50.5, half up
        (-500, 1, 30, 0),
    ],
)
def test_expected_value_is_the_average_visit_as_often_as_it_was(
    total: int, visits: int, limit: int, value: int
) -> None:
    assert expected_value(silence(total, visits, limit)) == value


def test_given_up_after_three_limits() -> None:
    assert gives_up_on(silence(1, 1, 40)) == TODAY + timedelta(days=120)


def test_becomes_due_on_the_day_the_silence_reaches_its_limit(db: Database) -> None:
    client = make_client(db, "Жукова Марина", phone="+79161234567")
    for back in (60, 39, 20):
        sell(db, client, TODAY - timedelta(days=back))  # gaps 21 and 19: rhythm 20, limit 40
    lapse_day = TODAY + timedelta(days=20)
    assert list_due(db, lapse_day - timedelta(days=1)) == []
    (item,) = list_due(db, lapse_day)
    assert (item.due, item.overdue_days) == (lapse_day, 0)
    assert (item.channel, item.contact) == ("phone", "+79161234567")
    reason = item.reason
    assert (reason.silence_days, reason.rhythm_days, reason.silence_limit, reason.visits) == (40, 20, 40, 3)
    (ahead,) = list_due(db, TODAY, 20)
    assert (ahead.id, ahead.overdue_days) == (item.id, 0)


def test_stored_facts_and_facts_of_a_past_day_give_the_same_list(db: Database) -> None:
    for number in range(12):
        client = make_client(db, f"Клиент {number}")
        for visit in range(number % 5 + 1):
            sell(db, client, date(2026, 1, 1) + timedelta(days=visit * (10 + number)), 1000 * (number + 1))
    day = date(2026, 5, 15)
    stored = list_due(db, day)
    assert len(stored) > 3
    sell(db, None, date(2026, 11, 1))  # an anonymous sale after that day: now it is a past day
    assert list_due(db, day) == stored


def test_the_choice_is_the_same_whichever_way_the_table_is_read(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        sell(db, make_client(db, f"Клиент {number}"), date(2026, 1, 1), 1000 * number)
    day = date(2027, 1, 2)
    by_index = list_due(db, day)
    monkeypatch.setattr(silences, "WALK_PAYS", 2)
    assert list_due(db, day) == by_index
    assert [item.expected_value for item in by_index] == sorted(
        (item.expected_value for item in by_index), reverse=True
    )
