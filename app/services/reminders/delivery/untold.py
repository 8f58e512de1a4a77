"""What was claimed and not shown: the program was killed in between, or the notification service went away.

It is claimed once more and announced again. Whether the first time was seen cannot be known, so it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, literal_column, or_, select, update
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.services.reminders.details import make_items
from app.services.reminders.due import reasons
from app.services.reminders.items import DueItem, Found
from app.services.reminders.kinds.lapsed import list_lapsed, read_past
from app.services.reminders.kinds.standing import Seen
from app.services.reminders.reading import Rows
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.settings import ShopSettings, get_settings

IN_WORK = timedelta(minutes=2)  # a claim younger than this may be that of a program that is about to show it


def claim_untold(
    db: Database, now: datetime, live: bool, language: str | None, timed_only: bool = False
) -> list[DueItem]:
    """Claim anew what somebody claimed and never showed, and return it. Two programs never get the same.
    `timed_only`: only follow-ups that have their hour; for days off."""
    left = (*_left(now), Reminder.occurrence.contains("T")) if timed_only else _left(now)
    with db.read() as session:
        if session.scalar(select(Reminder.id).where(*left).limit(1)) is None:
            return []
    with db.write() as session:
        claimed = update(Reminder).where(*left).values(claimed_at=now).returning(Reminder.id)
        ids = list(session.scalars(claimed))
    settings = get_settings(db)
    today = settings.local(now).date()
    with db.read() as session:
        book = read_rules(session)
        rows = session.scalars(select(Reminder).where(Reminder.id.in_(ids))).all()
        found = [one for one in _reasons_of(session, settings, book, rows, now, live) if one.row_id in ids]
        shown = [replace(one, state=ReminderState.SHOWN) for one in found]
        return make_items(session, shown, today, settings, book, language)


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
