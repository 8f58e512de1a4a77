"""Important dates of clients, each once a year, as birthdays are. See kinds/yearly.py."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.models.client import Client, ImportantDate
from app.models.enums import ReminderKind
from app.models.rule_params import BirthdayParams, DateParams
from app.services.reminders.items import DateReason, Found
from app.services.reminders.kinds.calendar_days import Times
from app.services.reminders.kinds.yearly import YearDays, Yearly, claimable, stale
from app.services.reminders.reading import EVERYBODY, Some
from app.services.reminders.rules.store import RuleBook

DATES = Yearly(
    kind=ReminderKind.DATE,
    id=ImportantDate.id,
    client_id=ImportantDate.client_id,
    month=ImportantDate.month,
    day=ImportantDate.day,
    year=ImportantDate.year,
    columns=(ImportantDate.name,),
    joined=lambda statement: statement.select_from(ImportantDate).join(Client, Client.id == ImportantDate.client_id),
    reason=lambda row, event, left: DateReason(row.name, event, left, years(event, row.year)),
)


def years(event: date, since: int | None) -> int | None:
    """How many years it is on that day; None in the first year, and where it is not known when it began."""
    passed = 0 if since is None else event.year - since
    return passed if passed > 0 else None


def important_dates(book: RuleBook, as_of: date, days: int, moment: datetime) -> YearDays:
    """Important dates on the list of `as_of`."""
    return YearDays(DATES, times_of_dates(book), as_of, days, moment)


def claimable_dates(
    session: Session, book: RuleBook, today: date, reached: date, now: datetime, some: Some = EVERYBODY
) -> list[Found]:
    """Dates with an alert that was not announced yet. `reached` is the last day whose opening time has come."""
    return claimable(session, DATES, times_of_dates(book), today, reached, now, some)


def stale_dates(session: Session, book: RuleBook, today: date) -> list[int]:
    """Rows of open dates that are none any more."""
    return stale(session, DATES, times_of_dates(book), today)


def times_of_dates(book: RuleBook) -> Times:
    """When important dates are told of; 29 February goes where birthdays go."""
    params = book.only(ReminderKind.DATE, DateParams)
    return Times(params.leads, params.grace_days, book.only(ReminderKind.BIRTHDAY, BirthdayParams).leap)
