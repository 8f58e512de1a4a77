"""Reminders of rules that are switched off, or gone: they are told no more."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enums import ReminderKind
from app.models.reminder import Reminder
from app.services.reminders.items import BY_RULE
from app.services.reminders.rules.store import RuleBook
from app.services.reminders.states import OPEN


def switched_off(session: Session, book: RuleBook) -> list[int]:
    """Open rows of the ledger that no rule in force tells of. Asked kind by kind, so that an index answers."""
    gone = [kind for kind in ReminderKind if not book.is_on(kind)]
    in_force = [rule.id for kind in BY_RULE for rule in book.of(kind)]
    open_rows = select(Reminder.id).where(Reminder.state.in_(OPEN))
    of_kinds = open_rows.where(Reminder.kind.in_(gone))
    of_rules = open_rows.where(Reminder.kind.in_(BY_RULE - set(gone)), Reminder.rule_id.not_in(in_force))
    return [*session.scalars(of_kinds), *session.scalars(of_rules)]
