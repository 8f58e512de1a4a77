"""The average receipt before and after a day, and which days are worth looking at."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt
from random import Random
from statistics import mean, variance

import pytest
from sqlalchemy import update

from app.models.database import Database
from app.models.product import Product
from app.services.report.before_after import BeforeAfter, average_before_after, find_turns
from app.services.report.period import Period
from app.services.spend import add_spend
from tests.factories import NOW, sell

TODAY = date(2026, 11, 21)
DAY = TODAY - timedelta(days=29)


def fill(db: Database, random: Random, before: int, after: int) -> tuple[list[int], list[int]]:
    """Forty receipts on either side, about so large."""
    sides: tuple[list[int], list[int]] = ([], [])
    for side, low, around in ((0, -30, before), (1, 0, after)):
        for _ in range(40):
            total = around + random.randrange(-around // 4, around // 4)
            sell(db, None, DAY + timedelta(days=random.randrange(low, low + 30)), total)
            sides[side].append(total)
    return sides


def test_the_averages_are_compared_with_an_interval(db: Database) -> None:
    before, after = fill(db, Random(1), 1_000, 1_300)
    for days in (-31, 30):
        sell(db, None, DAY + timedelta(days=days), 1_000_000)

    told = average_before_after(db, DAY, TODAY)

    assert (told.before.receipts, told.before.revenue) == (40, sum(before))
    assert (told.before.first, told.before.last) == (DAY - timedelta(days=30), DAY - timedelta(days=1))
    assert (told.after.first, told.after.last, told.after.average) == (DAY, TODAY, round(mean(after)))
    margin = 1.96 * sqrt(variance(before) / 40 + variance(after) / 40)
    difference = mean(after) - mean(before)
    assert (told.change, told.low, told.high) == (
        round(difference),
        pytest.approx(difference - margin, abs=1),
        pytest.approx(difference + margin, abs=1),
    )
    assert (told.is_sure, told.few) == (True, False)


def test_a_difference_that_may_be_chance_is_not_sure(db: Database) -> None:
    fill(db, Random(2), 1_000, 1_001)

    assert not average_before_after(db, DAY, TODAY).is_sure


def test_few_receipts_are_never_sure(db: Database) -> None:
    for days in (-2, -1, 0, 1):
        sell(db, None, DAY + timedelta(days=days), 100 if days < 0 else 9_000)

    told = average_before_after(db, DAY, TODAY)

    assert (told.change, told.few, told.is_sure) == (8_900, True, False)


def test_nothing_is_compared_with_nothing(db: Database) -> None:
    told = average_before_after(db, DAY, TODAY)

    assert (told.before.average, told.after.average, told.change, told.low) == (None, None, None, None)


def test_both_sides_have_the_days_that_are_over(db: Database) -> None:
    told: BeforeAfter = average_before_after(db, TODAY - timedelta(days=4), TODAY)

    assert (told.after.first, told.after.last) == (TODAY - timedelta(days=4), TODAY)
    assert (told.before.first, told.before.last) == (TODAY - timedelta(days=9), TODAY - timedelta(days=5))


def test_of_a_product_only_receipts_with_it_count(db: Database) -> None:
    for n in range(2):
        sell(db, None, DAY - timedelta(days=n + 1), 100, "Кружка")
        sell(db, None, DAY + timedelta(days=n), 300, "Кружка")
        sell(db, None, DAY + timedelta(days=n), 5_000, "Чайник")
    with db.read() as session:
        cup = session.query(Product.id).filter(Product.name == "Кружка").scalar()

    told = average_before_after(db, DAY, TODAY, product_id=cup)

    assert (told.before.average, told.after.average, told.after.receipts) == (100, 300, 2)


def test_campaigns_begin_once_and_new_prices_stand_beside_them(db: Database) -> None:
    month = timedelta(days=30)
    for n in range(3):
        add_spend(db, "2ГИС", DAY - n * month, DAY - n * month + timedelta(days=29), 100, NOW)
    fair = add_spend(db, "Ярмарка", DAY + timedelta(days=1), DAY + timedelta(days=2), 100, NOW)
    sell(db, None, DAY, 100, "Кружка")
    with db.write() as session:
        session.execute(update(Product).values(price_day=DAY))

    with db.read() as session:
        found = find_turns(session, Period(DAY - 3 * month, TODAY))
        later = find_turns(session, Period(DAY, TODAY))

    told = [(turn.kind, turn.day, turn.title) for turn in found]
    assert told == [
        ("campaign", DAY + timedelta(days=1), "Ярмарка"),
        ("price", DAY, "Кружка"),
        ("campaign", DAY - 2 * month, "2ГИС"),
    ]
    assert found[0].id == fair
    assert later == found[:2]
