"""Birthdays: which day, which alert, which age; around the turn of the year and 29 February."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.clients.data import Birthday
from app.services.reminders.kinds.birthdays import turns
from app.services.reminders.kinds.calendar_days import celebrated, current_lead
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.today.due import list_due
from tests.factories import make_client, tune

LEADS = (7, 1, 0)


@pytest.mark.parametrize(
    ("year", "rule", "expected"),
    [
        (2024, "feb28", date(2024, 2, 29)),
        (2024, "mar1", date(2024, 2, 29)),
        (2026, "feb28", date(2026, 2, 28)),
        (2026, "mar1", date(2026, 3, 1)),
        (2100, "feb28", date(2100, 2, 28)),  # no leap year
    ],
)
def test_29_february_by_the_shops_rule(year: int, rule: str, expected: date) -> None:
    assert celebrated(2, 29, year, rule) == expected


@pytest.mark.parametrize(("days_before", "lead"), [(8, None), (7, 7), (6, 7), (2, 7), (1, 1), (0, 0), (-1, 0), (-3, 0)])
def test_latest_alert_that_has_come(days_before: int, lead: int | None) -> None:
    event = date(2027, 1, 3)
    assert current_lead(event, event - timedelta(days=days_before), LEADS) == lead


@pytest.mark.parametrize(("born", "age"), [(1990, 36), (None, None), (2026, None), (1604, None)])
def test_age_only_where_the_year_is_believable(born: int | None, age: int | None) -> None:
    assert turns(date(2026, 11, 21), born) == age


@pytest.mark.parametrize(
    ("month", "day", "as_of", "listed"),
    [
        (11, 21, "2026-11-21", "2026-11-21"),
        (11, 28, "2026-11-21", "2026-11-28"),
        (11, 29, "2026-11-21", None),
        (11, 18, "2026-11-21", "2026-11-18"),
        (11, 17, "2026-11-21", None),
        (1, 2, "2026-12-29", "2027-01-02"),  # turn of the year, ahead
        (12, 30, "2027-01-01", "2026-12-30"),  # and late
        (2, 29, "2026-02-28", "2026-02-28"),
        (2, 29, "2026-03-03", "2026-02-28"),
        (2, 29, "2026-03-04", None),
        (2, 29, "2028-02-28", "2028-02-29"),
        (2, 28, "2026-02-28", "2026-02-28"),
        (3, 1, "2028-02-29", "2028-03-01"),
    ],
)
def test_listed_from_the_largest_lead_until_grace_is_over(
    db: Database, month: int, day: int, as_of: str, listed: str | None
) -> None:
    make_client(db, birthday=Birthday(month, day))
    items = list_due(db, date.fromisoformat(as_of))
    assert [item.due.isoformat() for item in items] == ([] if listed is None else [listed])


def test_29_february_can_be_kept_on_1_march(db: Database) -> None:
    tune(db, ReminderKind.BIRTHDAY, leap="mar1", leads=(0,), grace_days=0)
    make_client(db, birthday=Birthday(2, 29))
    days = [date(2026, 2, 27) + timedelta(days=n) for n in range(5)]
    assert [day for day in days if list_due(db, day)] == [date(2026, 3, 1)]
    assert [day for day in days if sweep(db, datetime(day.year, day.month, day.day, 9, tzinfo=UTC))] == [
        date(2026, 3, 1)
    ]


def test_looking_ahead_finds_later_birthdays(db: Database) -> None:
    make_client(db, birthday=Birthday(12, 21, 1986))
    assert list_due(db, date(2026, 11, 21), 29) == []
    (item,) = list_due(db, date(2026, 11, 21), 30)
    assert (item.due, item.overdue_days, item.reason.days_left, item.reason.turns) == (date(2026, 12, 21), 0, 30, 40)
