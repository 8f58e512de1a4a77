"""Follow-ups: open tasks whose day has come, at their wall time or at the opening time of their day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, and_, bindparam, cast, func, literal, or_, select, update
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.doubts import doubted_tasks, untold_tasks
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.task import Task
from app.services.reminders.items import FollowUpReason, Found, make_key, task_occurrence
from app.services.reminders.ledger.states import has_key, is_claimable, is_listed, shown_state
from app.services.reminders.reading import ALL, MOST, Rows
from app.services.settings import ShopSettings
from app.services.shop_time import to_moment
from app.services.tasks.save import checklist_of

REOPENED = (ReminderState.DONE,)


def follow_ups(until: date, moment: datetime) -> Rows:
    """Open follow-ups of the days up to `until`, the longest promised first, of a day the most urgent first."""
    return Rows(_listed(), {"moment": moment, "until": until}, Task.client_id, _found)


def claimable_follow_ups(session: Session, settings: ShopSettings, now: datetime) -> list[Found]:
    """Open follow-ups whose moment has come and that were not announced yet."""
    until = settings.local(now).date()
    ids = untold_tasks(session, until)
    if not ids:
        return []
    values = {"moment": now, "until": until, "ids": ids, "most": ALL}
    rows = session.execute(_claimable(), values)
    return [found for found in map(_found, rows) if alert_moment(found.due, found.due_time, settings) <= now]


def alert_moment(day: date, wall: time | None, settings: ShopSettings) -> datetime:
    """When a follow-up is announced: at its time, or when the shop opens. Counted from wall time, not from `due_at`,
    so that it stays right after a change of the shop's zone."""
    return to_moment(day, wall or settings.opening_time, settings.zone)


def stale_follow_ups(session: Session) -> tuple[list[int], list[int]]:
    """Of the open rows that are in doubt those whose task is done, gone or on another day, or whose client is in the
    trash; and those that hold, for `believe_tasks`."""
    ids = doubted_tasks(session)
    sound = _sound_of(session, ids)
    return [row_id for row_id in ids if row_id not in sound], sorted(sound)


def believe_tasks(session: Session, row_ids: Sequence[int]) -> None:
    """Those of these rows that hold are in no doubt any more, until something happens again."""
    holds = update(Reminder).where(Reminder.id.in_(_sound_of(session, row_ids)))
    session.execute(holds.values(doubted=False), execution_options={"synchronize_session": False})


def _sound_of(session: Session, row_ids: Sequence[int]) -> set[int]:
    if not row_ids:
        return set()
    return set(session.scalars(_sound(), {"ids": row_ids}))


@cache
def _sound() -> Select[int]:
    """Those of the rows :ids that tell of an open task on its day."""
    return (
        select(Reminder.id)
        .join(Task, Task.id == Reminder.task_id)
        .outerjoin(Client, Client.id == Task.client_id)
        .where(
            Reminder.id.in_(bindparam("ids", expanding=True)),
            Task.done_at.is_(None),
            Task.deleted_at.is_(None),
            Client.deleted_at.is_(None),
            _occurrence() == Reminder.occurrence,
        )
    )


@cache
def _listed() -> Select[Task, int, str]:
    return _rows(is_listed(REOPENED))


@cache
def _claimable() -> Select[Task, int, str]:
    return _rows(and_(Task.id.in_(bindparam("ids", expanding=True)), is_claimable(REOPENED)))


def _rows(asked: ColumnElement[bool]) -> Select[Task, int, str]:
    """Of the days up to `until`, as many as `most` says."""
    row_of_task = has_key(ReminderKind.FOLLOW_UP, Task.id, _occurrence())
    return (
        select(Task, Reminder.id, Reminder.state)
        .select_from(Task)
        .outerjoin(Client, Client.id == Task.client_id)
        .outerjoin(Reminder, row_of_task)
        .where(
            Task.done_at.is_(None),
            Task.deleted_at.is_(None),
            Task.due_day <= bindparam("until"),
            asked,
            or_(Client.id.is_(None), Client.deleted_at.is_(None)),
        )
        .order_by(Task.due_day, Task.priority.desc(), func.coalesce(Task.due_time, ""), Task.id)
        .limit(MOST)
    )


def _occurrence() -> ColumnElement[str]:
    """`task_occurrence` in SQL."""
    wall = func.coalesce(literal("T").concat(func.replace(Task.due_time, ":", "")), "")
    return cast(Task.due_day, Text).concat(wall)


def _found(row: Row[*tuple[Any, ...]]) -> Found:
    task, row_id, state = row
    return Found(
        key=make_key(ReminderKind.FOLLOW_UP, task.id, task_occurrence(task.due_day, task.due_time)),
        client_id=task.client_id,
        task_id=task.id,
        due=task.due_day,
        due_time=None if task.due_time is None else time.fromisoformat(task.due_time),
        reason=FollowUpReason(task.title, task.note, task.priority, checklist_of(task)),
        state=shown_state(state),
        row_id=row_id,
        alert="0",
    )
