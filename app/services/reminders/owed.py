"""What stands behind a reminder and closes with it: Done is said of the task, the enquiry, the case, the wish.

A renewal, a birthday and a silence have nothing of the kind: for them Done is told by the ledger alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.models.aftersale import Interest, ServiceCase
from app.models.enquiry import Enquiry
from app.models.enums import Area, CaseStatus, EnquiryState, ReminderKind
from app.models.task import Task
from app.services.aftersale.cases import put_status
from app.services.enquiries.touch import touch
from app.services.reminders.items import Key, task_occurrence
from app.services.reminders.kinds.due_cases import CASES
from app.services.reminders.kinds.renewals import RENEWALS
from app.services.reminders.kinds.standing import Stem, row_of_key
from app.services.reminders.kinds.untouched import ENQUIRIES
from app.services.reminders.kinds.wishes import WISHES
from app.services.settings import ShopSettings
from app.services.tasks import advance

Owed = Task | Enquiry | ServiceCase | Interest

STEMS: dict[ReminderKind, Stem] = {stem.kind: stem for stem in (ENQUIRIES, CASES, RENEWALS, WISHES)}
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
    """The enquiry, case, wish or entitlement that the key tells of, while it is a reason; None for other kinds."""
    stem = STEMS.get(key.kind)
    return None if stem is None else row_of_key(session, stem, key, settings.local(now).date())


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
