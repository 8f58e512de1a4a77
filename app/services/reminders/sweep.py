"""The sweep: claim what is due and was not announced yet, each exactly once, and expire what is no longer true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.database import Database
from app.models.enums import Area, ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.silences import silences_of
from app.models.task import Task
from app.services.reminders import birthdays, follow_up, lapsed
from app.services.reminders.claims import claim, expire
from app.services.reminders.details import make_items
from app.services.reminders.items import DueItem, Found
from app.services.reminders.states import OPEN
from app.services.settings import ShopSettings, get_settings


@dataclass(frozen=True, slots=True)
class _Moment:
    """One sweep's clock: the moment, the shop's day, and the last day whose opening time has come."""

    now: datetime
    today: date
    reached: date
    live: bool


def sweep(db: Database, now: datetime, live: bool = False, language: str | None = None) -> list[DueItem]:
    """Claim what is due at `now` and return it. One sweep after three weeks off claims what 21 daily ones would have
    left: each item once, with its latest alert.

    Two sweeps at once, even of two processes, never claim the same: the rows are found and written under the write
    lock, which is only taken when there is something to do. Quiet hours are the background job's business, not the
    sweep's. `live`: `now` is the present (see list_due); without it clients count as they stood at `now`.
    """
    settings = get_settings(db)
    there = settings.local(now)
    today = there.date()
    reached = today if there.time() >= settings.opening_time else today - timedelta(days=1)
    at = _Moment(now, today, reached, live)
    with db.read() as session:
        past = lapsed.read_past(session, today, live)
        if not _stale(session, settings, at, past) and not _claimable(session, settings, at, past):
            return []
    with db.write(Area.REMINDERS) as session:
        past = lapsed.read_past(session, today, live)
        expire(session, _stale(session, settings, at, past), now)
        session.expire_all()
        found = _claimable(session, settings, at, past)
        claim(session, found, now)
        shown = [replace(item, state=ReminderState.SHOWN) for item in found]
        return make_items(session, shown, today, settings, language)


def _claimable(session: Session, settings: ShopSettings, at: _Moment, past: lapsed.Past | None) -> list[Found]:
    return [
        *follow_up.claimable_follow_ups(session, settings, at.now),
        *birthdays.claimable_birthdays(session, settings, at.today, at.reached, at.now),
        *lapsed.claimable_lapsed(session, settings, at.today, at.reached, at.now, past),
    ]


def _stale(session: Session, settings: ShopSettings, at: _Moment, past: lapsed.Past | None) -> list[Reminder]:
    """Open rows whose reason is gone: bought, edited, trashed, or over."""
    rows = session.execute(
        select(Reminder, Client, Task)
        .outerjoin(Client, Client.id == Reminder.client_id)
        .outerjoin(Task, Task.id == Reminder.task_id)
        .where(Reminder.state.in_(OPEN))
    ).all()
    if past is None:
        silent = [row.client_id for row, _, _ in rows if row.kind == ReminderKind.LAPSED and row.client_id is not None]
        past = silences_of(session, silent)
    return [row for row, client, task in rows if not _is_still_due(row, client, task, settings, at.today, past)]


def _is_still_due(
    row: Reminder, client: Client | None, task: Task | None, settings: ShopSettings, today: date, past: lapsed.Past
) -> bool:
    if row.kind == ReminderKind.FOLLOW_UP:
        return follow_up.is_still_due(row, task) and (client is None or client.deleted_at is None)
    if row.kind == ReminderKind.BIRTHDAY:
        return birthdays.is_still_due(row, client, settings, today)
    return lapsed.is_still_due(row, past.get(row.client_id or 0), today)
