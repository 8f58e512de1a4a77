"""Periods and the days they are compared with."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.report.period import Period, whole_months


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period(date(2026, 3, 1), date(2026, 3, 31)), Period(date(2026, 1, 29), date(2026, 2, 28))),
        (Period(date(2026, 11, 21), date(2026, 11, 21)), Period(date(2026, 11, 20), date(2026, 11, 20))),
        (Period(date(2025, 1, 1), date(2025, 12, 31)), Period(date(2024, 1, 2), date(2024, 12, 31))),
    ],
)
def test_the_days_before_are_as_many_and_end_the_day_before(period: Period, before: Period) -> None:
    assert period.previous() == before
    assert before.days == period.days


def test_the_days_before_the_first_days_of_the_calendar_are_no_error() -> None:
    assert Period(date(1, 1, 1), date(9999, 12, 31)).previous() == Period(date.min, date.min)


def test_a_period_touches_its_months() -> None:
    assert Period(date(2025, 12, 31), date(2026, 2, 1)).months() == (
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    )


@pytest.mark.parametrize(
    ("several", "first"), [(1, date(2026, 3, 1)), (3, date(2026, 1, 1)), (4, date(2025, 12, 1)), (12, date(2025, 4, 1))]
)
def test_the_last_months_go_up_to_the_day(several: int, first: date) -> None:
    assert whole_months(date(2026, 3, 17), several) == Period(first, date(2026, 3, 17))


def test_a_period_ends_today_at_the_latest() -> None:
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert period.until(date(2026, 3, 5)) == Period(date(2026, 1, 1), date(2026, 3, 5))
    assert period.until(date(2025, 3, 5)) == Period(date(2026, 1, 1), date(2026, 1, 1))
