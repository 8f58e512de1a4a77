"""What the kinds have in common that stem from a row of their own: an enquiry, a case, a wish, an entitlement.

Such a reminder holds as long as its row says so. Its occurrence is made of the row's columns, so a row that changes
(touched again, put off, back once more) is another time round, and the ledger forgets nothing of the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, bindparam, cast, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.client import Client
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.services.reminders.items import SOURCES, Found, Key
from app.services.reminders.ledger.states import OPEN, has_key, is_claimable, is_listed
from app.services.reminders.reading import ALL, MOST, Rows

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Seen:
    """The moment of a list, and whether it is the present one: only then do the rows tell all by themselves."""

    moment: datetime
    is_live: bool

    @property
    def then(self) -> datetime | None:
        """The past moment as which the rows are read."""
        return None if self.is_live else self.moment


def was_open(closed_at: InstrumentedAttribute[datetime | None], then: datetime | None) -> Condition:
    """Not closed, or closed only after `then`."""
    return closed_at.is_(None) if then is None else or_(closed_at.is_(None), closed_at > then)


@dataclass(frozen=True, eq=False)
class Stem:
    """A table whose rows are reasons by themselves. `columns` are what the reason is made of, beside the row's id, its
    client and its occurrence; `due` is what a list compares with its last day; `joined` puts the tables together;
    `holds(day, then)` says which rows are reasons on that day, whenever they are due: as things stand, or with `then`
    as they stood at that moment. `reopens`: Done closes the row, so an open row was taken back."""

    kind: ReminderKind
    id: InstrumentedAttribute[int]
    client_id: InstrumentedAttribute[Any]
    occurrence: ColumnElement[str]
    due: ColumnElement[Any] | InstrumentedAttribute[Any]
    columns: tuple[Any, ...]
    joined: Callable[[Select[Any]], Select[Any]]
    holds: Callable[[date, datetime | None], Condition]
    reopens: bool = True


def listed(stem: Stem, day: date, at: Seen, last: Any, found: Callable[[Row[Any]], Found]) -> Rows:
    """Rows of the list of `day`, due by `last`: neither closed in the ledger nor asleep at that moment."""
    return Rows(_listed(stem, day, at.then), {"moment": at.moment, "last": last}, stem.client_id, found)


def claimable(session: Session, stem: Stem, day: date, now: datetime, last: Any, most: int = ALL) -> Sequence[Row[Any]]:
    """Rows due by `last` that were not announced yet, or whose snooze is over; no more than `most`."""
    return session.execute(_claimable(stem, day), {"moment": now, "last": last, "most": most}).all()


def stale(session: Session, stem: Stem, day: date) -> list[int]:
    """Open rows of the ledger whose reason holds no more, or came round another time since."""
    return list(session.scalars(_stale(stem, day)))


def row_of_key(session: Session, stem: Stem, key: Key, day: date) -> Row[Any] | None:
    """The row that the key of a reminder tells of, if it is a reason still, that time round."""
    asked = (stem.id == key.source_id, stem.occurrence == key.occurrence, stem.holds(day, None))
    return session.execute(_select(stem).where(*asked)).one_or_none()


def is_there() -> Condition:
    """The client is neither in the trash nor merged into another."""
    return and_(Client.deleted_at.is_(None), Client.merged_into_id.is_(None))


def may_be_disturbed() -> Condition:
    """The client is there, and did not ask to be left in peace."""
    return and_(is_there(), Client.do_not_disturb.is_(False))


def can_be_sold_to(day: date) -> Condition:
    """The client may be disturbed, and has not said "not interested" for longer than until that day."""
    is_heard = or_(Client.muted_until.is_(None), Client.muted_until <= day)
    return and_(may_be_disturbed(), is_heard)


def _reopened(stem: Stem) -> tuple[ReminderState, ...]:
    return (ReminderState.DONE,) if stem.reopens else ()


@lru_cache(maxsize=32)
def _listed(stem: Stem, day: date, then: datetime | None) -> Select[Any]:
    return _due(stem, day, then, is_listed(_reopened(stem)))


@lru_cache(maxsize=32)
def _claimable(stem: Stem, day: date) -> Select[Any]:
    return _due(stem, day, None, is_claimable(_reopened(stem)))


@lru_cache(maxsize=32)
def _stale(stem: Stem, day: date) -> Select[Any]:
    source_id = cast(func.substr(Reminder.source_key, len(SOURCES[stem.kind]) + 2), Integer)
    still = stem.joined(select(stem.id)).where(
        stem.id == source_id, stem.occurrence == Reminder.occurrence, stem.holds(day, None)
    )
    return select(Reminder.id).where(
        Reminder.kind == stem.kind, Reminder.state.in_(OPEN), ~exists(still.correlate(Reminder))
    )


def _due(stem: Stem, day: date, then: datetime | None, asked: Condition) -> Select[Any]:
    """By the time round, as many as `most` says of those due by `last`."""
    due = _select(stem).where(stem.holds(day, then), asked, stem.due <= bindparam("last"))
    return due.order_by(stem.occurrence, stem.id).limit(MOST)


def _select(stem: Stem) -> Select[Any]:
    """Beside the columns: source_id, client_id, occurrence, and the ledger's row_id and state."""
    known = (stem.id.label("source_id"), stem.client_id.label("client_id"), stem.occurrence.label("occurrence"))
    ledger = (Reminder.id.label("row_id"), Reminder.state.label("ledger_state"))
    return stem.joined(select(*known, *ledger, *stem.columns)).outerjoin(
        Reminder, has_key(stem.kind, stem.id, stem.occurrence)
    )
