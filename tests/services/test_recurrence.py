"""Repeating follow-ups: which day comes next."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.errors import InvalidValue
from app.services.recurrence import coming_days, next_after, read_rule


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("rule", "first", "after", "expected"),
    [
        ("FREQ=DAILY", "2026-11-21", "2026-11-21", "2026-11-22"),
        ("FREQ=DAILY;INTERVAL=14", "2026-11-01", "2026-11-21", "2026-11-29"),
        ("FREQ=DAILY;INTERVAL=14", "2026-11-01", "2026-10-01", "2026-11-15"),  # done before it was due
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-19", "2026-11-20", "2026-11-23"),  # over a weekend
        ("RRULE:FREQ=WEEKLY", "2026-11-21", "2026-11-21", "2026-11-28"),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-11-02", "2026-11-21", "2026-11-30"),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-11-02", "2026-11-10", "2026-11-16"),
        ("FREQ=WEEKLY;BYDAY=TH,MO", "2026-11-19", "2026-11-19", "2026-11-23"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-11-16", "2026-11-20", "2026-11-30"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-01-31", "2026-02-28"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-02-28", "2026-03-31"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-03-31", "2026-04-30"),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-11-30", "2026-11-30", "2027-02-28"),
        ("FREQ=MONTHLY", "2026-11-15", "2026-12-20", "2027-01-15"),  # turn of the year, one missed
        ("FREQ=MONTHLY;BYMONTHDAY=1", "2026-11-01", "2026-11-21", "2026-12-01"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30", "2026-11-30", "2026-12-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-11-01", "2026-11-01", "2026-11-15"),
        ("FREQ=MONTHLY;BYMONTHDAY=30,31", "2026-01-30", "2026-01-31", "2026-02-28"),
        ("FREQ=YEARLY", "2024-02-29", "2024-02-29", "2025-02-28"),
        ("FREQ=YEARLY", "2024-02-29", "2027-02-28", "2028-02-29"),
        ("FREQ=YEARLY;INTERVAL=2", "2024-11-21", "2026-11-21", "2028-11-21"),
    ],
)
def test_next_day(rule: str, first: str, after: str, expected: str) -> None:
    assert next_after(read_rule(rule), day(first), day(after)) == day(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "weekly",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=101",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;COUNT=3",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
    ],
)
def test_a_rule_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_rule(text)


RULES = st.sampled_from(
    [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;INTERVAL=5",
        "FREQ=YEARLY",
    ]
)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(RULES, DAYS, st.integers(0, 2000))
def test_jumping_ahead_lands_on_a_day_that_stepping_reaches(text: str, first: date, missed: int) -> None:
    rule, after = read_rule(text), first + timedelta(days=missed)
    stepped = first
    while stepped <= after:
        stepped = next_after(rule, first, stepped)
    assert next_after(rule, first, after) == stepped


@pytest.mark.parametrize("anchor", ["schedule", "completion"])
@pytest.mark.parametrize(
    "every",
    ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=-1"],
)
def test_the_days_told_ahead_are_those_that_come_when_each_is_done_on_its_day(every: str, anchor: str) -> None:
    first = date(2026, 1, 31)
    told = list(islice(coming_days(every, anchor, first, first, None, first), 12))
    due = first
    for again in told:
        due = next(coming_days(every, anchor, first, due, None, due))
        assert due == again


def test_an_occurrence_moved_ahead_of_its_day_is_not_told_again_on_it() -> None:
    monday, friday = date(2026, 11, 23), date(2026, 11, 20)
    days = coming_days("FREQ=WEEKLY", "schedule", monday, friday, monday, friday)
    assert next(days) == date(2026, 11, 30)
