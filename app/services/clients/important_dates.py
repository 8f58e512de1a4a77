"""Days of every year that matter to a client: an anniversary, a child's birthday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.client import ImportantDate
from app.services.clients.data import Birthday, DateRow
from app.services.errors import InvalidValue
from app.services.shop_time import FIRST_YEAR

LEAP_YEAR = 2000  # has every day that there is
LONGEST_NAME = 200
FARTHEST_EAST = timedelta(hours=14)  # of UTC: no shop is on a later day


def set_dates(session: Session, client_id: int, wanted: Sequence[tuple[str, Birthday]], now: datetime) -> None:
    """Building block of the form of a client: these dates and no others, each with its name; one that stands as it did
    is left alone, and one that kept its name is changed. Raises InvalidValue."""
    typed = [(_checked_name(name), _checked_day(on, (now + FARTHEST_EAST).date())) for name, on in wanted]
    before = session.scalars(select(ImportantDate).where(ImportantDate.client_id == client_id)).all()
    left = [row for row in before if _told(row) not in typed]
    known = [_told(row) for row in before if row not in left]
    for name, on in typed:
        if (name, on) in known:
            continue
        row = next((row for row in left if row.name == name), None)
        if row is None:
            row = ImportantDate(client_id=client_id, created_at=now)
            session.add(row)
        else:
            left.remove(row)
        row.name, row.day, row.month, row.year, row.updated_at = name, on.day, on.month, on.year, now
    for row in left:
        session.delete(row)


def dates_of(session: Session, client_id: int) -> tuple[DateRow, ...]:
    """The client's dates in the order of the year."""
    rows = session.scalars(
        select(ImportantDate)
        .where(ImportantDate.client_id == client_id)
        .order_by(ImportantDate.month, ImportantDate.day, ImportantDate.id)
    )
    return tuple(DateRow(row.id, row.name, row.day, row.month, row.year) for row in rows)


def _told(row: ImportantDate) -> tuple[str, Birthday]:
    return row.name, Birthday(row.month, row.day, row.year)


def _checked_name(typed: str) -> str:
    name = " ".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise InvalidValue(field="date_name", value=name[:LONGEST_NAME])
    return name


def _checked_day(on: Birthday, today: date) -> Birthday:
    typed = f"{on.day}.{on.month}.{on.year or ''}"
    try:
        day = date(on.year or LEAP_YEAR, on.month, on.day)
    except ValueError as error:
        raise InvalidValue(field="important_date", value=typed) from error
    if on.year is not None and (day.year < FIRST_YEAR or day > today):
        raise InvalidValue(field="important_date", value=typed, why="future" if day > today else "long_ago")
    return on
