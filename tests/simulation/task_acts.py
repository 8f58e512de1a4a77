"""What is done with follow-ups, one by one and many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.services.tasks.bulk import complete_tasks, delete_tasks, move_tasks, reopen_task
from app.services.tasks.save import TaskData, add_task, complete_task, edit_task

if TYPE_CHECKING:
    from tests.simulation.acts import Counter

EVERY = ("FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY")
MANY = 4


def promise(at: Counter) -> None:
    every = at.pick([*EVERY, None, None, None, None])
    anchor = at.random.choice(("schedule", "completion"))
    client = at.client() if at.chance(0.8) else None
    add_task(at.db, TaskData(client, "Позвонить", at.near(2, 20), at.wall(), every=every, anchor=anchor), at.now)


def put_off(at: Counter) -> None:
    task = at.pick(_open(at))
    if task is not None:
        data = TaskData(task.client_id, task.title, at.near(1, 10), at.wall(), every=task.every, anchor=task.anchor)
        edit_task(at.db, task.id, data, task.version, at.now)


def finish_task(at: Counter) -> None:
    task = at.pick(_open(at))
    if task is not None:
        complete_task(at.db, task.id, at.now)


def put_off_many(at: Counter) -> None:
    """To one day, each at its own time; of a repeating one only this occurrence."""
    some = _some(at, _open(at))
    if some:
        move_tasks(at.db, some, at.near(1, 10), at.now)


def finish_tasks(at: Counter) -> None:
    some = _some(at, _open(at))
    if some:
        complete_tasks(at.db, some, at.now)


def drop_tasks(at: Counter) -> None:
    some = _some(at, [row for row in at.rows.tasks if row.deleted_at is None])
    if some:
        delete_tasks(at.db, some, at.now)


def reopen(at: Counter) -> None:
    task = at.pick([row for row in at.rows.tasks if row.done_at is not None and row.deleted_at is None])
    if task is not None:
        reopen_task(at.db, task.id, at.now)


def _open(at: Counter) -> list[Any]:
    return [row for row in at.rows.tasks if row.done_at is None and row.deleted_at is None]


def _some(at: Counter, rows: list[Any]) -> list[int]:
    return [row.id for row in at.random.sample(rows, min(len(rows), at.random.randint(1, MANY)))]
