"""What the owner does with an item: done, later, not this time. Works by the id's text alone, before any sweep too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.audit import Action, Change
from app.models.changelog import begin_action
from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area, ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.task import Task
from app.services.errors import NotFound
from app.services.history.actions import undo_action
from app.services.reminders import birthdays
from app.services.reminders.claims import find_row, log_event
from app.services.reminders.items import Key, read_key, read_occurrence, task_occurrence
from app.services.reminders.states import CLOSED
from app.services.settings import ShopSettings, get_settings
from app.services.tasks import advance

# What the owner does with an item; others, a merge for one, touch it too.
ACTED = ("reminder_done", "complete_task", "reminder_snoozed", "reminder_dismissed")


def mark_done(db: Database, item_id: str, now: datetime) -> ReminderState:
    """The owner did it. A follow-up's task is completed (a repeating one moves on), as an action that can be undone.

    A second time changes nothing. Raises NotFound for an id that is none.
    """
    settings = get_settings(db)
    with db.write(Area.REMINDERS, Area.TASKS) as session:
        row = _get_row(session, item_id, settings, now)
        task = _open_task(session, row)
        if row.state == ReminderState.DONE and task is None:
            return ReminderState.DONE
        _begin(session, row, "reminder_done" if task is None else "complete_task", now)
        if task is not None:
            advance(task, now, settings.zone)
        return _settle(session, row, ReminderState.DONE, now, settings)


def snooze(db: Database, item_id: str, until: datetime, now: datetime) -> ReminderState:
    """Hide the item until a moment, then announce it again. The event and a task's rule stay where they are.

    A closed item stays closed; returns its state. A moment that has passed brings it back at the next sweep.
    Raises NotFound.
    """
    settings = get_settings(db)
    with db.write(Area.REMINDERS) as session:
        row = _get_row(session, item_id, settings, now)
        if _is_closed(session, row):
            return ReminderState(row.state)
        _begin(session, row, "reminder_snoozed", now)
        row.snoozed_until = until
        return _settle(session, row, ReminderState.SNOOZED, now, settings)


def dismiss(db: Database, item_id: str, now: datetime) -> ReminderState:
    """Not this time. A repeating task goes on to its next day; a single one stays open on the client's card.

    A closed item stays closed; returns its state. Raises NotFound.
    """
    settings = get_settings(db)
    with db.write(Area.REMINDERS, Area.TASKS) as session:
        row = _get_row(session, item_id, settings, now)
        if _is_closed(session, row):
            return ReminderState(row.state)
        task = _open_task(session, row)
        _begin(session, row, "reminder_dismissed", now)
        if task is not None and task.every is not None:
            advance(task, now, settings.zone)
        return _settle(session, row, ReminderState.DISMISSED, now, settings)


def take_back(db: Database, item_id: str, now: datetime) -> ReminderState:
    """Undo Done, Later or Dismiss: the item is on the list again and is not announced a second time.

    Raises NotFound for an item that was never acted on.
    """
    with db.read() as session:
        row = find_row(session, read_key(item_id))
        if row is None:
            raise NotFound(what="reminder", id=item_id)
        acted = (
            select(Change.action_id)
            .join(Action, Action.id == Change.action_id)
            .where(Change.table == Reminder.__tablename__, Change.row_id == str(row.id))
            .where(Action.kind.in_(ACTED), Action.undone_at.is_(None))
        )
        action_id = session.scalar(acted.order_by(Change.id.desc()).limit(1))
    if action_id is None:
        raise NotFound(what="reminder", id=item_id)
    undo_action(db, action_id, now)
    with db.read() as session:
        return ReminderState(session.get_one(Reminder, row.id).state)


def _begin(session: Session, row: Reminder, kind: str, now: datetime) -> None:
    """Start the action. Whom the owner acted on was seen, so taking it back announces nothing a second time."""
    asleep = row.state == ReminderState.SNOOZED and row.snoozed_until is not None and row.snoozed_until > now
    if row.state not in CLOSED and not asleep:
        row.state, row.snoozed_until = ReminderState.SHOWN, None
    session.flush()
    begin_action(session, kind, now)


def _settle(
    session: Session, row: Reminder, state: ReminderState, now: datetime, settings: ShopSettings
) -> ReminderState:
    row.state = state
    row.handled_at = row.updated_at = now
    row.handled_day = settings.local(now).date()
    log_event(session, [row.id], state, now)
    return state


def _is_closed(session: Session, row: Reminder) -> bool:
    return row.state in CLOSED and not (row.state == ReminderState.DONE and _open_task(session, row))


def _open_task(session: Session, row: Reminder) -> Task | None:
    """The task of a follow-up, while it is open and still at this occurrence."""
    task = None if row.task_id is None else session.get(Task, row.task_id)
    if task is None or task.done_at or task.deleted_at:
        return None
    return task if task_occurrence(task.due_day, task.due_time) == row.occurrence else None


def _get_row(session: Session, item_id: str, settings: ShopSettings, now: datetime) -> Reminder:
    """The row of an id, made on the spot when the item is real but was never announced."""
    key = read_key(item_id)
    row = find_row(session, key)
    if row is None:
        row = _new_row(session, key, settings)
        row.created_at = row.updated_at = now
        session.add(row)
        session.flush()
    return row


def _new_row(session: Session, key: Key, settings: ShopSettings) -> Reminder:
    row = Reminder(kind=key.kind, source_key=key.source_key, occurrence=key.occurrence, state=ReminderState.DUE)
    row.due_day, _ = read_occurrence(key.occurrence)
    if key.kind == ReminderKind.FOLLOW_UP:
        task = session.get(Task, key.source_id)
        row.task_id, row.client_id = key.source_id, None if task is None else task.client_id
        real = task is not None and _open_task(session, row) is not None
    else:
        client = session.get(Client, key.source_id)
        row.client_id = key.source_id
        real = client is not None and client.deleted_at is None and _fits(client, row, settings)
    if not real:
        raise NotFound(what="reminder", id=key.text)
    return row


def _fits(client: Client, row: Reminder, settings: ShopSettings) -> bool:
    """Whether the day is this client's birthday of that year, or lies within the client's visits."""
    if row.kind == ReminderKind.BIRTHDAY:
        month, day = client.birth_month, client.birth_day
        if month is None or day is None:
            return False
        return birthdays.celebrated(month, day, row.due_day.year, settings.leap_birthday) == row.due_day
    first, last = client.first_visit, client.last_visit
    return first is not None and last is not None and first <= row.due_day <= last
