"""Reminders of kinds that are switched off: they are told no more."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enums import ReminderKind
from app.models.reminder import Reminder
from app.services.reminders.ledger.states import OPEN
from app.services.reminders.rules.store import RuleBook


def switched_off(session: Session, book: RuleBook) -> list[int]:
    """Open rows of kinds that are switched off. Of single rules: kinds/occasions.py."""
    gone = [kind for kind in ReminderKind if not book.is_on(kind)]
    if not gone:
        return []
    return list(session.scalars(select(Reminder.id).where(Reminder.state.in_(OPEN), Reminder.kind.in_(gone))))
