"""Calendar months: how they are counted, and where shorter ones end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.services.months import month_end, month_number, month_range, month_start, months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -13, date(2025, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_the_same_day_of_another_month_is_its_last_one_where_it_is_shorter(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_every_day_lies_between_the_ends_of_its_month() -> None:
    for number in range(date(2023, 1, 1).toordinal(), date(2025, 1, 1).toordinal()):
        day = date.fromordinal(number)
        first, last = month_start(day), month_end(day)
        assert first <= day <= last
        assert first.day == (last + timedelta(days=1)).day == 1
        assert month_number(first) == month_number(last) == month_number(last + timedelta(days=1)) - 1


def test_the_last_month_of_the_calendar_has_an_end() -> None:
    assert month_end(date(9999, 12, 1)) == date.max


def test_the_months_of_two_days_are_those_they_touch() -> None:
    assert month_range(date(2025, 12, 31), date(2026, 2, 1)) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
    assert month_range(date(2026, 2, 5), date(2026, 2, 5)) == (date(2026, 2, 1),)
