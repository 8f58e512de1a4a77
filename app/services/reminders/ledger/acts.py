"""What the owner does with an item: done, later, not this time. Works by the id's text alone, before any sweep too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.audit import Action, Change
from app.models.changelog import begin_action
from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area, Outcome, ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.rule_params import BirthdayParams, EnquiryParams
from app.models.task import Task
from app.services.errors import NotFound
from app.services.history.actions import ActionRow
from app.services.reminders.items import BY_RULE, Key, read_key, read_occurrence
from app.services.reminders.kinds.birthdays import BIRTHDAYS, times_of_birthdays
from app.services.reminders.kinds.calendar_days import Times, current_lead
from app.services.reminders.kinds.dates import DATES, times_of_dates
from app.services.reminders.kinds.occasions import alert_of
from app.services.reminders.kinds.untouched import due_day
from app.services.reminders.kinds.yearly import client_of_key
from app.services.reminders.ledger.claims import find_row, log_event
from app.services.reminders.ledger.owed import ACTIONS, Owed, areas_of, find_owed, has_stem, row_of_stem, settle
from app.services.reminders.ledger.states import CLOSED
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.settings import ShopSettings, get_settings
from app.services.tasks.save import advance

YEARLY = {source.kind: source for source in (BIRTHDAYS, DATES)}
_TIMES: dict[ReminderKind, Callable[[RuleBook], Times]] = {
    ReminderKind.BIRTHDAY: lambda book: times_of_birthdays(book.only(ReminderKind.BIRTHDAY, BirthdayParams)),
    ReminderKind.DATE: times_of_dates,
}
# What the owner does with an item; others, a merge for one, touch it too.
OUTCOME_ACTIONS = {outcome: f"outcome_{outcome}" for outcome in Outcome}
ACTED = ("reminder_done", *ACTIONS.values(), *OUTCOME_ACTIONS.values(), "reminder_snoozed", "reminder_dismissed")


def mark_done(db: Database, item_id: str, now: datetime) -> ReminderState:
    """The owner did it. What stands behind it closes with it, as an action that can be undone: a follow-up's task is
    completed (a repeating one moves on), an enquiry taken into work, a service case or a wish closed.

    A second time changes nothing. Raises NotFound for an id that is none.
    """
    settings = get_settings(db)
    key = read_key(item_id)
    with db.write(*areas_of(key.kind)) as session:
        row = take_row(session, key, settings, now)
        owed = find_owed(session, key, settings, now)
        if row.state == ReminderState.DONE and owed is None:
            return ReminderState.DONE
        begin(session, [row], "reminder_done" if owed is None else ACTIONS[key.kind], now)
        if owed is not None:
            settle(owed, now, settings)
        return close_row(session, row, ReminderState.DONE, now, settings)


def snooze(db: Database, item_id: str, until: datetime, now: datetime) -> ReminderState:
    """Hide the item until a moment, then announce it again. The event and a task's rule stay where they are.

    A closed item stays closed; returns its state. A moment that has passed brings it back at the next sweep.
    Raises NotFound.
    """
    settings = get_settings(db)
    key = read_key(item_id)
    with db.write(Area.REMINDERS) as session:
        row = take_row(session, key, settings, now)
        if is_closed(row, find_owed(session, key, settings, now)):
            return ReminderState(row.state)
        begin(session, [row], "reminder_snoozed", now)
        row.snoozed_until = until
        return close_row(session, row, ReminderState.SNOOZED, now, settings)


def dismiss(db: Database, item_id: str, now: datetime) -> ReminderState:
    """Not this time. A repeating task goes on to its next day; a single one stays open on the client's card.

    A closed item stays closed; returns its state. Raises NotFound.
    """
    settings = get_settings(db)
    key = read_key(item_id)
    with db.write(Area.REMINDERS, Area.TASKS) as session:
        row = take_row(session, key, settings, now)
        owed = find_owed(session, key, settings, now)
        if is_closed(row, owed):
            return ReminderState(row.state)
        begin(session, [row], "reminder_dismissed", now)
        if isinstance(owed, Task) and owed.every is not None:
            advance(owed, now, settings.zone)
        return close_row(session, row, ReminderState.DISMISSED, now, settings)


def last_act(db: Database, item_ids: Sequence[str]) -> ActionRow | None:
    """What the owner did last with one of these items and has not taken back, whoever did it and wherever."""
    with db.read() as session:
        rows = [find_row(session, read_key(item_id)) for item_id in item_ids]
        acted = (
            select(Action.id, Action.kind, Action.at)
            .join(Change, Action.id == Change.action_id)
            .where(Change.table == Reminder.__tablename__, Change.row_id.in_([str(row.id) for row in rows if row]))
            .where(Action.kind.in_(ACTED), Action.undone_at.is_(None))
        )
        found = session.execute(acted.order_by(Change.id.desc()).limit(1)).first()
    return None if found is None else ActionRow(*found)


def begin(session: Session, rows: Sequence[Reminder], kind: str, now: datetime) -> None:
    """Building block: start the action. Whom the owner acted on was seen, so taking it back announces nothing a second
    time."""
    for row in rows:
        asleep = row.state == ReminderState.SNOOZED and row.snoozed_until is not None and row.snoozed_until > now
        if row.state not in CLOSED and not asleep:
            row.state, row.snoozed_until, row.told = ReminderState.SHOWN, None, True
    session.flush()
    begin_action(session, kind, now)


def close_row(
    session: Session, row: Reminder, state: ReminderState, now: datetime, settings: ShopSettings, note: str = ""
) -> ReminderState:
    """Building block: the row is in that state from now on, as a line of the delivery log; `note`: what came of it."""
    row.state = state
    row.handled_at = row.updated_at = now
    row.handled_day = settings.local(now).date()
    log_event(session, [row.id], state, now, note=note)
    return state


def is_closed(row: Reminder, owed: Owed | None) -> bool:
    """Building block: whether it is done, unless what stands behind it was opened again; or left for this time, or
    held out."""
    return row.state in CLOSED and not (row.state == ReminderState.DONE and owed is not None)


def take_row(session: Session, key: Key, settings: ShopSettings, now: datetime) -> Reminder:
    """Building block: the row of an id, made on the spot when the item is real but was never announced."""
    row = find_row(session, key)
    if row is None:
        row = _new_row(session, key, settings, now)
        row.created_at = row.updated_at = now
        session.add(row)
        session.flush()
    if key.kind in YEARLY or key.kind in BY_RULE:
        _see(session, row, key, settings.local(now).date())
    return row


def _see(session: Session, row: Reminder, key: Key, today: date) -> None:
    """Whom the owner acts on was seen: if that is taken back, only the alerts of later days are still to come."""
    book = read_rules(session)
    if key.kind in BY_RULE:
        alert = alert_of(book, key.rule_id, row.due_day, today)
    else:
        alert = current_lead(row.due_day, today, _TIMES[key.kind](book).leads)
    if alert is not None and (row.last_alert is None or alert < int(row.last_alert)):
        row.last_alert = str(alert)


def _new_row(session: Session, key: Key, settings: ShopSettings, now: datetime) -> Reminder:
    row = Reminder(kind=key.kind, source_key=key.source_key, occurrence=key.occurrence, state=ReminderState.DUE)
    row.rule_id = key.rule_id
    row.due_day, _ = read_occurrence(key.occurrence)
    if has_stem(key.kind):
        real = _is_reason(session, row, key, settings, now)
    elif key.kind == ReminderKind.FOLLOW_UP:
        task = find_owed(session, key, settings, now)
        row.task_id, row.client_id = key.source_id, None if not isinstance(task, Task) else task.client_id
        real = task is not None
    else:
        row.client_id = _whose_day(session, key) if key.kind in YEARLY else _silent(session, key, row.due_day)
        real = row.client_id is not None
    if not real:
        raise NotFound(what="reminder", id=key.text)
    return row


def _is_reason(session: Session, row: Reminder, key: Key, settings: ShopSettings, now: datetime) -> bool:
    """Whether an enquiry, case, wish, entitlement or occasion is a reason that time round; takes over whose it is."""
    found = row_of_stem(session, key, settings, now)
    if found is None:
        return False
    row.client_id = found.client_id
    if key.kind == ReminderKind.ENQUIRY:
        params = read_rules(session).only(ReminderKind.ENQUIRY, EnquiryParams)
        row.due_day = due_day(found.touched_at, settings, params)
    elif key.kind in BY_RULE:
        row.due_day = found.due_day
    return True


def _whose_day(session: Session, key: Key) -> int | None:
    leap = read_rules(session).only(ReminderKind.BIRTHDAY, BirthdayParams).leap
    return client_of_key(session, YEARLY[key.kind], key, leap)


def _silent(session: Session, key: Key, last_visit: date) -> int | None:
    """The client, if that day lies within the visits."""
    client = session.get(Client, key.source_id)
    if client is None or client.deleted_at is not None or client.first_visit is None or client.last_visit is None:
        return None
    return client.id if client.first_visit <= last_visit <= client.last_visit else None
