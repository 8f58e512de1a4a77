"""The sweep: claim what is due and was not announced yet, each exactly once, and expire what is no longer true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import Area, ReminderState
from app.services.reminders.claims import claim, expire
from app.services.reminders.details import make_items
from app.services.reminders.items import DueItem, Found
from app.services.reminders.kinds import birthdays, due_cases, follow_up, lapsed, renewals, standing, untouched, wishes
from app.services.reminders.owed import STEMS
from app.services.settings import ShopSettings, get_settings


@dataclass(frozen=True, slots=True)
class _Moment:
    """One sweep's clock: the moment, the shop's day, and the last day whose opening time has come."""

    now: datetime
    today: date
    reached: date
    live: bool


def sweep(db: Database, now: datetime, live: bool = False, language: str | None = None) -> list[DueItem]:
    """Claim what is due at `now` and return it. One sweep after three weeks off claims what 21 daily ones would have
    left: each item once, with its latest alert.

    Two sweeps at once, even of two processes, never claim the same: the rows are found and written under the write
    lock, which is only taken when there is something to do. Quiet hours are the background job's business, not the
    sweep's. `live`: `now` is the present (see list_due); without it clients count as they stood at `now`.
    """
    settings = get_settings(db)
    there = settings.local(now)
    today = there.date()
    reached = today if there.time() >= settings.opening_time else today - timedelta(days=1)
    at = _Moment(now, today, reached, live)
    with db.read() as session:
        past = lapsed.read_past(session, today, live)
        if not _stale(session, settings, at, past) and not _claimable(session, settings, at, past):
            return []
    with db.write(Area.REMINDERS) as session:
        past = lapsed.read_past(session, today, live)
        expire(session, _stale(session, settings, at, past), now)
        session.expire_all()
        found = _claimable(session, settings, at, past)
        claim(session, found, now)
    shown = [replace(item, state=ReminderState.SHOWN) for item in found]
    with db.read() as session:  # the names are looked up when others may write again
        return make_items(session, shown, today, settings, language)


def _claimable(session: Session, settings: ShopSettings, at: _Moment, past: lapsed.Past | None) -> list[Found]:
    return [
        *follow_up.claimable_follow_ups(session, settings, at.now),
        *untouched.claimable_enquiries(session, settings, at.today, at.now),
        *due_cases.claimable_cases(session, at.today, at.reached, at.now),
        *birthdays.claimable_birthdays(session, settings, at.today, at.reached, at.now),
        *renewals.claimable_renewals(session, at.today, at.reached, at.now),
        *wishes.claimable_wishes(session, at.today, at.reached, at.now),
        *lapsed.claimable_lapsed(session, settings, at.today, at.reached, at.now, past),
    ]


def _stale(session: Session, settings: ShopSettings, at: _Moment, past: lapsed.Past | None) -> list[int]:
    """Open rows whose reason is gone: bought, edited, closed, trashed, or over."""
    return [
        *follow_up.stale_follow_ups(session),
        *(row_id for stem in STEMS.values() for row_id in standing.stale(session, stem, at.today)),
        *birthdays.stale_birthdays(session, settings, at.today),
        *lapsed.stale_lapsed(session, at.today, past),
    ]
