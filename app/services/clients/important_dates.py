"""Days of every year that matter to a client: an anniversary, a child's birthday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.client import Client, ImportantDate
from app.models.database import Database
from app.models.enums import Area
from app.services.clients.data import Birthday, DateRow
from app.services.clients.people import kept_client
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.settings import get_settings
from app.services.shop_time import FIRST_YEAR

LEAP_YEAR = 2000  # has every day that there is
LONGEST_NAME = 200


@dataclass(frozen=True)
class DateData:
    """A day as typed. `year`: in which it began, where that is known."""

    client_id: int
    name: str
    day: int
    month: int
    year: int | None = None


def save_date(
    db: Database, data: DateData, now: datetime, date_id: int | None = None, version: int | None = None
) -> int:
    """Add an important date, or change `date_id` as it was read at `version`; returns the id.

    Raises InvalidValue, NotFound, and EditConflict when it was changed since.
    """
    name = " ".join(data.name.split())
    _check(data, name, get_settings(db).local(now).date())
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        client = kept_client(session, data.client_id)
        row = ImportantDate(created_at=now, version=0) if date_id is None else _get(session, date_id, version)
        begin_action(session, "add_date" if date_id is None else "edit_date", now)
        row.client_id, row.name = client.id, name
        row.day, row.month, row.year = data.day, data.month, data.year
        row.version += 1
        row.updated_at = now
        session.add(row)
        session.flush()
        return row.id


def delete_date(db: Database, date_id: int, now: datetime) -> int:
    """Take an important date off; returns the action to undo. Raises NotFound."""
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        row = _get(session, date_id, None)
        action_id = begin_action(session, "delete_date", now)
        session.delete(row)
        return action_id


def set_dates(session: Session, client_id: int, wanted: Sequence[tuple[str, Birthday]], now: datetime) -> None:
    """Building block of the form of a client: these dates and no others; one that stands as it did is left alone, and
    one that kept its name is changed. Raises InvalidValue."""
    typed = [DateData(client_id, " ".join(name.split()), on.day, on.month, on.year) for name, on in wanted]
    for data in typed:
        _check(data, data.name, now.date())
    before = session.scalars(select(ImportantDate).where(ImportantDate.client_id == client_id)).all()
    left = [row for row in before if _told(row) not in [(data.name, data.month, data.day, data.year) for data in typed]]
    known = [_told(row) for row in before if row not in left]
    for data in typed:
        if (data.name, data.month, data.day, data.year) in known:
            continue
        row = next((row for row in left if row.name == data.name), None)
        if row is None:
            row = ImportantDate(client_id=client_id, created_at=now, version=0)
            session.add(row)
        else:
            left.remove(row)
        row.name, row.day, row.month, row.year = data.name, data.day, data.month, data.year
        row.version += 1
        row.updated_at = now
    for row in left:
        session.delete(row)


def _told(row: ImportantDate) -> tuple[str, int, int, int | None]:
    return row.name, row.month, row.day, row.year


def dates_of(session: Session, client_id: int) -> tuple[DateRow, ...]:
    """The client's dates in the order of the year."""
    rows = session.scalars(
        select(ImportantDate)
        .where(ImportantDate.client_id == client_id)
        .order_by(ImportantDate.month, ImportantDate.day, ImportantDate.id)
    )
    return tuple(DateRow(row.id, row.name, row.day, row.month, row.year, row.version) for row in rows)


def _check(data: DateData, name: str, today: date) -> None:
    if not 0 < len(name) <= LONGEST_NAME:
        raise InvalidValue(field="date_name", value=name[:LONGEST_NAME])
    typed = f"{data.day}.{data.month}.{data.year or ''}"
    try:
        day = date(data.year or LEAP_YEAR, data.month, data.day)
    except ValueError as error:
        raise InvalidValue(field="important_date", value=typed) from error
    if data.year is not None and (day.year < FIRST_YEAR or day > today):
        raise InvalidValue(field="important_date", value=typed, why="future" if day > today else "long_ago")


def _get(session: Session, date_id: int, version: int | None) -> ImportantDate:
    row = session.get(ImportantDate, date_id)
    client = None if row is None else session.get(Client, row.client_id)
    if row is None or client is None or client.deleted_at is not None:
        raise NotFound(what="date", id=date_id)
    if version is not None and row.version != version:
        raise EditConflict(what="date", id=date_id)
    return row
