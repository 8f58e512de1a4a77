"""What was spent on marketing: written down, changed, taken away, and shared out over its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from app.models.database import Database
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import undo_action
from app.services.report.period import Period
from app.services.spend import Spend, add_spend, delete_spend, save_spend
from tests.factories import NOW
from tests.reading import list_spend

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def add(db: Database, source: str = "2ГИС", first: date = FIRST, last: date = LAST, sum_: int = 3_100_00) -> int:
    return add_spend(db, source, first, last, sum_, NOW)


def test_spend_is_read_back_the_latest_first(db: Database) -> None:
    old, new = add(db, first=FIRST - timedelta(days=90), last=FIRST - timedelta(days=60)), add(db, " Яндекс  Карты ")

    assert [(one.id, one.source) for one in list_spend(db)] == [(new, "Яндекс Карты"), (old, "2ГИС")]
    assert [one.id for one in list_spend(db, Period(LAST, LAST + timedelta(days=5)))] == [new]
    assert list_spend(db, Period(LAST + timedelta(days=1), LAST + timedelta(days=5))) == ()


def test_a_change_and_a_deletion_can_be_taken_back(db: Database) -> None:
    add(db)
    [before] = list_spend(db)

    changed = save_spend(db, replace(before, sum=5_000_00, note="два баннера"), NOW)
    [after] = list_spend(db)
    assert (after.sum, after.note, after.version) == (5_000_00, "два баннера", before.version + 1)
    deleted = delete_spend(db, before.id, NOW)
    assert list_spend(db) == ()
    undo_action(db, deleted, NOW)
    undo_action(db, changed, NOW)

    [back] = list_spend(db)
    assert (back.sum, back.note) == (before.sum, before.note)


def test_what_somebody_changed_meanwhile_is_not_overwritten(db: Database) -> None:
    add(db)
    [before] = list_spend(db)
    save_spend(db, replace(before, sum=1), NOW)

    with pytest.raises(EditConflict):
        save_spend(db, replace(before, sum=2), NOW)
    with pytest.raises(NotFound):
        delete_spend(db, before.id + 1, NOW)


@pytest.mark.parametrize(
    ("first", "last", "sum_"), [(LAST, FIRST, 100), (FIRST, LAST, 0), (FIRST, LAST, -1), (date(1, 1, 1), LAST, 100)]
)
def test_days_and_sums_that_cannot_be_are_refused(db: Database, first: date, last: date, sum_: int) -> None:
    with pytest.raises(InvalidValue):
        add(db, first=first, last=last, sum_=sum_)


def test_a_period_bears_its_days_share_and_periods_in_a_row_bear_all_of_it() -> None:
    spend = Spend(1, "2ГИС", FIRST, LAST, 310_00, "", 1)
    assert spend.within(Period(FIRST, FIRST)) == 10_00
    assert spend.within(Period(FIRST - timedelta(days=9), FIRST + timedelta(days=9))) == 100_00
    assert spend.within(Period(LAST + timedelta(days=1), LAST + timedelta(days=9))) == 0
    random = Random(8)
    for _ in range(200):
        start = FIRST + timedelta(days=random.randrange(40))
        spend = Spend(1, "", start, start + timedelta(days=random.randrange(90)), random.randrange(1, 10**9), "", 1)
        cuts = sorted(random.sample(range(-20, 160), 5))
        days = [date.min, *(FIRST + timedelta(days=cut) for cut in cuts), date.max]
        parts = [
            spend.within(Period(first, last - timedelta(days=1) if last != date.max else last))
            for first, last in pairwise(days)
        ]
        assert sum(parts) == spend.sum
        assert min(parts) >= 0
