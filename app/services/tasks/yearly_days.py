"""Birthdays and important dates of clients on the days of a calendar: the best clients first, the others counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, select, tuple_
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.enums import ReminderKind
from app.models.rule_params import BirthdayParams
from app.services.clients.listing.members import Members
from app.services.reminders.kinds.birthdays import BIRTHDAYS, turns
from app.services.reminders.kinds.calendar_days import days_between, kept_on
from app.services.reminders.kinds.dates import DATES, years
from app.services.reminders.kinds.standing import may_be_disturbed
from app.services.reminders.kinds.yearly import Yearly
from app.services.reminders.rules.store import read_rules

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A birthday or an important date of a client. `name` is "" for a birthday; `years` is what the client turns, or
    how many years it is, where that is known."""

    kind: ReminderKind
    client_id: int
    client: str
    name: str
    years: int | None


@dataclass(frozen=True, slots=True)
class Days:
    """The first of a day, and how many there are."""

    first: tuple[YearlyDay, ...]
    count: int


def yearly_days(
    session: Session, first: date, last: date, most: int, client_id: int | None, members: Members | None = None
) -> dict[date, Days]:
    """Building block: by day, birthdays before dates; of everybody who may be greeted, of one client, or of the
    `members` of a saved list. 29 February goes where the rule for birthdays says."""
    leap = read_rules(session).only(ReminderKind.BIRTHDAY, BirthdayParams).leap
    kept = {day: kept_on(day, leap) for day in days_between(first, last)}
    pairs = sorted({pair for pairs in kept.values() for pair in pairs})
    found = [(source, _read(session, source, pairs, most, client_id, members)) for source in (BIRTHDAYS, DATES)]
    return {day: _of_day(day, sorted(own), found, most) for day, own in kept.items()}


def _of_day(
    day: date, own: Sequence[MonthDay], found: Sequence[tuple[Yearly, Mapping[MonthDay, list[Any]]]], most: int
) -> Days:
    rows = [(source.kind, row) for source, by_pair in found for pair in own for row in by_pair.get(pair, ())]
    counts = [by_pair[pair][0].all for _source, by_pair in found for pair in own if pair in by_pair]
    return Days(tuple(_made(kind, row, day) for kind, row in rows[:most]), sum(counts))


def _made(kind: ReminderKind, row: Any, day: date) -> YearlyDay:
    passed = turns(day, row.year) if kind is ReminderKind.BIRTHDAY else years(day, row.year)
    return YearlyDay(kind, row.client_id, row.client, row.title, passed)


def _read(
    session: Session,
    source: Yearly,
    pairs: Sequence[MonthDay],
    most: int,
    client_id: int | None,
    members: Members | None,
) -> dict[MonthDay, list[Any]]:
    """The first rows of each day of the year, the dearest clients before the others, with how many there are."""
    by_pair: dict[MonthDay, list[Any]] = {}
    for row in session.execute(_statement(source, pairs, most, client_id, members)):
        by_pair.setdefault((row.month, row.day), []).append(row)
    return by_pair


def _statement(
    source: Yearly, pairs: Sequence[MonthDay], most: int, client_id: int | None, members: Members | None
) -> Select[Any]:
    pair = (source.month, source.day)
    inner = select(
        source.month.label("month"),
        source.day.label("day"),
        source.year.label("year"),
        source.client_id.label("client_id"),
        (source.columns[0] if source.columns else literal("")).label("title"),
        func.row_number().over(partition_by=pair, order_by=(Client.total.desc(), source.id)).label("place"),
        func.count().over(partition_by=pair).label("all"),
    )
    fits = source.joined(inner).where(tuple_(*pair).in_(pairs), may_be_disturbed())
    if client_id is not None:
        fits = fits.where(source.client_id == client_id)
    if members is not None:
        fits = fits.where(source.client_id.in_(members.clause()))
    ranked = fits.subquery()
    statement = select(ranked, Client.name.label("client")).join(Client, Client.id == ranked.c.client_id)
    return statement.where(ranked.c.place <= most).order_by(ranked.c.month, ranked.c.day, ranked.c.place)
