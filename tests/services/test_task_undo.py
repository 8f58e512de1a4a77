"""What is taken back of a follow-up in the middle of other changes: its day, its moment and its rule still agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.models.database import Database
from app.models.task import Task
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.settings import get_settings
from app.services.shop_time import to_moment
from app.services.tasks.bulk import move_tasks
from app.services.tasks.save import TaskData, add_task, complete_task, edit_task, get_task
from tests.factories import NOW

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def _task(db: Database, task_id: int) -> Task:
    with db.read() as session:
        task = session.get(Task, task_id)
        assert task is not None
        return task


def _last(db: Database) -> int:
    action = find_last_action(db, NOW - timedelta(days=1))
    assert action is not None
    return action.id


@pytest.mark.parametrize("again", [False, True])
def test_a_move_taken_back_after_the_time_was_changed_is_told_on_the_day_that_is_shown(
    db: Database, again: bool
) -> None:
    task_id = add_task(db, TaskData(None, "Call", MONDAY, time(10)), NOW)
    moved = move_tasks(db, [task_id], FRIDAY, NOW)
    task = get_task(db, task_id)
    edit_task(db, task_id, replace(task.data, due_time=time(15)), task.version, NOW)

    undo_action(db, moved, NOW)
    if again:
        redo_action(db, moved, NOW)

    row, day = _task(db, task_id), FRIDAY if again else MONDAY
    assert (row.due_day, row.due_time, row.first_day) == (day, "15:00", day)
    assert row.due_at == to_moment(day, time(15), get_settings(db).zone)


def test_a_rule_never_begins_after_the_day_that_came_back(db: Database) -> None:
    task_id = add_task(db, TaskData(None, "Order", MONDAY, every="FREQ=WEEKLY"), NOW)
    complete_task(db, task_id, NOW)
    done = _last(db)
    task = get_task(db, task_id)
    edit_task(db, task_id, replace(task.data, every="FREQ=DAILY;INTERVAL=2"), task.version, NOW)

    undo_action(db, done, NOW)

    row = _task(db, task_id)
    assert (row.due_day, row.first_day) == (MONDAY, MONDAY)
