"""Lapsed clients: silent for longer than their limit, a few a day, those first who may bring most when won back.

One item per silence: its occurrence is the day of the last visit, so a purchase closes it. Silence over three limits is
left to the segment "win back". Some may be left alone by chance, to see what reminding brings (left_alone.py): they
are not listed, and the sweep writes down when their turn would have been.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, Row, Select, bindparam, select
from sqlalchemy.orm import Session

from app.models.enums import ReminderKind, ReminderState
from app.models.facts import last_purchase_day
from app.models.reminder import Reminder
from app.models.rule_params import LapsedParams
from app.models.silences import (
    Silence,
    best_silences,
    chance,
    earliest_lapse_day,
    gives_up_on,
    in_order_of_worth,
    silences_as_of,
    silences_left_alone,
    silences_of,
)
from app.services.reminders.items import Found, LapsedReason, make_key
from app.services.reminders.ledger.states import OPEN, shown_state
from app.services.reminders.rules.store import RuleBook
from app.services.settings import ShopSettings
from app.services.shop_time import day_end

EXPECTED_DAYS = 90
Past = dict[int, Silence]


@dataclass(frozen=True, slots=True)
class _Open:
    """What the ledger already holds for a day: items to act on, and how much of the day's quota is spent."""

    awake: list[tuple[Row[Any], Silence]]
    spent: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """By what rule silences are asked for: `past` are those of another day or rule than the stored ones."""

    as_of: date
    params: LapsedParams
    past: Past | None

    @property
    def first(self) -> date:
        """The first lapse day that may still be told."""
        return earliest_lapse_day(self.as_of, self.params.ceiling_days)


def _ask(book: RuleBook, as_of: date, past: Past | None) -> _Asked:
    return _Asked(as_of, book.only(ReminderKind.LAPSED, LapsedParams), past)


def read_past(session: Session, as_of: date, live: bool) -> Past | None:
    """Silences recomputed for a day before the last purchase; None where the stored ones are right.

    `live`: as_of is the present day. A purchase dated ahead is then a slip or an order, and its client is not silent.
    """
    last = None if live else last_purchase_day(session)
    return None if last is None or as_of >= last else silences_as_of(session, as_of)


def list_lapsed(
    session: Session,
    settings: ShopSettings,
    book: RuleBook,
    as_of: date,
    days: int,
    moment: datetime,
    past: Past | None,
) -> list[Found]:
    """The lapsed of the list for `as_of`: those announced before, then the best up to the day's quota; with `days`,
    also the best of those who lapse on the days ahead, a quota for each day."""
    if not book.is_on(ReminderKind.LAPSED):
        return []
    asked = _ask(book, as_of, past)
    quota = asked.params.per_day
    held = _open(session, settings, asked, moment)
    found = [_found(silence, as_of, row) for row, silence in held.awake]
    new = _best(session, asked, (asked.first, as_of), quota - held.spent)
    new += _best(session, asked, (as_of + timedelta(days=1), as_of + timedelta(days=days)), quota * days)
    found += _new(session, new, as_of)
    return sorted(found, key=lambda item: (item.due > as_of, -item.expected_value, item.key.source_id))


def claimable_lapsed(
    session: Session,
    settings: ShopSettings,
    book: RuleBook,
    today: date,
    reached: date,
    now: datetime,
    past: Past | None,
) -> list[Found]:
    """Lapsed clients to announce: those whose snooze is over, and new ones while the day's quota lasts; and, as held
    out, those who would have come before the last of these and are left alone.

    `reached` is the last day whose opening time has come.
    """
    asked = _ask(book, today, past)
    held = _open(session, settings, asked, now)
    woken = [_found(silence, today, row) for row, silence in held.awake if row.state == ReminderState.SNOOZED]
    room = asked.params.per_day - held.spent
    best = _best(session, asked, (asked.first, reached), room)
    alone = (
        _left_alone(session, asked, (asked.first, reached), best[-1] if len(best) == room else None) if room > 0 else []
    )
    held_out = [replace(one, state=ReminderState.HELD_OUT) for one in _new(session, alone, today)]
    return woken + _new(session, best, today) + held_out


def stale_lapsed(session: Session, today: date, past: Past | None) -> list[int]:
    """Rows of open reminders whose silence is over: bought, given up, in the trash, muted or not to be
    disturbed."""
    rows = session.execute(_open_rows()).all()
    silences = _silences(session, rows, today, past)
    return [row.id for row in rows if not _holds(row, silences.get(row.client_id or 0), today)]


def _silences(session: Session, rows: Sequence[Row[Any]], as_of: date, past: Past | None) -> Past:
    ids = [row.client_id for row in rows if row.client_id is not None]
    return silences_of(session, ids, as_of) if past is None else past


def _holds(row: Row[Any], silence: Silence | None, today: date) -> bool:
    """Whether an open reminder still tells of this silence: no purchase since, and not given up."""
    return silence is not None and silence.last_visit.isoformat() == row.occurrence and today <= gives_up_on(silence)


