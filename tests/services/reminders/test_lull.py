"""A sweep looks again only when the shop has changed or an hour has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from app.models.database import Database
from app.models.upgrade import open_database
from app.services.clients.data import Birthday
from app.services.reminders.ledger.acts import snooze
from app.services.reminders.ledger.lull import Lull
from app.services.reminders.ledger.sweep import sweep
from app.services.settings import get_settings, save_settings
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client
from tests.reasons import DAY, HOUR, NOON, TODAY, an_enquiry, ids
from tests.services.reminders.test_many_announced import counted

MINUTE = timedelta(minutes=1)


@pytest.fixture
def look(db: Database) -> Callable[[datetime], list[str]]:
    """Sweeps that know of the one before."""
    lull = Lull(db)
    return lambda now: ids(sweep(db, now, live=True, lull=lull))


def test_nothing_is_asked_while_nothing_changes(db: Database, look: Callable[[datetime], list[str]]) -> None:
    make_client(db, birthday=Birthday(11, 21))
    assert len(look(NOON)) == 1
    assert look(NOON) == []
    with counted() as asked:
        assert look(NOON + MINUTE) == []
    assert asked == []


def test_what_is_written_here_or_by_another_program_is_found(
    db: Database, look: Callable[[datetime], list[str]]
) -> None:
    assert look(NOON) == []
    add_task(db, TaskData(None, "Here", TODAY), NOON)
    assert len(look(NOON)) == 1
    assert look(NOON) == []
    other = open_database(db.path, NOON)
    add_task(other, TaskData(None, "There", TODAY), NOON)
    other.close()
    assert len(look(NOON)) == 1


@pytest.mark.parametrize("step", [timedelta(hours=-2), timedelta(hours=26)])
def test_another_day_or_a_clock_set_back_is_looked_at(
    db: Database, look: Callable[[datetime], list[str]], step: timedelta
) -> None:
    add_task(db, TaskData(None, "Call", TODAY, time(9, 30)), NOON - DAY)
    make_client(db, birthday=Birthday(11, 29))
    early = NOON - 6 * HOUR  # 06:00
    assert look(early) == []
    with counted() as asked:
        look(early + step)
    assert asked != []


def test_the_hour_of_a_follow_up_the_opening_and_midnight_are_kept(
    db: Database, look: Callable[[datetime], list[str]]
) -> None:
    add_task(db, TaskData(None, "At half past one", TODAY, time(13, 30)), NOON - DAY)
    add_task(db, TaskData(None, "Tomorrow at ten past midnight", TODAY + DAY, time(0, 10)), NOON - DAY)
    make_client(db, birthday=Birthday(11, 29))
    assert look(NOON) == []
    assert look(NOON + 89 * MINUTE) == []
    assert len(look(NOON + 90 * MINUTE)) == 1
    assert look(NOON + 91 * MINUTE) == []
    midnight = NOON + 12 * HOUR
    assert look(midnight) == []
    assert len(look(midnight + 10 * MINUTE)) == 1
    assert look(midnight + 11 * MINUTE) == []
    assert len(look(midnight + 10 * HOUR)) == 1  # the birthday in a week, at the opening


def test_the_end_of_a_snooze_and_an_enquiry_that_waited_long_enough_are_kept(
    db: Database, look: Callable[[datetime], list[str]]
) -> None:
    add_task(db, TaskData(None, "Call", TODAY), NOON - DAY)
    (item,) = look(NOON)
    snooze(db, item, NOON + HOUR, NOON)
    an_enquiry(db, None, NOON - DAY + 2 * HOUR, "Сосед")
    assert look(NOON) == []
    assert look(NOON + 59 * MINUTE) == []
    assert look(NOON + HOUR) == [item]
    assert look(NOON + HOUR) == []
    assert len(look(NOON + 2 * HOUR)) == 1


def test_who_waits_for_another_day_takes_no_lock(db: Database, look: Callable[[datetime], list[str]]) -> None:
    save_settings(db, replace(get_settings(db), contacts_per_day=1))
    for number in range(3):
        make_client(db, f"Именинник {number}", birthday=Birthday(11, 21))
    assert len(look(NOON)) == 1
    with db.write():
        assert look(NOON + MINUTE) == []
    with counted() as asked:
        assert look(NOON + 2 * MINUTE) == []
    assert asked == []
