"""Whose birthday is still to be told, and what was told of a birthday that is none: two sorted lists beside each other.

Both come out of indexes in the order of the clients (`ix_client_birthday`, and `ix_reminder_greeting`, of an
expression, which only the migration can tell), so that nobody is looked at one by one: of 20,000 people a difference is
found in milliseconds.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import TextClause

from app.models.base import UTCDateTime

ALL = -1
MonthDay = tuple[int, int]

_WHOSE = "CAST(substr(source_key, 8) AS INTEGER)"  # after "client:"
_ROWS = f"SELECT {_WHOSE} FROM reminder WHERE kind = 'birthday' AND due_day = :event"
# Closed, asleep, or announced at this lead already.
_IS_TOLD = """(state IN ('done', 'dismissed', 'held_out') OR state = 'snoozed' AND snoozed_until > :moment
    OR state = 'shown' AND CAST(coalesce(last_alert, '0') AS INTEGER) <= :lead)"""
_IS_OPEN = "state IN ('due', 'shown', 'snoozed')"


def untold(
    session: Session, event: date, born: Collection[MonthDay], lead: int, now: datetime, most: int = ALL
) -> list[int]:
    """Clients to greet on `event`, having their birthdays on `born`, whose alert of that lead was not claimed yet; the
    first `most` by id."""
    values = {"event": event.isoformat(), "lead": lead, "moment": now, "most": most, **_days(born)}
    return list(session.scalars(_untold(len(born)), values))


def told_in_vain(session: Session, event: date, born: Collection[MonthDay]) -> list[int]:
    """Clients with an open reminder of `event` who are not to be greeted on it."""
    return list(session.scalars(_in_vain(len(born)), {"event": event.isoformat(), **_days(born)}))


@cache
def _untold(pairs: int) -> TextClause:
    people = " UNION ALL ".join(_greeted(n) for n in range(pairs))
    statement = text(f"{people} EXCEPT {_ROWS} AND {_IS_TOLD} ORDER BY 1 LIMIT :most")
    return statement.bindparams(bindparam("moment", type_=UTCDateTime()))


@cache
def _in_vain(pairs: int) -> TextClause:
    people = "".join(f" EXCEPT {_greeted(n)}" for n in range(pairs))
    return text(f"{_ROWS} AND {_IS_OPEN}{people} ORDER BY 1")


def _greeted(number: int) -> str:
    return (
        f"SELECT id FROM client WHERE birth_month = :month{number} AND birth_day = :day{number}"
        " AND deleted_at IS NULL AND merged_into_id IS NULL AND do_not_disturb = 0"
    )


def _days(born: Collection[MonthDay]) -> dict[str, Any]:
    values = {}
    for number, (month, day) in enumerate(sorted(born)):
        values |= {f"month{number}": month, f"day{number}": day}
    return values
