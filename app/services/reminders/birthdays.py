"""Birthdays: one item a year, announced at each lead (7, 1 and 0 days before), greeted late within a few days.

A birthday is on the list from its largest lead on, so that the list and the notifications agree at any moment,
and stays until it is acted on or the days of grace are over.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.services.reminders.items import BirthdayReason, Found, make_key
from app.services.reminders.states import OPEN, has_key, is_claimable, is_listed, shown_state
from app.services.settings import ShopSettings


def celebrated(month: int, day: int, year: int, leap_birthday: str) -> date:
    """The day of that year on which a birthday is kept; 29 February in a common year by the shop's rule."""
    if (month, day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28) if leap_birthday == "feb28" else date(year, 3, 1)
    return date(year, month, day)


def current_lead(event: date, reached: date, leads: tuple[int, ...]) -> int | None:
    """The latest alert whose day has come by `reached`: 7, then 1, then 0; None before the first."""
    return min((lead for lead in leads if event - timedelta(days=lead) <= reached), default=None)


def turns(event: date, birth_year: int | None) -> int | None:
    """Age on that day; None where the year of birth is unknown or cannot be."""
    age = None if birth_year is None else event.year - birth_year
    return age if age is not None and 0 < age < 130 else None


def list_birthdays(session: Session, settings: ShopSettings, as_of: date, days: int, moment: datetime) -> list[Found]:
    """Birthdays on the list of `as_of`: late ones within grace, and those up to the largest lead or `days` ahead."""
    ahead = max(days, *settings.birthday_leads, 0)
    found = []
    for event in _days(as_of - timedelta(days=settings.birthday_grace_days), as_of + timedelta(days=ahead)):
        for row in session.execute(_rows(event, settings).where(is_listed(moment))):
            found.append(_found(row, event, as_of, "0"))
    return found


def claimable_birthdays(
    session: Session, settings: ShopSettings, today: date, reached: date, now: datetime
) -> list[Found]:
    """Birthdays with an alert that was not announced yet; of several missed ones only the latest.

    `reached` is the last day whose opening time has come.
    """
    found = []
    last = reached + timedelta(days=max(settings.birthday_leads, default=0))
    for event in _days(today - timedelta(days=settings.birthday_grace_days), last):
        lead = current_lead(event, reached, settings.birthday_leads)
        if lead is None:
            continue
        next_alert = and_(
            Reminder.state == ReminderState.SHOWN, cast(func.coalesce(Reminder.last_alert, "0"), Integer) > lead
        )
        for row in session.execute(_rows(event, settings).where(or_(is_claimable(now), next_alert))):
            found.append(_found(row, event, today, str(lead)))
    return found


def stale_birthdays(session: Session, settings: ShopSettings, today: date) -> list[int]:
    """Rows of open birthdays that are none any more: grace over, day edited, client gone or not to be disturbed."""
    rows = session.execute(
        select(Reminder.id, Reminder.due_day, Client.birth_month, Client.birth_day, _greeted())
        .outerjoin(Client, Client.id == Reminder.client_id)
        .where(Reminder.kind == ReminderKind.BIRTHDAY, Reminder.state.in_(OPEN))
    )
    first = today - timedelta(days=settings.birthday_grace_days)
    return [
        row_id
        for row_id, event, month, day, greeted in rows
        if not greeted
        or event < first
        or month is None
        or day is None
        or celebrated(month, day, event.year, settings.leap_birthday) != event
    ]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def _rows(event: date, settings: ShopSettings) -> Select[int, int | None, int, str]:
    """Clients to greet on `event`, beside their row of the ledger for it."""
    row_of_event = has_key(ReminderKind.BIRTHDAY, Client.id, literal(event.isoformat()))
    born = [
        and_(Client.birth_month == month, Client.birth_day == day)
        for month, day in {(event.month, event.day), (2, 29)}
        if celebrated(month, day, event.year, settings.leap_birthday) == event
    ]
    return (
        select(Client.id, Client.birth_year, Reminder.id, Reminder.state)
        .outerjoin(Reminder, row_of_event)
        .where(
            or_(*born),
            _greeted(),
        )
        .order_by(Client.id)
    )


def _greeted() -> ColumnElement[bool]:
    return and_(Client.deleted_at.is_(None), Client.merged_into_id.is_(None), Client.do_not_disturb.is_(False))


def _found(row: Row[*tuple[Any, ...]], event: date, as_of: date, alert: str) -> Found:
    client_id, birth_year, row_id, state = row
    return Found(
        key=make_key(ReminderKind.BIRTHDAY, client_id, event.isoformat()),
        client_id=client_id,
        task_id=None,
        due=event,
        due_time=None,
        reason=BirthdayReason(event, (event - as_of).days, turns(event, birth_year)),
        state=shown_state(state),
        row_id=row_id,
        alert=alert,
    )
