"""Every number of the report against a second, plain count over the bare rows of random shops."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.models.database import Database
from app.services.months import month_end, month_range
from app.services.report.build import Report, build_report
from app.services.report.period import Period
from tests.services.report.plain_report import Plain, Receipt, read_receipts
from tests.services.report.random_shop import TODAY


def test_every_figure_is_what_plain_counting_gives(report: Report, plain: Plain) -> None:
    for key, wanted in plain.figures().items():
        found = report.figures[key].value
        assert (found is None) is (wanted is None), key
        if wanted is not None:
            assert found == pytest.approx(wanted, abs=0.51 if key in ("aov", "ltv", "ltv_simple") else 1e-9), key


def test_every_figure_is_told_of_the_compared_days_too(report: Report, receipts: list[Receipt], period: Period) -> None:
    before = period.previous()
    if min(one.day for one in receipts) > before.last:
        assert report.compared is None
        assert {figure.before for figure in report.figures.values()} == {None}
        return
    for key, wanted in Plain(receipts, before.first, before.last, TODAY).figures().items():
        found = report.figures[key].before
        assert found == (None if wanted is None else pytest.approx(wanted, abs=0.51)), key


def test_each_month_is_what_plain_counting_gives(report: Report, plain: Plain, period: Period) -> None:
    assert [one.month for one in report.months] == list(month_range(period.first, period.last))
    for one, ltv in zip(report.months, report.ltv_months, strict=True):
        first, last = max(one.month, period.first), min(month_end(one.month), period.last)
        came, aov = plain.came(first, last), plain.aov(first, last)
        money = plain.money(first, last)
        assert {name: getattr(one, name) for name in money} == money
        assert one.aov == (None if aov is None else pytest.approx(aov, abs=0.51))
        assert (one.visits, one.buyers) == (sum(came.values()), len(came))
        assert one.receipts == sum(first <= receipt.day <= last for receipt in plain.receipts)
        assert one.new_buyers == sum(first <= own[0] <= last for own in plain.visits.values())
        wanted, buyers = plain.ltv(last - timedelta(days=period.days - 1), last)
        assert (ltv.month, ltv.buyers) == (one.month, buyers)
        assert ltv.ltv == (None if wanted is None else pytest.approx(wanted, abs=0.51))


def test_the_cohorts_are_what_plain_counting_gives(report: Report, plain: Plain, period: Period) -> None:
    told = {one.month: one for one in report.cohorts}
    for month in month_range(period.first, period.last):
        over = [k for k in month_range(month, period.last) if month_end(k) <= period.last]
        size, shares = plain.cohort(month, over[-1] if over else month)
        assert (month in told) is (size > 0)
        if size:
            assert told[month].size == size
            assert list(told[month].retention) == pytest.approx(shares)


def test_the_days_between_visits_fill_the_bars(report: Report, plain: Plain) -> None:
    gaps, found = plain.gaps(), report.gaps
    assert found.counted == len(gaps) == sum(one.count for one in found.bins)
    for one in found.bins:
        assert one.count == sum(one.first <= gap <= (one.last or gap) for gap in gaps)


def test_nothing_after_the_asked_day_counts(shop: Database) -> None:
    day = date(2026, 8, 15)
    plain_then = Plain(read_receipts(shop, day), date(2026, 1, 1), day, day)
    report = build_report(shop, Period(plain_then.first, TODAY), None, day)
    assert report.period.last == day
    for key, wanted in plain_then.figures().items():
        assert report.figures[key].value == (None if wanted is None else pytest.approx(wanted, abs=0.51)), key
