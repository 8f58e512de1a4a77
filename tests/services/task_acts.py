"""What is done with follow-ups, one by one and many at once; each takes three numbers as in shop_acts.py."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.enums import TaskKind
from app.models.task import Task
from app.services.reminders.ledger.sweep import sweep
from app.services.tasks.bulk import complete_tasks, delete_tasks, move_tasks, reopen_task
from app.services.tasks.ics.items import CalendarItem
from app.services.tasks.ics.plan import CalendarPlan, _planned, take_calendar
from app.services.tasks.save import TaskData, add_task, edit_task, get_task, tick

EVERY = (None, "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=31")
KINDS, ANCHORS = tuple(TaskKind), ("schedule", "completion")
STEPS = (("Достать", False), ("Отдать", True))


def ids_of(db: Database, *where: Any) -> list[int]:
    with db.read() as session:
        return list(session.scalars(select(Task.id).where(Task.deleted_at.is_(None), *where).order_by(Task.id)))


def some(found: list[int], which: int, how: int) -> list[int]:
    """One to three of them."""
    start = which % len(found) if found else 0
    return found[start : start + 1 + how % 3]


def _data(db: Database, now: datetime, who: int, what: int, how: int) -> TaskData:
    with db.read() as session:
        people = select(Client.id).where(Client.merged_into_id.is_(None), Client.deleted_at.is_(None))
        clients = [None, *session.scalars(people.order_by(Client.id))]
    return TaskData(
        clients[who % len(clients)],
        f"Дело {what % 7}",
        now.date() + timedelta(days=how % 9 - 2),
        None if what % 3 else time(7 + how % 12),
        every=EVERY[what % len(EVERY)],
        anchor=ANCHORS[how % 2],
        checklist=STEPS if what % 2 else (),
        kind=KINDS[how % len(KINDS)],
    )


def promise(db: Database, now: datetime, who: int, what: int, how: int) -> None:
    add_task(db, _data(db, now, who, what, how), now)


def change(db: Database, now: datetime, which: int, what: int, how: int) -> None:
    found = ids_of(db, Task.done_at.is_(None))
    if found:
        known = get_task(db, found[which % len(found)])
        edit_task(db, known.id, _data(db, now, which, what, how), known.version, now)


def tick_step(db: Database, now: datetime, which: int, what: int, how: int) -> None:
    found = ids_of(db, Task.done_at.is_(None))
    if found:
        tick(db, found[which % len(found)], what % 2, bool(how % 2), now)


def put_off(db: Database, now: datetime, which: int, what: int, how: int) -> None:
    day = now.date() + timedelta(days=what % 12 - 2)
    move_tasks(db, some(ids_of(db, Task.done_at.is_(None)), which, how), day, now)


def finish(db: Database, now: datetime, which: int, _what: int, how: int) -> None:
    complete_tasks(db, some(ids_of(db, Task.done_at.is_(None)), which, how), now)


def drop(db: Database, now: datetime, which: int, _what: int, how: int) -> None:
    delete_tasks(db, some(ids_of(db), which, how), now)


def reopen(db: Database, now: datetime, which: int, _what: int, _how: int) -> None:
    found = ids_of(db, Task.done_at.is_not(None))
    if found:
        reopen_task(db, found[which % len(found)], now)


def take_file(db: Database, now: datetime, which: int, what: int, how: int) -> None:
    """A calendar with two entries, of which the shop may know each."""
    items = []
    for number in (which % 4, which % 4 + 1):
        day = now.date() + timedelta(days=(what + number) % 20)
        every = (None, "FREQ=WEEKLY")[number % 2]
        items.append(CalendarItem(f"uid-{number}", f"Встреча {what % 5}", start=day, day=day, every=every))
    with db.read() as session:
        planned = tuple(_planned(session, items))
    take_calendar(db, CalendarPlan("calendar.ics", planned), now)


def remind(db: Database, now: datetime, _which: int, _what: int, _how: int) -> None:
    """What is due is told."""
    sweep(db, now, live=True)


TASK_ACTS = (promise, promise, change, tick_step, put_off, put_off, finish, finish, drop, reopen, take_file)
