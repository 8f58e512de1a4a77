"""The calendar of follow-ups: what stands on each day, which repeating ones come again on it, whose birthday it is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.database import Database
from app.models.enums import TaskKind
from app.models.task import Task
from app.services.recurrence import coming_days
from app.services.reminders.kinds.calendar_days import days_between
from app.services.settings import get_settings
from app.services.shop_time import day_end, to_moment
from app.services.tasks.listing import TaskFilter, TaskRow, conditions, read_tasks, with_members
from app.services.tasks.yearly_days import YearlyDay, yearly_days

MOST = 12  # of a kind on a day; the others are counted


@dataclass(frozen=True, slots=True)
class Coming:
    """A repeating follow-up that comes again on a day, as its rule says today."""

    task_id: int
    title: str
    kind: TaskKind
    due_time: time | None
    client: str


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day: the first of its follow-ups, of those that come again and of the dates of clients, and how many there are
    of each."""

    tasks: tuple[TaskRow, ...] = ()
    count: int = 0
    coming: tuple[Coming, ...] = ()
    coming_count: int = 0
    dates: tuple[YearlyDay, ...] = ()
    dates_count: int = 0


@dataclass(slots=True)
class _OfDay:
    """How many there are of a day, and the first of them."""

    count: int = 0
    ids: list[int] = field(default_factory=list)

    def add(self, ids: Sequence[int], most: int) -> None:
        self.count += len(ids)
        self.ids += ids[: most - len(self.ids)]


def plan(
    db: Database,
    asked: TaskFilter,
    first: date,
    last: date,
    today: date,
    *,
    most: int = MOST,
    with_dates: bool = True,
) -> dict[date, DayPlan]:
    """Every day from the first to the last. With `asked.done` what was done stands on the day on which it was done.

    Of the filter only the client and the saved list narrow the dates: a birthday has no kind, and is nobody's task.
    """
    zone, asked = get_settings(db).zone, with_members(db, asked, today)
    with db.read() as session:
        standing = (_done if asked.done else _open)(session, asked, first, last, zone, most)
        rows = {
            row.id: row for row in read_tasks(session, [task_id for one in standing.values() for task_id in one.ids])
        }
        coming = {} if asked.done else _coming_ids(session, asked, first, last, today, most)
        again = _coming(session, {task_id for one in coming.values() for task_id in one.ids})
        dates = yearly_days(session, first, last, most, asked.client_id, asked.members) if with_dates else {}
    return {
        day: DayPlan(
            tasks=tuple(rows[task_id] for task_id in standing[day].ids if task_id in rows) if day in standing else (),
            count=standing[day].count if day in standing else 0,
            coming=tuple(again[task_id] for task_id in coming[day].ids) if day in coming else (),
            coming_count=coming[day].count if day in coming else 0,
            dates=dates[day].first if day in dates else (),
            dates_count=dates[day].count if day in dates else 0,
        )
        for day in days_between(first, last)
    }


def _open(
    session: Session, asked: TaskFilter, first: date, last: date, _zone: ZoneInfo, most: int
) -> dict[date, _OfDay]:
    """Those that are open by the day on which they are due, in the order of the list; read from its index alone."""
    order = (Task.due_time.is_(None), Task.due_time, Task.priority.desc(), Task.id)
    fits = (*conditions(asked), Task.due_day.between(first, last))
    found = {
        day: _OfDay(count)
        for day, count in session.execute(select(Task.due_day, func.count()).where(*fits).group_by(Task.due_day))
    }
    place = func.row_number().over(partition_by=Task.due_day, order_by=order).label("place")
    ranked = select(Task.id, Task.due_day, place).where(*fits).subquery()
    shown = select(ranked.c.id, ranked.c.due_day).where(ranked.c.place <= most)
    for task_id, day in session.execute(shown.order_by(ranked.c.due_day, ranked.c.place)):
        found[day].ids.append(task_id)
    return found


def _done(
    session: Session, asked: TaskFilter, first: date, last: date, zone: ZoneInfo, most: int
) -> dict[date, _OfDay]:
    """Those that are done by the shop's day on which they were done, the last one first."""
    days = list(days_between(first, last))
    starts = [to_moment(day, None, zone) for day in days]
    fits = (*conditions(asked), Task.done_at >= starts[0], Task.done_at < day_end(last, zone))
    statement = select(Task.id, Task.done_at).where(*fits).order_by(Task.done_at.desc(), Task.id.desc())
    found: dict[date, _OfDay] = defaultdict(_OfDay)
    for task_id, moment in session.execute(statement):
        assert moment is not None  # it was asked for
        found[days[bisect_right(starts, moment) - 1]].add([task_id], most)
    return found


def _coming_ids(
    session: Session, asked: TaskFilter, first: date, last: date, today: date, most: int
) -> dict[date, _OfDay]:
    """Those that come again by day. Many follow the same rule from the same day: it is worked out once."""
    rule = (Task.every, Task.anchor, Task.first_day, Task.due_day, Task.series_day)
    fits = (*conditions(asked), Task.every.is_not(None), Task.due_day < last)
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for task_id, every, *pattern in session.execute(select(Task.id, *rule).where(*fits).order_by(Task.id)):
        alike[every, *pattern].append(task_id)
    found: dict[date, _OfDay] = defaultdict(_OfDay)
    for (every, anchor, first_day, due_day, series_day), ids in alike.items():
        days: Iterator[date] = coming_days(every, anchor, first_day, due_day, series_day, today)
        for day in takewhile(lambda day: day <= last, days):
            if day >= first:
                found[day].add(ids, most)
    return found


def _coming(session: Session, ids: Collection[int]) -> dict[int, Coming]:
    shown = (Task.id, Task.title, Task.kind, Task.due_time, Client.name)
    statement = select(*shown).outerjoin(Client, Client.id == Task.client_id).where(Task.id.in_(ids))
    return {
        task_id: Coming(task_id, title, TaskKind(kind), None if wall is None else time.fromisoformat(wall), name or "")
        for task_id, title, kind, wall, name in session.execute(statement)
    }
