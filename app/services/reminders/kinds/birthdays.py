"""Birthdays: one item a year. See kinds/yearly.py."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.enums import ReminderKind
from app.models.greetings import told_in_vain, untold
from app.models.rule_params import BirthdayParams
from app.services.reminders.items import BirthdayReason, Found
from app.services.reminders.kinds.calendar_days import Times
from app.services.reminders.kinds.yearly import YearDays, Yearly, claimable, stale
from app.services.reminders.reading import EVERYBODY, Some

OLDEST = 130  # years; older ones are slips of the pen


def turns(event: date, birth_year: int | None) -> int | None:
    """Age on that day; None where the year of birth is unknown or cannot be."""
    age = None if birth_year is None else event.year - birth_year
    return age if age is not None and 0 < age < OLDEST else None


BIRTHDAYS = Yearly(
    kind=ReminderKind.BIRTHDAY,
    id=Client.id,
    client_id=Client.id,
    month=Client.birth_month,
    day=Client.birth_day,
    year=Client.birth_year,
    columns=(),
    joined=lambda statement: statement.select_from(Client),
    reason=lambda row, event, left: BirthdayReason(event, left, turns(event, row.year)),
    untold=untold,
    in_vain=told_in_vain,
)


class Birthdays(YearDays):
    """Birthdays on the list of `as_of`; a client has one."""

    def __init__(self, params: BirthdayParams, as_of: date, days: int, moment: datetime) -> None:
        super().__init__(BIRTHDAYS, times_of_birthdays(params), as_of, days, moment)


def claimable_birthdays(
    session: Session, params: BirthdayParams, today: date, reached: date, now: datetime, some: Some = EVERYBODY
) -> list[Found]:
    """Birthdays with an alert that was not announced yet. `reached` is the last day whose opening time has
    come."""
    return claimable(session, BIRTHDAYS, times_of_birthdays(params), today, reached, now, some)


def stale_birthdays(session: Session, params: BirthdayParams, today: date) -> list[int]:
    """Rows of open birthdays that are none any more."""
    return stale(session, BIRTHDAYS, times_of_birthdays(params), today)


def times_of_birthdays(params: BirthdayParams) -> Times:
    """When birthdays are told of."""
    return Times(params.leads, params.grace_days, params.leap)
