"""The periods of the report and what they are compared with."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.report.period import Period
from app.ui.reports.periods import days_text
from app.ui.reports.state import Shown

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("last_12", date(2025, 12, 1), TODAY),
        ("month", date(2026, 11, 1), TODAY),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("quarter", date(2026, 10, 1), TODAY),
        ("last_quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("year", date(2026, 1, 1), TODAY),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_that_still_runs_ends_today(period: str, first: date, last: date) -> None:
    assert Shown(period).days(TODAY) == Period(first, last)


def test_a_month_is_compared_with_the_same_days_of_the_month_before() -> None:
    assert Shown("month").compared(TODAY) == Period(date(2026, 10, 1), date(2026, 10, 22))
    assert Shown("month").compared(date(2026, 3, 30)) == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_a_whole_month_is_compared_with_a_whole_month() -> None:
    assert Shown("last_month").compared(date(2026, 3, 15)) == Period(date(2026, 1, 1), date(2026, 1, 31))
    assert Shown("last_quarter").compared(TODAY) == Period(date(2026, 4, 1), date(2026, 6, 30))


def test_a_year_earlier_of_the_last_day_of_february_is_the_last_day_too() -> None:
    shown = Shown("own", Period(date(2024, 2, 1), date(2024, 2, 29)), "year_ago")
    assert shown.compared(TODAY) == Period(date(2023, 2, 1), date(2023, 2, 28))


def test_days_of_ones_own_are_compared_with_as_many_before() -> None:
    shown = Shown().with_own(date(2026, 11, 8), date(2026, 11, 14))
    assert shown.compared(TODAY) == Period(date(2026, 11, 1), date(2026, 11, 7))
    assert shown.compared_with(date(2026, 5, 1), date(2026, 5, 9)).compared(TODAY) == Period(
        date(2026, 5, 1), date(2026, 5, 9)
    )


def test_all_time_is_compared_with_nothing() -> None:
    assert Shown("all").days(TODAY) is None
    assert Shown("all").compared(TODAY) is None
    assert Shown("month", compare="nothing").compared(TODAY) is None


def test_what_was_shown_is_kept_days_of_ones_own_too() -> None:
    shown = Shown("quarter", part="goods").with_own(date(2026, 1, 5), date(2026, 2, 3))
    shown = shown.compared_with(date(2025, 1, 5), date(2025, 2, 3))
    assert Shown.from_kept(shown.to_keep()) == shown


@pytest.mark.parametrize(
    "kept",
    [
        None,
        7,
        {"period": "own"},
        {"period": "own", "own": ["2026-02-03", "2026-01-05"]},
        {"period": "own", "own": ["soon", "later"]},
        {"period": "century", "compare": "own", "own_compared": 4},
    ],
)
def test_what_cannot_be_read_is_the_usual(kept: object) -> None:
    assert Shown.from_kept(kept) == Shown()


def test_one_day_is_told_once() -> None:
    assert days_text(Period(TODAY, TODAY), TODAY) == "22 November"
    assert days_text(Period(date(2025, 12, 1), TODAY), TODAY) == "1 Dec 2025 – 22 Nov"
