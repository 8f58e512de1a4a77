"""Follow-ups: add, change, tick, complete. A repeating one moves on to its next day, with nothing ticked any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.orm import Session, object_session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, ReminderKind, ReminderState, TaskKind
from app.models.reminder import Reminder
from app.models.task import Task
from app.services.clients.people import kept_client
from app.services.enquiries.touch import touch_by_steps
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.recurrence import coming_days, read_rule
from app.services.reminders.items import task_occurrence
from app.services.settings import get_settings
from app.services.shop_time import is_plausible, local, to_moment

ANCHORS = ("schedule", "completion")
USUAL, IMPORTANT, URGENT = PRIORITIES = (0, 1, 2)


@dataclass(frozen=True)
class TaskData:
    """A follow-up as typed, in shop time. `every` is an RRULE (see recurrence.py); it counts from the due
    day ("schedule") or from the day on which it was done ("completion")."""

    client_id: int | None
    title: str
    due_day: date
    due_time: time | None = None
    note: str = ""
    every: str | None = None
    anchor: str = "schedule"
    priority: int = USUAL  # one of PRIORITIES
    checklist: tuple[tuple[str, bool], ...] = ()  # (what, whether it is done)
    kind: TaskKind = TaskKind.TODO
    staff_id: int | None = None  # whose it is; of a new one without it: who is working


@dataclass(frozen=True)
class OpenTask:
    """An open follow-up to be changed, as it was read at `version`."""

    id: int
    version: int
    data: TaskData


def get_task(db: Database, task_id: int) -> OpenTask:
    """An open follow-up. Raises NotFound, also for one that is done or gone."""
    with db.read() as session:
        task = _get_open(session, task_id)
        return OpenTask(task.id, task.version, data_of_task(task))


def data_of_task(task: Task) -> TaskData:
    """Building block: a follow-up as it would be typed."""
    return TaskData(
        client_id=task.client_id,
        title=task.title,
        due_day=task.due_day,
        due_time=_time(task.due_time),
        note=task.note,
        every=task.every,
        anchor=task.anchor,
        priority=task.priority,
        checklist=checklist_of(task),
        kind=TaskKind(task.kind),
        staff_id=task.staff_id,
    )


def checklist_of(task: Task) -> tuple[tuple[str, bool], ...]:
    """Building block: what the steps of a follow-up are, and which are done."""
    return tuple((str(text), bool(done)) for text, done in _steps(task))


def add_task(db: Database, data: TaskData, now: datetime) -> int:
    """Save a new follow-up; returns its id. Taken back, it goes with its reminders; done again, it is a new promise and
    is told as one. Raises InvalidValue, or NotFound for an unknown client."""
    _check(data)
    zone = get_settings(db).zone
    with db.write(Area.TASKS, Area.REMINDERS) as session:
        begin_action(session, "add_task", now)
        return put_task(session, None, data, now, zone).id


def put_task(session: Session, task: Task | None, data: TaskData, now: datetime, zone: ZoneInfo) -> Task:
    """Building block: a new follow-up, or the open `task` as `data` says; flushed. Raises InvalidValue, NotFound."""
    task = fill_task(session, task, data, now, zone)
    session.flush()
    return task


def fill_task(session: Session, task: Task | None, data: TaskData, now: datetime, zone: ZoneInfo) -> Task:
    """Building block: the same, not flushed yet, for many at once."""
    _check(data)
    if task is None:
        task = Task(created_at=now, version=0)
        if data.staff_id is None:
            data = replace(data, staff_id=session.info.get("staff_id"))
    _fill(session, task, data, now, zone)
    task.version += 1
    session.add(task)
    return task


def task_values(data: TaskData, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The columns of a new follow-up that is nobody's yet, as SQLite holds them. Raises InvalidValue."""
    _check(data)
    task = Task(created_at=now, version=1)
    _fill_in(task, data, now, zone)
    values = {}
    for column in Task.__table__.columns:
        process = column.type.bind_processor(SQLiteDialect())
        value = getattr(task, column.name)
        values[column.name] = process(value) if process and value is not None else value
    return {name: value for name, value in values.items() if name not in ("id", "client_id")}


def edit_task(db: Database, task_id: int, data: TaskData, version: int, now: datetime) -> int:
    """Change an open follow-up; returns its new version. Raises InvalidValue, NotFound, EditConflict."""
    _check(data)
    zone = get_settings(db).zone
    with db.write(Area.TASKS, Area.REMINDERS) as session:
        task = _get_open(session, task_id)
        if task.version != version:
            raise EditConflict(what="task", id=task_id)
        begin_action(session, "edit_task", now)
        return put_task(session, task, data, now, zone).version


def tick(db: Database, task_id: int, place: int, done: bool, now: datetime) -> int:
    """Tick a step of the checklist, or take the tick off; returns the action to undo. Raises NotFound."""
    with db.write(Area.TASKS) as session:
        task = _get_open(session, task_id)
        steps = [[text, was] for text, was in _steps(task)]  # a new list, or the row would not see the change
        if not 0 <= place < len(steps):
            raise NotFound(what="task", id=task_id)
        action_id = begin_action(session, "tick_task", now)
        steps[place][1] = done
        task.checklist = steps
        task.updated_at = now
        task.version += 1
        return action_id


