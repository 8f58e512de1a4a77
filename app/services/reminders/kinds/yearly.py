"""What comes once a year, on a day that a client is known for: announced at each lead (7, 1 and 0 days before), greeted
late within a few days.

A day is on the list from its largest lead on, so that the list and the notifications agree at any moment, and stays
until it is acted on or the days of grace are over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.client import Client
from app.models.enums import ReminderKind, ReminderState
from app.models.greetings import Wanted
from app.models.reminder import Reminder
from app.services.reminders.items import SOURCES, Found, Key, Reason, make_key
from app.services.reminders.kinds.calendar_days import Times, current_lead, days_between, kept_on
from app.services.reminders.kinds.standing import Condition, may_be_disturbed
from app.services.reminders.ledger.states import CLOSED, OPEN, has_key, is_claimable, is_listed, shown_state
from app.services.reminders.reading import ALL, EVERYBODY, MOST, Some


@dataclass(frozen=True, eq=False)
class Yearly:
    """A table with a month and a day of clients. `year`: in which it began, if known; `columns` are what else the
    reason is made of; `joined` puts the tables together, the clients among them."""

    kind: ReminderKind
    id: InstrumentedAttribute[int]
    client_id: InstrumentedAttribute[int]
    month: InstrumentedAttribute[Any]
    day: InstrumentedAttribute[Any]
    year: InstrumentedAttribute[Any]
    columns: tuple[Any, ...]
    joined: Callable[[Select[Any]], Select[Any]]
    reason: Callable[[Row[Any], date, int], Reason]  # of a row, its day this time, and the days until then
    # Where there are many: the ids on each day without an alert of its lead, and those with an open row for nothing.
    untold: Callable[[Session, Sequence[Wanted], datetime, int], dict[date, list[int]]] | None = None
    in_vain: Callable[[Session, Sequence[Wanted]], dict[date, list[int]]] | None = None


class YearDays:
    """Days on the list of `as_of`: late ones within grace, and those up to the largest lead or `days` ahead.

    Each is counted by index alone, less those that the ledger hides; they are read one after the other, as far as they
    are wanted.
    """

    def __init__(self, source: Yearly, times: Times, as_of: date, days: int, moment: datetime) -> None:
        self._source, self._as_of, self._moment, self._leap = source, as_of, moment, times.leap
        first = as_of - timedelta(days=times.grace_days)
        last = as_of + timedelta(days=max(days, *times.leads, 0))
        self._kept = {event: kept_on(event, self._leap) for event in days_between(first, last)}
        self._pairs = sorted({pair for pairs in self._kept.values() for pair in pairs})
        self._counts: dict[date, int] | None = None

    def first(self, session: Session, most: int = ALL) -> list[Found]:
        """The first `most`, by day and number; or all."""
        found: list[Found] = []
        for event, count in self._count(session).items():
            room = most if most == ALL else most - len(found)
            if count and room:
                found += self._read(session, _listed(self._source, event, self._leap), event, room)
        return found

    def rest_of(self, session: Session, clients: Collection[int], known: Collection[Found]) -> list[Found]:
        """Those of these clients that are not `known` already."""
        source = self._source
        if not set(clients) - ({one.client_id for one in known} if source.id is source.client_id else set()):
            return []
        pair, seen = (source.month, source.day), {one.key.source_id for one in known}
        among = select(source.id, *pair).where(source.client_id.in_(clients), tuple_(*pair).in_(self._pairs))
        theirs = defaultdict(list)
        for source_id, month, day in session.execute(among):
            if source_id not in seen:
                theirs[month, day].append(source_id)
        found = []
        for event, pairs in self._kept.items():
            ids = [source_id for pair in pairs for source_id in theirs[pair]]
            if ids:
                rows = _listed(source, event, self._leap).where(source.id.in_(ids))
                found += self._read(session, rows, event, ALL)
        return found

    def clients(self, session: Session) -> list[int | None]:
        """Whose they are, one for each."""
        theirs = defaultdict(list)
        for source_id, client_id, month, day in session.execute(_whose(self._source), {"kept": self._pairs}):
            theirs[month, day].append((source_id, client_id))
        hidden = self._hidden(session)
        kept = ((event, one) for event, pairs in self._kept.items() for pair in pairs for one in theirs[pair])
        return [client_id for event, (source_id, client_id) in kept if (event, source_id) not in hidden]

    def _read(self, session: Session, rows: Select[Any], event: date, most: int) -> list[Found]:
        read = session.execute(rows, {"moment": self._moment, "most": most})
        return [_found(self._source, row, event, self._as_of, "0") for row in read]

    def _count(self, session: Session) -> dict[date, int]:
        """How many there are on each day, whatever the ledger says of them."""
        if self._counts is None:
            rows = session.execute(_counted(self._source), {"kept": self._pairs})
            counted = {(month, day): count for month, day, count in rows}
            self._counts = {event: sum(counted.get(pair, 0) for pair in pairs) for event, pairs in self._kept.items()}
        return self._counts

    def _hidden(self, session: Session) -> set[tuple[date, int]]:
        """Those of them that the ledger hides: closed, or asleep. Theirs is a row each, so these are few."""
        events = [event.isoformat() for event in self._kept]
        rows = session.execute(_hidden(self._source), {"moment": self._moment, "events": events})
        found = ((date.fromisoformat(event), source_id, (month, day)) for event, source_id, month, day in rows)
        return {(event, source_id) for event, source_id, pair in found if pair in self._kept[event]}


def claimable(
    session: Session, source: Yearly, times: Times, today: date, reached: date, now: datetime, some: Some = EVERYBODY
) -> list[Found]:
    """Days with an alert that was not announced yet; of several missed ones only the latest.

    `reached` is the last day whose opening time has come.
    """
    wanted = []
    last = reached + timedelta(days=max(times.leads, default=0))
    for event in days_between(today - timedelta(days=times.grace_days), last):
        lead = current_lead(event, reached, times.leads)
        if lead is not None:
            wanted.append(Wanted(event, kept_on(event, times.leap), lead))
    untold = None if source.untold is None else source.untold(session, wanted, now, some.limit)
    there = untold if untold is not None else _days_of_any(session, source, wanted)
    found: list[Found] = []
    for event, _kept, lead in wanted:
        if some.is_full(found) or event not in there:
            continue
        rows = _claimable(source, event, times.leap, lead)
        if untold is not None:
            rows = rows.where(source.id.in_(untold[event]))
        if some.people is not None:
            rows = rows.where(source.client_id.in_(some.people))
        for row in session.execute(rows, {"moment": now, "most": some.limit}):
            found.append(_found(source, row, event, today, str(lead)))
    return found


def _days_of_any(session: Session, source: Yearly, wanted: Sequence[Wanted]) -> set[date]:
    """Those of the days on which there is anybody to greet at all."""
    kept = sorted({pair for one in wanted for pair in one.born})
    counted = {(row[0], row[1]) for row in session.execute(_counted(source), {"kept": kept})}
    return {one.event for one in wanted if not counted.isdisjoint(one.born)}


def stale(session: Session, source: Yearly, times: Times, today: date) -> list[int]:
    """Open rows that tell of no day any more: grace over, day edited, client gone or not to be disturbed."""
    first = today - timedelta(days=times.grace_days)
    if source.in_vain is None:
        return list(session.scalars(_stale(source, times.leap), {"first": first}))
    found = list(session.scalars(_over(source), {"first": first}))
    days = days_between(first, today + timedelta(days=max(times.leads, default=0)))
    in_vain = source.in_vain(session, [Wanted(event, kept_on(event, times.leap)) for event in days])
    for event, ids in in_vain.items():
        for key in (make_key(source.kind, source_id, event.isoformat()) for source_id in ids):
            of_key = (Reminder.kind == key.kind, Reminder.source_key == key.source_key)
            found += session.scalars(select(Reminder.id).where(*of_key, Reminder.occurrence == key.occurrence))
    return found


def client_of_key(session: Session, source: Yearly, key: Key, leap: str) -> int | None:
    """Whose day the key tells of, if it is kept on that day of that year; None for a client in the trash."""
    asked = (source.id == key.source_id, is_kept_on(source, literal(key.occurrence), leap), Client.deleted_at.is_(None))
    found: int | None = session.scalar(source.joined(select(source.client_id)).where(*asked))
    return found


def is_kept_on(source: Yearly, day: ColumnElement[str], leap: str) -> Condition:
    """Whether that ISO day is the one on which it is kept in its year: `celebrated` in SQL."""
    year = func.substr(day, 1, 4)
    own = func.printf("%02d-%02d", source.month, source.day)
    moved = func.date(year.concat("-02-29")) if leap == "mar1" else func.date(year.concat("-03-01"), "-1 day")
    return case((own == "02-29", moved), else_=year.concat("-").concat(own)) == day


@lru_cache(maxsize=8)
def _counted(source: Yearly) -> Select[Any]:
    """People to greet, by month and day."""
    pair = (source.month, source.day)
    kept = tuple_(*pair).in_(bindparam("kept", expanding=True))
    return source.joined(select(*pair, func.count())).where(kept, may_be_disturbed()).group_by(*pair)


@lru_cache(maxsize=8)
def _whose(source: Yearly) -> Select[Any]:
    """People to greet one by one, with month and day."""
    pair = (source.month, source.day)
    kept = tuple_(*pair).in_(bindparam("kept", expanding=True))
    known = (source.id.label("source_id"), source.client_id.label("client_id"))
    return source.joined(select(*known, *pair)).where(kept, may_be_disturbed())


@lru_cache(maxsize=8)
def _hidden(source: Yearly) -> Select[Any]:
    """Days of people to greet that the ledger hides."""
    return (
        source.joined(select(Reminder.occurrence, source.id, source.month, source.day))
        .join(Reminder, _source_id(source) == source.id)
        .where(
            Reminder.kind == source.kind,
            Reminder.state.in_((*CLOSED, ReminderState.SNOOZED, ReminderState.EXPIRED)),
            Reminder.occurrence.in_(bindparam("events", expanding=True)),
            not_(is_listed()),
            may_be_disturbed(),
        )
    )


@lru_cache(maxsize=16)
def _stale(source: Yearly, leap: str) -> Select[Any]:
    still = source.joined(select(source.id)).where(
        source.id == _source_id(source), may_be_disturbed(), is_kept_on(source, cast(Reminder.due_day, Text), leap)
    )
    over = Reminder.due_day < bindparam("first")
    return select(Reminder.id).where(
        Reminder.kind == source.kind, Reminder.state.in_(OPEN), or_(over, ~exists(still.correlate(Reminder)))
    )


@lru_cache(maxsize=8)
def _over(source: Yearly) -> Select[Any]:
    """Open rows whose days of grace are over."""
    over = Reminder.due_day < bindparam("first")
    return select(Reminder.id).where(Reminder.kind == source.kind, Reminder.state.in_(OPEN), over)


@lru_cache(maxsize=512)
def _listed(source: Yearly, event: date, leap: str) -> Select[Any]:
    return _rows(source, event, leap, is_listed())


@lru_cache(maxsize=128)
def _claimable(source: Yearly, event: date, leap: str, lead: int) -> Select[Any]:
    is_later = or_(Reminder.last_alert.is_(None), cast(Reminder.last_alert, Integer) > lead)
    next_alert = and_(Reminder.state == ReminderState.SHOWN, is_later)
    return _rows(source, event, leap, or_(is_claimable(), next_alert))


def _rows(source: Yearly, event: date, leap: str, asked: Condition) -> Select[Any]:
    """Those of `event`, beside their row of the ledger for it, as many as `most` says."""
    known = (source.id.label("source_id"), source.client_id.label("client_id"), source.year.label("year"))
    ledger = (Reminder.id.label("row_id"), Reminder.state.label("ledger_state"))
    kept = [and_(source.month == month, source.day == day) for month, day in kept_on(event, leap)]
    return (
        source.joined(select(*known, *ledger, *source.columns))
        .outerjoin(Reminder, has_key(source.kind, source.id, literal(event.isoformat())))
        .where(or_(*kept), may_be_disturbed(), asked)
        .order_by(source.id)
        .limit(MOST)
    )


def _source_id(source: Yearly) -> ColumnElement[int]:
    return cast(func.substr(Reminder.source_key, len(SOURCES[source.kind]) + 2), Integer)


def _found(source: Yearly, row: Row[Any], event: date, as_of: date, alert: str) -> Found:
    return Found(
        key=make_key(source.kind, row.source_id, event.isoformat()),
        client_id=row.client_id,
        task_id=None,
        due=event,
        due_time=None,
        reason=source.reason(row, event, (event - as_of).days),
        state=shown_state(row.ledger_state),
        row_id=row.row_id,
        alert=alert,
    )
