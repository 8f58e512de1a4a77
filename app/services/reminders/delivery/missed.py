"""What went by untold: reasons that hold for some days only, and of which those days are over without a word.

Nothing else would ever tell of them. Once a day they are written into the ledger as expired, with a line in the
delivery log that says why. Read first, written in short blocks, each row once by its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Occasion, Reminder
from app.models.rule_params import BirthdayParams, LapsedParams, RenewalParams
from app.models.setting import Setting
from app.models.silences import GIVE_UP_LIMITS, chance
from app.services.reminders.delivery.hours import read_told_days
from app.services.reminders.delivery.pause import read_paused_days
from app.services.reminders.delivery.untold import is_untold
from app.services.reminders.items import BY_RULE, SELLING, Key, make_key
from app.services.reminders.kinds.birthdays import BIRTHDAYS, times_of_birthdays
from app.services.reminders.kinds.calendar_days import Times, days_between
from app.services.reminders.kinds.dates import DATES, times_of_dates
from app.services.reminders.kinds.renewals import renewal_stem
from app.services.reminders.kinds.standing import claimable, may_be_disturbed
from app.services.reminders.kinds.yearly import YearDays, Yearly
from app.services.reminders.ledger.claims import MISSED, log_event
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.settings import ShopSettings, get_settings

LOOKED_UNTIL = "delivery_missed_until"  # setting: up to this day, not included, missed ones are written down
BLOCK = 500
# Why it was not told.
OFF = "off"  # the program was closed, or there was nothing to show it with
PAUSED = "paused"  # the owner wanted no reminders then
DAY_OFF = "day_off"  # only days off lay within its time
WAS_MUTED = "was_muted"  # the client wanted to hear nothing that sells
OVER_CAP = "over_cap"  # more were due than are told in a day
TOO_LATE = "too_late"  # written down, or made right again, when its days were told already
NOT_SHOWN = "not_shown"  # claimed, but never seen on the screen


@dataclass(frozen=True, slots=True)
class _Gone:
    """A reason whose days are over: the first and the last on which it could be told."""

    key: Key
    client_id: int
    due: date
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Days:
    """Days of the shop, as ISO texts: on which everything due was told, and which ended in a pause."""

    told: frozenset[str]
    paused: frozenset[str]


def note_missed(db: Database, now: datetime) -> int:
    """Write down what went by since the last time; returns how much. The first time only notes from when on."""
    settings = get_settings(db)
    today = settings.local(now).date()
    with db.read() as session:
        saved = session.get(Setting, LOOKED_UNTIL)
        since = today if saved is None else min(today, date.fromisoformat(saved.value))
        book = read_rules(session)
        gone = list(_gone(session, book, since, today - timedelta(days=1), now))
        notes = _why(session, settings, gone, _Days(frozenset(read_told_days(db)), read_paused_days(db)))
    count = sum(_write(db, notes[start : start + BLOCK], now) for start in range(0, len(notes), BLOCK))
    with db.write() as session:
        if saved is not None and date.fromisoformat(saved.value) > today:
            _take_back(session, now)
        count += _give_up_untold(session, now)
        session.merge(Setting(key=LOOKED_UNTIL, value=today.isoformat()))
    return count


def _gone(session: Session, book: RuleBook, since: date, until: date, now: datetime) -> Iterator[_Gone]:
    """Reasons whose last day lies within [since, until], of the kinds that are switched on, most of them untold."""
    days = list(days_between(since, until))
    if book.is_on(ReminderKind.BIRTHDAY):
        times = times_of_birthdays(book.only(ReminderKind.BIRTHDAY, BirthdayParams))
        yield from (one for day in days for one in _yearly(session, BIRTHDAYS, times, day, now))
    if book.is_on(ReminderKind.DATE):
        times = times_of_dates(book)
        yield from (one for day in days for one in _yearly(session, DATES, times, day, now))
    if book.is_on(ReminderKind.RENEWAL):
        params = book.only(ReminderKind.RENEWAL, RenewalParams)
        yield from (one for day in days for one in _renewals(session, params, day, now))
    yield from _occasions(session, book, since, until)
    if book.is_on(ReminderKind.LAPSED):
        yield from _lapsed(session, book.only(ReminderKind.LAPSED, LapsedParams), since, until)


def _yearly(session: Session, source: Yearly, times: Times, last: date, now: datetime) -> Iterator[_Gone]:
    event = last - timedelta(days=times.grace_days)
    for one in YearDays(source, Times((), 0, times.leap), event, 0, now).first(session):
        if one.row_id is None and one.client_id is not None:
            yield _Gone(one.key, one.client_id, event, event - timedelta(days=max(times.leads, default=0)), last)


def _renewals(session: Session, params: RenewalParams, last: date, now: datetime) -> Iterator[_Gone]:
    end = last - timedelta(days=params.after_days)
    for row in claimable(session, renewal_stem(params.after_days), last, now, end):
        key = make_key(ReminderKind.RENEWAL, row.source_id, row.occurrence)
        yield _Gone(key, row.client_id, end, end - timedelta(days=params.before_days), last)


def _occasions(session: Session, book: RuleBook, since: date, until: date) -> Iterator[_Gone]:
    rules = [rule.id for kind in BY_RULE for rule in book.of(kind)]
    over = select(Occasion).join(Client, Client.id == Occasion.client_id)
    asked = over.where(Occasion.last_day.between(since, until), Occasion.rule_id.in_(rules), may_be_disturbed())
    for one in session.scalars(asked):
        key = make_key(ReminderKind(one.kind), one.client_id, one.base_day.isoformat(), one.rule_id)
        yield _Gone(key, one.client_id, one.due_day, one.due_day, one.last_day)


def _lapsed(session: Session, params: LapsedParams, since: date, until: date) -> Iterator[_Gone]:
    """Those who are given up since, silent for three limits; who is left alone is not missed."""
    gives_up = func.date(Client.lapse_day, func.printf("+%d days", GIVE_UP_LIMITS * Client.silence_limit))
    earliest = since - timedelta(days=GIVE_UP_LIMITS * params.ceiling_days)
    asked = select(Client.id, Client.last_visit, Client.lapse_day, Client.silence_limit).where(
        Client.lapse_day.between(earliest, until),
        gives_up.between(since.isoformat(), until.isoformat()),
        Client.visits > 0,
        may_be_disturbed(),
    )
    for row in session.execute(asked):
        if chance(row.id, row.last_visit) >= params.left_alone_percent:
            yield _silence_gone(row)


def _silence_gone(row: Row[*tuple[Any, ...]]) -> _Gone:
    key = make_key(ReminderKind.LAPSED, row.id, row.last_visit.isoformat())
    given_up = row.lapse_day + timedelta(days=GIVE_UP_LIMITS * row.silence_limit)
    return _Gone(key, row.id, row.lapse_day, row.lapse_day, given_up)


def _why(session: Session, settings: ShopSettings, gone: Sequence[_Gone], days: _Days) -> list[tuple[_Gone, str]]:
    """With the reason why it was not told; without those whose client was not known in time."""
    found = []
    for start in range(0, len(gone), BLOCK):
        part = gone[start : start + BLOCK]
        people = select(Client.id, Client.created_at, Client.muted_until)
        known = {row.id: row for row in session.execute(people.where(Client.id.in_([one.client_id for one in part])))}
        for one in part:
            client = known[one.client_id]
            if settings.local(client.created_at).date() <= one.last:
                found.append((one, _code(settings, one, client.muted_until, days)))
    return found


def _code(settings: ShopSettings, one: _Gone, muted_until: date | None, days: _Days) -> str:
    if one.key.kind in SELLING and muted_until is not None and muted_until > one.first:
        return WAS_MUTED
    its_days = list(days_between(one.first, one.last))
    if not any(settings.is_working(day) for day in its_days):
        return DAY_OFF
    written = {day.isoformat() for day in its_days}
    if not written & days.told:
        return PAUSED if written & days.paused else OFF
    return OVER_CAP if one.key.kind == ReminderKind.LAPSED or settings.contacts_per_day else TOO_LATE


def _write(db: Database, notes: Sequence[tuple[_Gone, str]], now: datetime) -> int:
    """New rows only: what has a row was told, or acted on, or left alone."""
    with db.write() as session:
        count = 0
        for code in sorted({code for _one, code in notes}):
            rows = [_row(one, now) for one, its_code in notes if its_code == code]
            made = insert(Reminder).on_conflict_do_nothing().returning(Reminder.id)
            ids = session.scalars(made, rows).all()
            log_event(session, ids, MISSED, now, note=code)
            count += len(ids)
        return count


def _row(one: _Gone, now: datetime) -> dict[str, object]:
    return {
        "kind": one.key.kind,
        "source_key": one.key.source_key,
        "occurrence": one.key.occurrence,
        "client_id": one.client_id,
        "rule_id": one.key.rule_id,
        "due_day": one.due,
        "state": ReminderState.EXPIRED,
        "created_at": now,
        "updated_at": now,
    }


def _take_back(session: Session, now: datetime) -> None:
    """What was missed by a clock that was ahead is still to come."""
    ahead = (Reminder.created_at > now, Reminder.state == ReminderState.EXPIRED, Reminder.alerts == 0)
    session.execute(delete(Reminder).where(*ahead))


def _give_up_untold(session: Session, now: datetime) -> int:
    """What was claimed, never shown, and is over by now."""
    over = update(Reminder).where(is_untold(), Reminder.state != ReminderState.SHOWN).values(told=True)
    rows = session.execute(over.returning(Reminder.id, Reminder.state)).all()
    missed = [row.id for row in rows if row.state == ReminderState.EXPIRED]
    log_event(session, missed, MISSED, now, note=NOT_SHOWN)
    return len(missed)
