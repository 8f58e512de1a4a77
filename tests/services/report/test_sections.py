"""The sections of the report against a second, plain count over the bare rows of random shops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from app.models.database import Database
from app.models.upgrade import open_database
from app.services.clients.find import count_clients
from app.services.report.behind import of_source, took_on
from app.services.report.goods import read_goods
from app.services.report.period import Period, whole_months
from app.services.report.products import FIRST, SECOND
from app.services.report.sections import Sections, read_sections
from app.services.report.shop_days import read_days
from tests.factories import NOW
from tests.services.report import plain_sections
from tests.services.report.plain_report import Receipt, read_receipts
from tests.services.report.random_shop import TODAY, ZONE, fill_shop

PERIODS = (
    Period(date(2024, 1, 1), TODAY),
    whole_months(TODAY, 12),
    Period(date(2026, 3, 17), date(2026, 8, 5)),
    Period(date(2026, 11, 20), date(2026, 11, 20)),
)


def nothing() -> None:
    """Nobody stops the work."""


@pytest.fixture(scope="module", params=range(6))
def shop(request: Any, tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("shop") / "regulars.db"
    copy(template, path)
    database = open_database(path, NOW)
    fill_shop(database, request.param + 100)
    yield database
    database.close()


@pytest.fixture(scope="module")
def receipts(shop: Database) -> list[Receipt]:
    return read_receipts(shop, TODAY)


@pytest.fixture(params=PERIODS)
def period(request: Any) -> Period:
    found: Period = request.param
    return found


@pytest.fixture
def sections(shop: Database, period: Period) -> Sections:
    with shop.read() as session:
        goods = read_goods(session, period, TODAY, nothing)
        return read_sections(session, read_days(session, TODAY, nothing), lambda: goods, period, TODAY, ZONE)


def test_sources_are_what_plain_counting_gives(
    shop: Database, receipts: list[Receipt], period: Period, sections: Sections
) -> None:
    wanted = plain_sections.sources(shop, receipts, period.first, period.last)
    told = {row.source.casefold(): row for row in sections.sources.rows}
    assert set(told) == {
        source for source, one in wanted.items() if one["buyers"] or one["revenue"] or one["spend"] is not None
    }
    for source, row in told.items():
        one = wanted[source]
        assert (row.buyers, row.new_buyers, row.revenue) == (one["buyers"], one["new_buyers"], one["revenue"])
        assert row.spend == (None if one["spend"] is None else pytest.approx(one["spend"], abs=4))
        assert row.ltv == (pytest.approx(one["ever"] / one["buyers"], abs=0.51) if one["buyers"] else None)
        costs = source and one["spend"] is not None and one["new_buyers"]
        assert row.cac == (pytest.approx(one["spend"] / one["new_buyers"], abs=5) if costs else None)
        assert (row.ltv_to_cac is None) is not bool(row.cac and row.ltv is not None)


def test_all_sources_together_cost_what_was_spent(period: Period, sections: Sections) -> None:
    rows, total = sections.sources.rows, sections.sources.total
    assert total.buyers == sum(row.buyers for row in rows)
    assert total.new_buyers == sum(row.new_buyers for row in rows)
    assert total.revenue == sum(row.revenue for row in rows)
    assert total.spend == (sum(row.spend or 0 for row in rows) if sections.spend else None)


@pytest.mark.parametrize("number", [FIRST, SECOND])
def test_products_of_a_visit_are_what_plain_counting_gives(
    shop: Database, receipts: list[Receipt], period: Period, sections: Sections, number: int
) -> None:
    taken = plain_sections.baskets(shop, receipts)
    wanted = plain_sections.comes_back(taken, receipts, period.first, period.last, TODAY, number)
    told = sections.first_products if number == FIRST else sections.return_products

    _clients, counted, back = wanted.pop(None, (0, 0, 0))
    assert (told.counted, told.back) == (counted, back)
    assert {row.product_id: (row.clients, row.counted, row.back) for row in told.rows} == wanted
    for row in told.rows:
        assert row.share == (row.back / row.counted if row.counted else None)
        if row.share is not None and row.low is not None and row.high is not None:
            assert row.low <= row.share + 1e-9
            assert row.share <= row.high + 1e-9
    lows = [row.low or 0 for row in told.rows if not row.few]
    assert lows == sorted(lows, reverse=True)


def test_baskets_hold_what_stayed_with_the_buyers(shop: Database, receipts: list[Receipt], period: Period) -> None:
    with shop.read() as session:
        baskets = read_goods(session, period, TODAY, lambda: None).baskets
    bought: dict[int, set[int]] = {}
    for receipt, place in zip(baskets.receipts.tolist(), baskets.products.tolist(), strict=True):
        bought.setdefault(receipt, set()).add(baskets.product_ids[place])
    taken = plain_sections.baskets(shop, receipts)
    inside = [one for one in receipts if period.first <= one.day <= period.last and taken.get(one.id)]
    assert sorted(map(sorted, bought.values())) == sorted(sorted(taken[one.id]) for one in inside)


def test_pairs_stand_on_as_many_receipts_as_are_told(
    shop: Database, receipts: list[Receipt], period: Period, sections: Sections
) -> None:
    wanted = plain_sections.together(plain_sections.baskets(shop, receipts), receipts, period.first, period.last)
    for pair in sections.pairs:
        assert pair.receipts == wanted[pair.product_id, pair.other_id]


def test_seasons_are_what_plain_counting_gives(receipts: list[Receipt], period: Period, sections: Sections) -> None:
    inside = [one for one in receipts if period.first <= one.day <= period.last]
    opened = max(period.first, min(one.day for one in receipts))
    days = [opened + timedelta(days=n) for n in range((period.last - opened).days + 1)]
    revenue = sum(one.total or 0 for one in inside)
    for bars, place_of in ((sections.season.months, lambda d: d.month), (sections.season.weekdays, date.isoweekday)):
        for bar in bars:
            own = [one for one in inside if place_of(one.day) == bar.place]
            several = sum(place_of(day) == bar.place for day in days)
            money = sum(one.total or 0 for one in own)
            assert (bar.receipts, bar.revenue, bar.days) == (len(own), money, several)
            if several and revenue > 0:
                assert bar.index == pytest.approx((money / several) / (revenue / len(days)))
            assert bar.a_day == (pytest.approx(money / several, abs=0.51) if several else None)


def test_hours_are_of_the_receipts_with_a_time(
    shop: Database, receipts: list[Receipt], period: Period, sections: Sections
) -> None:
    inside = {one.id: one for one in receipts if period.first <= one.day <= period.last}
    times = {row.id: row.time for row in plain_sections.rows(shop, "SELECT id, time FROM purchase")}
    season = sections.season
    assert season.receipts == len(inside)
    assert season.timed == sum(times[one] is not None for one in inside)
    for bar in season.hours:
        own = [one for one in inside if times[one] is not None and int(times[one][:2]) == bar.place]
        assert (bar.receipts, bar.revenue) == (len(own), sum(inside[one].total or 0 for one in own))


def test_returns_are_what_plain_counting_gives(receipts: list[Receipt], period: Period, sections: Sections) -> None:
    totals = [one.total for one in receipts if period.first <= one.day <= period.last and one.total is not None]
    sales, back = [one for one in totals if one > 0], [-one for one in totals if one < 0]
    told = sections.returned
    assert (told.sales, told.sold, told.returns, told.returned) == (len(sales), sum(sales), len(back), sum(back))
    assert told.share == (sum(back) / sum(sales) if sales else None)


def test_enquiries_are_what_plain_counting_gives(shop: Database, period: Period, sections: Sections) -> None:
    states = []
    for row in plain_sections.rows(shop, "SELECT day, state, closed_at, lost_reason FROM enquiry"):
        if period.first <= date.fromisoformat(row.day) <= period.last:
            closed = row.closed_at is not None and plain_sections.utc_day(row.closed_at) <= TODAY
            states.append((row.state if closed else "open", row.lost_reason.casefold()))
    won, lost = (sum(state == one for state, _reason in states) for one in ("won", "lost"))
    told = sections.enquiries
    assert (told.came, told.won, told.lost, told.open) == (len(states), won, lost, len(states) - won - lost)
    assert told.share_lost == (lost / (won + lost) if won + lost else None)
    reasons = {reason for state, reason in states if state == "lost"}
    assert {one.reason.casefold(): one.count for one in told.reasons} == {
        reason: states.count(("lost", reason)) for reason in reasons
    }


def test_the_score_is_what_plain_counting_gives(shop: Database, period: Period, sections: Sections) -> None:
    promoters, passives, detractors = plain_sections.answers(shop, period.first, period.last)
    told = sections.nps
    assert (told.promoters, told.passives, told.detractors) == (promoters, passives, detractors)
    answered = promoters + passives + detractors
    assert told.few is (answered < 30)
    if answered:
        assert told.score == pytest.approx(100 * (promoters - detractors) / answered)
        assert told.margin == pytest.approx(plain_sections.margin(promoters, detractors, answered), rel=1e-4)
    else:
        assert (told.score, told.margin) == (None, None)


@pytest.mark.parametrize("number", [FIRST, SECOND])
def test_the_clients_of_a_product_can_be_shown(shop: Database, period: Period, sections: Sections, number: int) -> None:
    for row in (sections.first_products if number == FIRST else sections.return_products).rows:
        assert count_clients(shop, where=took_on(row.product, period, number), today=TODAY) == row.clients


def test_the_clients_of_a_source_can_be_shown(shop: Database, period: Period, sections: Sections) -> None:
    for row in sections.sources.rows:
        assert count_clients(shop, where=of_source(row.source, period), today=TODAY) == row.buyers
