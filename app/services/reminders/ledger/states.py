"""What a row of the ledger allows, as conditions on an outer join: no row allows everything.

The moment is a value of the statement, called `moment`. `expired` never hides anything by itself: what is true again is
due again. A follow-up that is `done` in the ledger while its task is open was taken back with Undo, so for tasks `done`
does not hide either.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, literal, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.services.reminders.items import SOURCES

OPEN = (ReminderState.DUE, ReminderState.SHOWN, ReminderState.SNOOZED)
CLOSED = (ReminderState.DONE, ReminderState.DISMISSED, ReminderState.HELD_OUT)
_UNTOLD = (ReminderState.DUE, ReminderState.EXPIRED)


def has_key(
    kind: ReminderKind, source_id: ColumnElement[int] | InstrumentedAttribute[int], occurrence: ColumnElement[str]
) -> ColumnElement[bool]:
    """The ledger's row of that client or task; the whole key, so that the unique index answers it."""
    source_key = literal(f"{SOURCES[kind]}:").concat(cast(source_id, Text))
    return and_(Reminder.kind == kind, Reminder.source_key == source_key, Reminder.occurrence == occurrence)


def is_listed(reopened: tuple[ReminderState, ...] = ()) -> ColumnElement[bool]:
    """Whether the list shows it: not closed, and not asleep at the moment."""
    awake = Reminder.state.in_((ReminderState.DUE, *reopened, ReminderState.SHOWN))
    return or_(Reminder.id.is_(None), awake, has_ended(), has_woken())


def is_claimable(reopened: tuple[ReminderState, ...] = ()) -> ColumnElement[bool]:
    """Whether it was never announced, or its snooze is over."""
    return or_(Reminder.id.is_(None), Reminder.state.in_((*_UNTOLD, *reopened)), has_woken())


def has_woken() -> ColumnElement[bool]:
    """Snoozed, and the snooze is over."""
    return and_(Reminder.state == ReminderState.SNOOZED, Reminder.snoozed_until <= bindparam("moment"))


def has_ended() -> ColumnElement[bool]:
    """Expired, and not put off until a later moment: what is true again in the meantime sleeps on."""
    is_awake = or_(Reminder.snoozed_until.is_(None), Reminder.snoozed_until <= bindparam("moment"))
    return and_(Reminder.state == ReminderState.EXPIRED, is_awake)


def shown_state(state: str | None) -> ReminderState:
    """State on the list: what was announced is `shown`, all else that is listed is `due`."""
    return ReminderState.SHOWN if state == ReminderState.SHOWN else ReminderState.DUE
