"""Lapsed clients: silent for longer than their limit, a few a day, those first who may bring most when won back.

One item per silence: its occurrence is the day of the last visit, so a purchase closes it. Silence over three limits is
left to the segment "win back".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models.enums import ReminderKind, ReminderState
from app.models.facts import last_purchase_day
from app.models.reminder import Reminder
from app.models.silences import (
    Silence,
    best_silences,
    earliest_lapse_day,
    gives_up_on,
    silences_as_of,
    silences_of,
)
from app.services.reminders.items import Found, LapsedReason, make_key
from app.services.reminders.rules.data import LapsedParams
from app.services.reminders.rules.store import RuleBook
from app.services.reminders.states import OPEN, shown_state
from app.services.settings import ShopSettings
from app.services.shop_time import day_end

EXPECTED_DAYS = 90
Past = dict[int, Silence]


@dataclass(frozen=True, slots=True)
class _Open:
    """What the ledger already holds for a day: items to act on, and how much of the day's quota is spent."""

    awake: list[tuple[Reminder, Silence]]
    spent: int


def read_past(session: Session, as_of: date, live: bool) -> Past | None:
    """Silences recomputed for a day before the last purchase; None where the stored ones are right.

    `live`: as_of is the present day. A purchase dated ahead is then a slip or an order, and its client is not silent.
    """
    last = last_purchase_day(session)
    return None if live or last is None or as_of >= last else silences_as_of(session, as_of)


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
    params = book.only(ReminderKind.LAPSED, LapsedParams)
    quota = params.per_day
    held = _open(session, settings, as_of, moment, past)
    found = [_found(silence, as_of, row) for row, silence in held.awake]
    new = _best(session, _first(as_of, params), as_of, as_of, quota - held.spent, past)
    new += _best(session, as_of + timedelta(days=1), as_of + timedelta(days=days), as_of, quota * days, past)
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
    """Lapsed clients to announce: those whose snooze is over, and new ones while the day's quota lasts.

    `reached` is the last day whose opening time has come.
    """
    held = _open(session, settings, today, now, past)
    woken = [_found(silence, today, row) for row, silence in held.awake if row.state == ReminderState.SNOOZED]
    params = book.only(ReminderKind.LAPSED, LapsedParams)
    best = _best(session, _first(today, params), reached, today, params.per_day - held.spent, past)
    return woken + _new(session, best, today)


def stale_lapsed(session: Session, today: date, past: Past | None) -> list[int]:
    """Rows of open reminders whose silence is over: bought, given up, in the trash, muted or not to be
    disturbed."""
    rows = session.scalars(_open_rows()).all()
    silences = _silences(session, rows, today, past)
    return [row.id for row in rows if not _holds(row, silences.get(row.client_id or 0), today)]


def _holds(row: Reminder, silence: Silence | None, today: date) -> bool:
    """Whether an open reminder still tells of this silence: no purchase since, and not given up."""
    return silence is not None and silence.last_visit.isoformat() == row.occurrence and today <= gives_up_on(silence)


def expected_value(silence: Silence) -> int:
    """Minor units that the client may bring in 90 days if won back: average visit x 90 / (limit / 2), never below 0."""
    money, time = 2 * EXPECTED_DAYS * silence.total, silence.visits * silence.silence_limit
    return max(0, (2 * money + time) // (2 * time))


def _open_rows() -> Select[Reminder]:
    return select(Reminder).where(Reminder.kind == ReminderKind.LAPSED, Reminder.state.in_(OPEN))


def _silences(session: Session, rows: Sequence[Reminder], as_of: date, past: Past | None) -> Past:
    ids = [row.client_id for row in rows if row.client_id is not None]
    return silences_of(session, ids, as_of) if past is None else past


def _open(session: Session, settings: ShopSettings, day: date, moment: datetime, past: Past | None) -> _Open:
    rows = session.scalars(_open_rows()).all()
    silences = _silences(session, rows, day, past)
    night = day_end(day, settings.zone)
    awake, spent = [], set(session.scalars(_handled_on(day)))
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


def _handled_on(day: date) -> Select[int]:
    return select(Reminder.id).where(Reminder.kind == ReminderKind.LAPSED, Reminder.handled_day == day)


def _first(as_of: date, params: LapsedParams) -> date:
    return earliest_lapse_day(as_of, params.ceiling_days)


def _best(session: Session, first: date, last: date, as_of: date, limit: int, past: Past | None) -> list[Silence]:
    if limit <= 0 or last < first:
        return []
    if past is None:
        return best_silences(session, first, last, as_of, limit)
    known = {
        (row.client_id, row.occurrence)
        for row in session.execute(
            select(Reminder.client_id, Reminder.occurrence).where(
                Reminder.kind == ReminderKind.LAPSED,
                Reminder.state.not_in((ReminderState.DUE, ReminderState.EXPIRED)),
            )
        )
    }
    fresh = [
        silence
        for silence in past.values()
        if first <= silence.lapse_day <= last
        and as_of <= gives_up_on(silence)
        and (silence.client_id, silence.last_visit.isoformat()) not in known
    ]
    return sorted(fresh, key=lambda s: (-s.total / (s.visits * s.silence_limit), s.client_id))[:limit]


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


def _found(silence: Silence, as_of: date, row: Reminder | None = None) -> Found:
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
        ),
        state=shown_state(None if row is None else row.state),
        row_id=None if row is None else row.id,
        alert="0",
        expected_value=expected_value(silence),
    )