def expected_value(silence: Silence) -> int:
    """Minor units that the client may bring in 90 days if won back: what the forecast says is at risk, else average
    visit x 90 / (limit / 2); never below 0."""
    if silence.at_risk is not None:
        return max(0, silence.at_risk)
    money, time = 2 * EXPECTED_DAYS * silence.total, silence.visits * silence.silence_limit
    return max(0, (2 * money + time) // (2 * time))


@cache
def _open_rows() -> Select[*tuple[Any, ...]]:
    known = (Reminder.id, Reminder.client_id, Reminder.occurrence, Reminder.state, Reminder.snoozed_until)
    return select(*known).where(Reminder.kind == ReminderKind.LAPSED, Reminder.state.in_(OPEN))


def _open(session: Session, settings: ShopSettings, asked: _Asked, moment: datetime) -> _Open:
    rows, day = session.execute(_open_rows()).all(), asked.as_of
    silences = _silences(session, rows, day, asked.past)
    night = day_end(day, settings.zone)
    awake, spent = [], set(session.scalars(_handled(), {"day": day}))
    for row in rows:
        silence = silences.get(row.client_id or 0)
        if silence is None or not _holds(row, silence, day):
            continue
        sleeps_until = row.snoozed_until if row.state == ReminderState.SNOOZED else None
        if sleeps_until is None or sleeps_until <= moment:
            awake.append((row, silence))
        if sleeps_until is None or sleeps_until < night:
            spent.add(row.id)
    return _Open(awake, len(spent))


@cache
def _handled() -> Select[int]:
    return select(Reminder.id).where(
        Reminder.kind == ReminderKind.LAPSED, Reminder.handled_day == bindparam("day", type_=Date)
    )


def _best(session: Session, asked: _Asked, days: tuple[date, date], most: int) -> list[Silence]:
    """The best that are not left alone, with their lapse days among `days`."""
    if most <= 0 or days[1] < days[0]:
        return []
    percent = asked.params.left_alone_percent
    if asked.past is None:
        return best_silences(session, days, asked.as_of, most, percent)
    return [one for one in _fresh(session, asked, days) if chance(one.client_id, one.last_visit) >= percent][:most]


def _left_alone(session: Session, asked: _Asked, days: tuple[date, date], before: Silence | None) -> list[Silence]:
    """Who is left alone, of those that would have had their turn before that silence; of all without one."""
    percent = asked.params.left_alone_percent
    if not percent:
        return []
    if asked.past is None:
        return silences_left_alone(session, days, asked.as_of, percent, before)
    alone = [one for one in _fresh(session, asked, days) if chance(one.client_id, one.last_visit) < percent]
    turn = in_order_of_worth(alone if before is None else [*alone, before])
    return turn if before is None else turn[: turn.index(before)]


def _fresh(session: Session, asked: _Asked, days: tuple[date, date]) -> list[Silence]:
    """Silences of a past day that the ledger does not know, the best first."""
    rows = session.execute(
        select(Reminder.client_id, Reminder.occurrence).where(
            Reminder.kind == ReminderKind.LAPSED, Reminder.state.not_in((ReminderState.DUE, ReminderState.EXPIRED))
        )
    )
    known = {(row.client_id, row.occurrence) for row in rows}
    fresh = [
        silence
        for silence in (asked.past or {}).values()
        if days[0] <= silence.lapse_day <= days[1]
        and asked.as_of <= gives_up_on(silence)
        and (silence.client_id, silence.last_visit.isoformat()) not in known
    ]
    return in_order_of_worth(fresh)


def _new(session: Session, silences: list[Silence], as_of: date) -> list[Found]:
    """Items not yet open; one that had expired and is true again keeps its row."""
    found = [_found(silence, as_of) for silence in silences]
    if not found:
        return []
    rows = select(Reminder.id, Reminder.source_key, Reminder.occurrence).where(
        Reminder.kind == ReminderKind.LAPSED, Reminder.source_key.in_([item.key.source_key for item in found])
    )
    known = {(source_key, occurrence): row_id for row_id, source_key, occurrence in session.execute(rows)}
    return [replace(item, row_id=known.get((item.key.source_key, item.key.occurrence))) for item in found]


def _found(silence: Silence, as_of: date, row: Row[Any] | None = None) -> Found:
    return Found(
        key=make_key(ReminderKind.LAPSED, silence.client_id, silence.last_visit.isoformat()),
        client_id=silence.client_id,
        task_id=None,
        due=silence.lapse_day,
        due_time=None,
        reason=LapsedReason(
            silence.last_visit,
            (as_of - silence.last_visit).days,
            silence.rhythm_days,
            silence.silence_limit,
            silence.visits,
            silence.total,
            silence.at_risk,
        ),
        state=shown_state(None if row is None else row.state),
        row_id=None if row is None else row.id,
        alert="0",
        expected_value=expected_value(silence),
    )
