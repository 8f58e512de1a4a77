"""Follow-ups through any sequence of acts: what is taken back is as it was; no day of a series is lost or doubled."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select, text

from app.models.database import Database
from app.models.task import Task
from app.services.errors import AppError
from app.services.history.actions import find_last_action, find_redoable, redo_action, undo_action
from app.services.recurrence import next_after, read_rule
from app.services.tasks.bulk import move_tasks
from app.services.tasks.ics.items import CalendarItem
from app.services.tasks.ics.plan import CalendarPlan, _planned, take_calendar
from app.services.tasks.save import TaskData, add_task, complete_task
from tests.factories import NOW, make_client
from tests.services.task_acts import EVERY, TASK_ACTS, ids_of, remind

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SINCE = NOW - DAY
HELD = """
SELECT id, client_id, kind, title, note, priority, due_day, due_time, due_at, every, anchor, first_day, series_day,
  checklist, done_at, uid, deleted_at, staff_id FROM task ORDER BY id"""
TOLD = "SELECT id, kind, source_key, occurrence, state, snoozed_until, told, alerts FROM reminder ORDER BY id"


def held(db: Database) -> list[list[str]]:
    with db.read() as session:
        return [[str(row) for row in session.execute(text(asked))] for asked in (HELD, TOLD)]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_taken_back_is_as_it_was_and_what_is_done_again_as_it_became(db: Database, seed: int) -> None:
    random = Random(seed)
    for name in ("Крылова", "Иванов", "Ли"):
        make_client(db, name)
    past: list[tuple[list[list[str]], list[list[str]]]] = []
    future: list[tuple[list[list[str]], list[list[str]]]] = []
    begun = find_last_action(db, SINCE)
    for step in range(120):
        now, before, chance = NOW + step * 40 * MINUTE, held(db), random.random()
        if chance < 0.25 and past:
            last = find_last_action(db, SINCE)
            assert last is not None
            undo_action(db, last.id, now)
            future.append(past.pop())
            assert held(db)[0] == future[-1][0][0]
        elif chance < 0.4 and future:
            next_one = find_redoable(db, SINCE)
            assert next_one is not None
            redo_action(db, next_one.id, now)
            past.append(future.pop())
            assert held(db)[0] == past[-1][1][0]
        else:
            known = find_last_action(db, SINCE)
            with suppress(AppError):
                random.choice(TASK_ACTS)(db, now, *(random.randrange(100) for _ in range(3)))
            if find_last_action(db, SINCE) != known:
                past.append((before, held(db)))
                future.clear()
        if not random.randrange(5):
            remind(db, now, 0, 0, 0)
    for _ in past:
        last = find_last_action(db, SINCE)
        assert last is not None
        undo_action(db, last.id, NOW + 30 * DAY)
    assert find_last_action(db, SINCE) == begun
    assert not ids_of(db)
    assert db.problems() == []


def days_of(every: str, first: date) -> list[date]:
    """All days of a rule over three years, looked at one by one."""
    rule, days = read_rule(every), []
    day = first - DAY
    while day < first + 1100 * DAY:
        day = next_after(rule, first, day)
        days.append(day)
    return days


@pytest.mark.parametrize("every", [one for one in EVERY if one])
def test_a_series_whose_days_are_moved_by_hand_loses_and_doubles_none_that_is_to_come(db: Database, every: str) -> None:
    for seed in range(8):
        random, now = Random(seed), NOW
        task = add_task(db, TaskData(None, "Позвонить", now.date(), every=every), now)
        with db.read() as session:
            first = session.get_one(Task, task).first_day
        series, own = days_of(every, first), first
        for _ in range(25):
            now += random.choice((DAY, 2 * DAY, 9 * DAY))
            moved = [now.date() + random.randint(-5, 12) * DAY for _ in range(random.choice((0, 1, 1, 2)))]
            for day in moved:
                move_tasks(db, [task], day, now)
            due = complete_task(db, task, now)
            stood = max([own, now.date(), *moved[-1:]])
            own = next(day for day in series if day > stood)
            assert due == own, (seed, moved, now)


def test_a_calendar_that_is_taken_twice_at_once_is_there_once(db: Database) -> None:
    items = [CalendarItem("uid-1", "Встреча", start=NOW.date(), day=NOW.date())]
    with db.read() as session:
        plans = [CalendarPlan("calendar.ics", tuple(_planned(session, items))) for _ in range(2)]
    for plan in plans:
        take_calendar(db, plan, NOW)
    with db.read() as session:
        assert list(session.scalars(select(Task.title))) == ["Встреча"]
