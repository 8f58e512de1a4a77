"""When a sweep need not look again: nothing was found, no byte of the shop has changed, and no hour has come since.

That is how most of the heartbeats of a day are, and they cost nothing then. What may come with time alone is asked
once: midnight, the opening, the hour of a follow-up, the end of a snooze, an enquiry that has waited too long.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import EnquiryState, ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.rule_params import EnquiryParams
from app.models.task import Task
from app.services.reminders.rules.store import RuleBook
from app.services.settings import ShopSettings
from app.services.shop_time import to_moment


class Lull:
    """The last sweep that found nothing. For one thread, and for sweeps of the present."""

    def __init__(self, db: Database) -> None:
        self._version = db.watch()
        self._found_at: tuple[int, bool] | None = None
        self._since = self._until = datetime.min

    def lasts(self, now: datetime, timed_only: bool) -> bool:
        """Whether a sweep would find as little as the last one."""
        return self._found_at == (self._version(), timed_only) and self._since <= now < self._until

    def end(self) -> None:
        """Hours mean other moments now: the time zone has changed."""
        self._found_at = None

    def begin(self) -> int:
        """What the shop is like before the sweep looks at it, for `note`."""
        return self._version()

    def note(
        self, session: Session, version: int, settings: ShopSettings, book: RuleBook, now: datetime, timed_only: bool
    ) -> None:
        """The sweep that began with `version` found nothing."""
        self._found_at, self._since = (version, timed_only), now
        self._until = _next_hour(session, settings, book, now)


def _next_hour(session: Session, settings: ShopSettings, book: RuleBook, now: datetime) -> datetime:
    """The first moment after `now` at which something may be due though nothing was changed."""
    there = settings.local(now)
    tomorrow = there.date() + timedelta(days=1)
    hours = [to_moment(tomorrow, time(0), settings.zone), to_moment(there.date(), settings.opening_time, settings.zone)]
    timed = select(Task.due_time).where(
        Task.done_at.is_(None), Task.deleted_at.is_(None), Task.due_day == there.date(), Task.due_time.is_not(None)
    )
    walls = session.scalars(timed.distinct()).all()
    hours += [to_moment(there.date(), time.fromisoformat(wall), settings.zone) for wall in walls if wall is not None]
    asleep = select(func.min(Reminder.snoozed_until)).where(
        Reminder.kind.in_(ReminderKind), Reminder.state == ReminderState.SNOOZED, Reminder.snoozed_until > now
    )
    patience = timedelta(hours=book.only(ReminderKind.ENQUIRY, EnquiryParams).hours)
    fresh = select(func.min(Enquiry.touched_at)).where(
        Enquiry.state == EnquiryState.NEW, Enquiry.touched_at > now - patience
    )
    woken, touched = session.scalar(asleep), session.scalar(fresh)
    hours += [] if woken is None else [woken]
    hours += [] if touched is None else [touched + patience]
    return min(hour for hour in hours if hour > now)
