"""Birthdays: one item a year, announced at each lead (7, 1 and 0 days before), greeted late within a few days.

A birthday is on the list from its largest lead on, so that the list and the notifications agree at any moment,
and stays until it is acted on or the days of grace are over.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    cast,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.services.reminders.items import BirthdayReason, Found, make_key
from app.services.reminders.reading import ALL, MOST
from app.services.reminders.rules.data import BirthdayParams
from app.services.reminders.states import CLOSED, OPEN, has_key, is_claimable, is_listed, shown_state


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


class Birthdays:
    """Birthdays on the list of `as_of`: late ones within grace, and those up to the largest lead or `days` ahead.

    A day of them is counted by index alone, less those that the ledger hides; the days are read one after the other,
    as far as they are wanted.
    """

    def __init__(self, params: BirthdayParams, as_of: date, days: int, moment: datetime) -> None:
        self._as_of, self._moment, self._rule = as_of, moment, params.leap
        first = as_of - timedelta(days=params.grace_days)
        last = as_of + timedelta(days=max(days, *params.leads, 0))
        self._born = {event: _born_for(event, self._rule) for event in _days(first, last)}
        self._pairs = sorted({pair for pairs in self._born.values() for pair in pairs})
        self._counts: dict[date, int] | None = None

    def first(self, session: Session, most: int = ALL) -> list[Found]:
        """The first `most`, by day and client; or all."""
        found: list[Found] = []
        for event, count in self._count(session).items():
            room = most if most == ALL else most - len(found)
            if count and room:
                values = {"moment": self._moment, "most": room}
                found += [self._found(row, event) for row in session.execute(_listed(event, self._rule), values)]
        return found

    def count(self, session: Session) -> int:
        """How many there are."""
        return sum(self._count(session).values()) - self._hidden(session)

    def rest_of(self, session: Session, clients: Collection[int], known: Collection[Found]) -> list[Found]:
        """Those of these clients that are not `known` already; a client has one."""
        others = set(clients) - {one.client_id for one in known}
        if not others:
            return []
        among = select(Client.id, Client.birth_month, Client.birth_day).where(
            Client.id.in_(others), tuple_(Client.birth_month, Client.birth_day).in_(self._pairs)
        )
        theirs = defaultdict(list)
        for client_id, month, day in session.execute(among):
            theirs[month, day].append(client_id)
        found = []
        for event, pairs in self._born.items():
            ids = [client_id for pair in pairs for client_id in theirs[pair]]
            if ids:
                rows = _listed(event, self._rule).where(Client.id.in_(ids))
                values = {"moment": self._moment, "most": ALL}
                found += [self._found(row, event) for row in session.execute(rows, values)]
        return found

    def _found(self, row: Row[*tuple[Any, ...]], event: date) -> Found:
        return _found(row, event, self._as_of, "0")

    def _count(self, session: Session) -> dict[date, int]:
        """People to greet on each day, whatever the ledger says of them."""
        if self._counts is None:
            rows = session.execute(_counted(), {"born": self._pairs})
            counted = {(month, day): count for month, day, count in rows}
            self._counts = {event: sum(counted.get(pair, 0) for pair in pairs) for event, pairs in self._born.items()}
        return self._counts

    def _hidden(self, session: Session) -> int:
        """How many of them the ledger hides: closed, or asleep. Theirs is a row each, so these are few."""
        events = [event.isoformat() for event in self._born]
        rows = session.execute(_hidden(), {"moment": self._moment, "events": events})
        return sum((month, day) in self._born[date.fromisoformat(event)] for event, month, day in rows)


def claimable_birthdays(
    session: Session, params: BirthdayParams, today: date, reached: date, now: datetime
) -> list[Found]:
    """Birthdays with an alert that was not announced yet; of several missed ones only the latest.

    `reached` is the last day whose opening time has come.
    """
    found = []
    last = reached + timedelta(days=max(params.leads, default=0))
    for event in _days(today - timedelta(days=params.grace_days), last):
        lead = current_lead(event, reached, params.leads)
        if lead is None:
            continue
        rows = _claimable(event, params.leap, lead)
        for row in session.execute(rows, {"moment": now, "most": ALL}):
            found.append(_found(row, event, today, str(lead)))
    return found


def stale_birthdays(session: Session, params: BirthdayParams, today: date) -> list[int]:
    """Rows of open birthdays that are none any more: grace over, day edited, client gone or not to be disturbed."""
    rows = session.execute(
        select(Reminder.id, Reminder.due_day, Client.birth_month, Client.birth_day, _greeted())
        .outerjoin(Client, Client.id == Reminder.client_id)
        .where(Reminder.kind == ReminderKind.BIRTHDAY, Reminder.state.in_(OPEN))
    )
    first = today - timedelta(days=params.grace_days)
    return [
        row_id
        for row_id, event, month, day, greeted in rows
        if not greeted
        or event < first
        or month is None
        or day is None
        or celebrated(month, day, event.year, params.leap) != event
    ]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def _born_for(event: date, leap_birthday: str) -> frozenset[tuple[int, int]]:
    """The birthdays, as month and day, that are kept on `event`."""
    pairs = {(event.month, event.day), (2, 29)}
    return frozenset(pair for pair in pairs if celebrated(*pair, event.year, leap_birthday) == event)


@cache
def _counted() -> Select[int | None, int | None, int]:
    """People to greet, by the month and day of their birthdays."""
    pair = (Client.birth_month, Client.birth_day)
    born = tuple_(*pair).in_(bindparam("born", expanding=True))
    return select(*pair, func.count()).where(born, _greeted()).group_by(*pair)


@cache
def _hidden() -> Select[str, int | None, int | None]:
    """People to greet whose birthday the ledger hides, with its day."""
    source_id = cast(func.substr(Reminder.source_key, len("client:") + 1), Integer)
    return (
        select(Reminder.occurrence, Client.birth_month, Client.birth_day)
        .join(Client, Client.id == source_id)
        .where(
            Reminder.kind == ReminderKind.BIRTHDAY,
            Reminder.state.in_((*CLOSED, ReminderState.SNOOZED)),
            Reminder.occurrence.in_(bindparam("events", expanding=True)),
            not_(is_listed()),
            _greeted(),
        )
    )


@lru_cache(maxsize=512)
def _listed(event: date, leap_birthday: str) -> Select[int, int | None, int, str]:
    return _rows(event, leap_birthday, is_listed())


@lru_cache(maxsize=64)
def _claimable(event: date, leap_birthday: str, lead: int) -> Select[int, int | None, int, str]:
    next_alert = and_(
        Reminder.state == ReminderState.SHOWN, cast(func.coalesce(Reminder.last_alert, "0"), Integer) > lead
    )
    return _rows(event, leap_birthday, or_(is_claimable(), next_alert))


def _rows(event: date, leap_birthday: str, asked: ColumnElement[bool]) -> Select[int, int | None, int, str]:
    """Clients to greet on `event`, beside their row of the ledger for it, as many as `most` says."""
    row_of_event = has_key(ReminderKind.BIRTHDAY, Client.id, literal(event.isoformat()))
    born = [
        and_(Client.birth_month == month, Client.birth_day == day) for month, day in _born_for(event, leap_birthday)
    ]
    return (
        select(Client.id, Client.birth_year, Reminder.id, Reminder.state)
        .outerjoin(Reminder, row_of_event)
        .where(or_(*born), _greeted(), asked)
        .order_by(Client.id)
        .limit(MOST)
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