def delete_task(db: Database, task_id: int, now: datetime) -> int:
    """Take an open follow-up away; returns the action to undo. Raises NotFound."""
    with db.write(Area.TASKS, Area.REMINDERS, Area.ENQUIRIES) as session:
        task = _get_open(session, task_id)
        action_id = begin_action(session, "delete_task", now)
        task.deleted_at = task.updated_at = now
        task.version += 1
        return action_id


def complete_task(db: Database, task_id: int, now: datetime) -> date | None:
    """Close a follow-up, or move a repeating one on; returns the day on which it comes again. Raises NotFound."""
    zone = get_settings(db).zone
    with db.write(Area.TASKS, Area.REMINDERS) as session:
        task = _get_open(session, task_id)
        begin_action(session, "complete_task", now)
        finish_tasks(session, [task], now, zone)
        return task.due_day if task.done_at is None else None


def finish_tasks(session: Session, tasks: Sequence[Task], now: datetime, zone: ZoneInfo) -> None:
    """Building block: open follow-ups, as many as one question can hold, are done, and what was reminded of them is
    handled."""
    occurrences = {task.id: task_occurrence(task.due_day, task.due_time) for task in tasks}
    told = select(Reminder).where(
        Reminder.task_id.in_(occurrences),
        Reminder.kind == ReminderKind.FOLLOW_UP,
        Reminder.occurrence.in_(set(occurrences.values())),
    )
    for reminder in session.scalars(told):
        if reminder.task_id is not None and reminder.occurrence == occurrences[reminder.task_id]:
            reminder.state, reminder.handled_day = ReminderState.DONE, local(now, zone).date()
            reminder.handled_at = reminder.updated_at = now
    touch_by_steps(session, list(occurrences), now)
    for task in tasks:
        _move_on(task, now, zone)


def advance(task: Task, now: datetime, zone: ZoneInfo) -> None:
    """Building block: the task is done, or its occurrence skipped; a repeating one moves on (see `coming_days`)."""
    session = object_session(task)
    if session is not None:
        touch_by_steps(session, [task.id], now)
    _move_on(task, now, zone)


def _move_on(task: Task, now: datetime, zone: ZoneInfo) -> None:
    task.version += 1
    task.updated_at = now
    if task.every is None:
        task.done_at = now
        return
    task.checklist = [[text, False] for text, _done in _steps(task)]
    today = local(now, zone).date()
    counted = today if task.anchor == "completion" else task.due_day  # also one that is done before its day
    task.due_day = next(coming_days(task.every, task.anchor, task.first_day, counted, task.series_day, today))
    if task.anchor == "completion":
        task.first_day = today
    task.series_day = None
    task.due_at = to_moment(task.due_day, _time(task.due_time), zone)


def move_to(task: Task, day: date, now: datetime, zone: ZoneInfo) -> None:
    """Building block: put an open follow-up off to `day`, or bring it forward; it keeps its time. Of a repeating one
    only this occurrence moves: what comes after it still follows the rule. Raises InvalidValue."""
    if not is_plausible(day):
        raise InvalidValue(field="due", value=day.isoformat())
    if task.every is None:
        task.first_day = day
    elif task.series_day is None:
        task.series_day = task.due_day
    task.due_day, task.updated_at = day, now
    task.due_at = to_moment(day, _time(task.due_time), zone)
    task.version += 1


def _check(data: TaskData) -> None:
    if not data.title.strip():
        raise InvalidValue(field="title", value=data.title)
    if data.priority not in PRIORITIES:
        raise InvalidValue(field="priority", value=str(data.priority))
    if data.anchor not in ANCHORS:
        raise InvalidValue(field="anchor", value=data.anchor)
    if not is_plausible(data.due_day):
        raise InvalidValue(field="due", value=data.due_day.isoformat())
    if data.every:
        read_rule(data.every)


def _fill(session: Session, task: Task, data: TaskData, now: datetime, zone: ZoneInfo) -> None:
    task.client_id = None if data.client_id is None else kept_client(session, data.client_id).id
    _fill_in(task, data, now, zone)


def _fill_in(task: Task, data: TaskData, now: datetime, zone: ZoneInfo) -> None:
    every = data.every or None
    if task.id is None or (task.due_day, task.every) != (data.due_day, every):
        task.first_day, task.series_day = data.due_day, None
    task.title, task.note = data.title.strip(), data.note.strip()
    task.due_day = data.due_day
    task.due_time = None if data.due_time is None else data.due_time.strftime("%H:%M")
    task.due_at = to_moment(data.due_day, data.due_time, zone)
    task.every, task.anchor, task.priority = every, data.anchor, data.priority
    task.kind, task.staff_id = data.kind, data.staff_id
    task.checklist = [[text.strip(), done] for text, done in data.checklist if text.strip()]
    task.updated_at = now


def _get_open(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None or task.deleted_at or task.done_at:
        raise NotFound(what="task", id=task_id)
    return task


def _steps(task: Task) -> list[list[Any]]:
    return task.checklist or []  # tasks of many clients at once once had none at all


def _time(wall: str | None) -> time | None:
    return None if wall is None else time.fromisoformat(wall)
