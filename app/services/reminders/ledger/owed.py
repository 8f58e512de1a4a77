"""What stands behind a reminder and closes with it: Done is said of the task, the enquiry, the case, the wish.

A renewal, a birthday and a silence have nothing of the kind: for them Done is told by the ledger alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.models.aftersale import Interest, ServiceCase
from app.models.enquiry import Enquiry
from app.models.enums import Area, CaseStatus, EnquiryState, ReminderKind
from app.models.rule_params import RenewalParams
from app.models.task import Task
from app.services.aftersale.cases import put_status
from app.services.enquiries.touch import touch
from app.services.reminders.items import BY_RULE, Key, task_occurrence
from app.services.reminders.kinds.due_cases import CASES
from app.services.reminders.kinds.occasions import row_of_occasion
from app.services.reminders.kinds.renewals import renewal_stem
from app.services.reminders.kinds.standing import Stem, row_of_key
from app.services.reminders.kinds.untouched import ENQUIRIES
from app.services.reminders.kinds.wishes import WISHES
from app.services.reminders.rules.store import RuleBook, read_rules
from app.services.settings import ShopSettings
from app.services.tasks.save import advance

Owed = Task | Enquiry | ServiceCase | Interest

# The kinds that stem from a row of their own, by the rules in force.
_STEMS: dict[ReminderKind, Callable[[RuleBook], Stem]] = {
    ReminderKind.ENQUIRY: lambda _book: ENQUIRIES,
    ReminderKind.CASE: lambda _book: CASES,
    ReminderKind.RENEWAL: lambda book: renewal_stem(book.only(ReminderKind.RENEWAL, RenewalParams).after_days),
    ReminderKind.INTEREST: lambda _book: WISHES,
}
# How a reminder that is done is called among the actions, where more than the reminder is done.
ACTIONS = {
    ReminderKind.FOLLOW_UP: "complete_task",
    ReminderKind.ENQUIRY: "enquiry_in_work",
    ReminderKind.CASE: "close_case",
    ReminderKind.INTEREST: "close_interest",
}
_AREAS = {
    ReminderKind.FOLLOW_UP: (Area.TASKS, Area.ENQUIRIES),
    ReminderKind.ENQUIRY: (Area.ENQUIRIES,),
    ReminderKind.CASE: (Area.AFTERSALE,),
    ReminderKind.INTEREST: (Area.AFTERSALE,),
}


def stems(book: RuleBook) -> tuple[Stem, ...]:
    """The stems of the kinds that are switched on."""
    return tuple(stem(book) for kind, stem in _STEMS.items() if book.is_on(kind))


def has_stem(kind: ReminderKind) -> bool:
    """Whether reminders of that kind stem from a row of their own, typed or worked out."""
    return kind in _STEMS or kind in BY_RULE


def areas_of(kind: ReminderKind) -> tuple[Area, ...]:
    """What changes when a reminder of that kind is done."""
    return (Area.REMINDERS, *_AREAS.get(kind, ()))


def find_owed(session: Session, key: Key, settings: ShopSettings, now: datetime) -> Owed | None:
    """What is still open behind a reminder, and still at this time round."""
    if key.kind == ReminderKind.FOLLOW_UP:
        return _open_task(session, key)
    found = row_of_stem(session, key, settings, now)
    if found is None:
        return None
    if key.kind == ReminderKind.ENQUIRY:
        return session.get(Enquiry, key.source_id)
    if key.kind == ReminderKind.CASE:
        return session.get(ServiceCase, key.source_id)
    return session.get(Interest, key.source_id) if key.kind == ReminderKind.INTEREST else None


def row_of_stem(session: Session, key: Key, settings: ShopSettings, now: datetime) -> Row[Any] | None:
    """The enquiry, case, wish, entitlement or occasion that the key tells of, while it is a reason; None for other
    kinds."""
    if not has_stem(key.kind):
        return None
    book, today = read_rules(session), settings.local(now).date()
    if key.kind in BY_RULE:
        return row_of_occasion(session, book, key, today)
    return row_of_key(session, _STEMS[key.kind](book), key, today)


def settle(owed: Owed, now: datetime, settings: ShopSettings) -> None:
    """It is done: the task completed (a repeating one moves on), the enquiry taken up, the case or the wish closed."""
    match owed:
        case Task():
            advance(owed, now, settings.zone)
        case Enquiry():
            owed.state = EnquiryState.IN_WORK
            touch(owed, now)
        case ServiceCase():
            put_status(owed, CaseStatus.CLOSED, now)
        case Interest():
            owed.closed_at = owed.updated_at = now
            owed.version += 1


def _open_task(session: Session, key: Key) -> Task | None:
    task = session.get(Task, key.source_id)
    if task is None or task.done_at or task.deleted_at:
        return None
    return task if task_occurrence(task.due_day, task.due_time) == key.occurrence else None
