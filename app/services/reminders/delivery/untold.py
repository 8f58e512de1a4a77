"""What was claimed and not shown: the program was killed in between, or the notification service went away.

It is claimed once more and announced again. Whether the first time was seen often cannot be known, and then it says so;
where the service was not there, or refused, it is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, literal_column, or_, select, update
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder, ReminderEvent
from app.services.reminders.items import DueItem, Found
from app.services.reminders.kinds.lapsed import list_lapsed, read_past
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.ledger.claims import ANNOUNCED, CHUNK, NOT_ANNOUNCED, REPEATED, log_event
from app.services.reminders.reading import Rows
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.reminders.today.details import make_items
from app.services.reminders.today.due import reasons
from app.services.settings import ShopSettings, get_settings

UNSURE = "unsure"  # note of what was not announced: the service took it, and never said whether it was shown
IN_WORK = timedelta(minutes=2)  # a claim younger than this may be that of a program that is about to show it


def claim_untold(
    db: Database, now: datetime, live: bool, language: str | None, timed_only: bool = False
) -> tuple[list[DueItem], list[DueItem]]:
    """Claim anew what somebody claimed and never showed; returns what surely nobody saw, and what may have been seen.
    Two programs never get the same. `timed_only`: only follow-ups that have their hour; for days off."""
    left = (*_left(now), Reminder.occurrence.contains("T")) if timed_only else _left(now)
    with db.read() as session:
        if session.scalar(select(Reminder.id).where(*left).limit(1)) is None:
            return [], []
    with db.write() as session:
        claimed = update(Reminder).where(*left).values(claimed_at=now).returning(Reminder.id)
        ids = list(session.scalars(claimed))
        unseen = _unseen(session, ids)
        log_event(session, ids, ReminderState.SHOWN, now)
    settings = get_settings(db)
    today = settings.local(now).date()
    with db.read() as session:
        book = read_rules(session)
        rows = session.scalars(select(Reminder).where(Reminder.id.in_(ids))).all()
        found = [one for one in _reasons_of(session, settings, book, rows, now, live) if one.row_id in ids]
        shown = [replace(one, state=ReminderState.SHOWN) for one in found]
        items = make_items(session, shown, today, settings, book, language)
        sure = {one.key.text for one in found if one.row_id in unseen}
    doubtful = {item.client_id or item.id for item in items if item.id not in sure}
    return (
        [item for item in items if (item.client_id or item.id) not in doubtful],
        [item for item in items if (item.client_id or item.id) in doubtful],
    )


def _unseen(session: Session, ids: Sequence[int]) -> set[int]:
    """Those that every attempt since they were last shown found the service away, or refusing. An attempt that ended
    without a line in the log was that of a program that was killed."""
    attempts: Counter[int] = Counter()
    lines = select(ReminderEvent.reminder_id, ReminderEvent.event, ReminderEvent.note)
    for start in range(0, len(ids), CHUNK):
        of_these = lines.where(ReminderEvent.reminder_id.in_(ids[start : start + CHUNK])).order_by(ReminderEvent.id)
        for row_id, event, note in session.execute(of_these):
            if event in (ANNOUNCED, REPEATED):
                attempts[row_id] = 0
            elif event == ReminderState.SHOWN:
                attempts[row_id] += 1
            elif event == NOT_ANNOUNCED and note != UNSURE:
                attempts[row_id] -= 1
    return {row_id for row_id in ids if not attempts[row_id]}


def is_untold() -> ColumnElement[bool]:
    """Claimed, and not known to be shown; as the partial index has it, which `told IS 0` would not find."""
    return Reminder.told == literal_column("0")


def _left(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Claimed for longer than a program takes to show it, or by a clock that was ahead of this one."""
    abandoned = or_(Reminder.claimed_at < now - IN_WORK, Reminder.claimed_at > now + IN_WORK)
    return is_untold(), Reminder.state == ReminderState.SHOWN, abandoned


def _reasons_of(
    session: Session, settings: ShopSettings, book: RuleBook, rows: Sequence[Reminder], now: datetime, live: bool
) -> list[Found]:
    """All reasons of the people in these rows of the ledger, in the order of the list."""
    today = settings.local(now).date()
    people = {row.client_id for row in rows if row.client_id is not None}
    has_nobody = any(row.client_id is None for row in rows)
    found: list[Found] = []
    for kind in reasons(settings, book, today, 0, Seen(now, is_live=True)):
        found += kind.rest_of(session, people, ())
        if has_nobody and isinstance(kind, Rows):
            found += [one for one in kind.first(session) if one.client_id is None]
    if any(row.kind == ReminderKind.LAPSED for row in rows):
        past = read_past(session, today, live)
        found += list_lapsed(session, settings, book, today, 0, now, past)
    return found
