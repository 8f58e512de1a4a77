"""No reminders for a while, because the owner said so. What comes due meanwhile is told when the pause is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.enums import Area
from app.models.setting import Setting
from app.services.errors import InvalidValue
from app.services.reminders.delivery.hours import DAYS_KEPT
from app.services.settings import get_settings

PAUSE = "delivery_pause"  # setting: the moments from and until which, as ISO texts
PAUSED_DAYS = "delivery_paused_days"  # setting: days of the shop whose end a pause went over, as ISO texts
LONGEST = timedelta(days=2)
SET_BACK = timedelta(hours=1)  # a clock that is further back than this before a pause was wrong when it began


def pause(db: Database, until: datetime, now: datetime) -> None:
    """Tell nothing before `until`. Raises InvalidValue where that is not within the next two days."""
    if not now < until <= now + LONGEST:
        raise InvalidValue(field="until", value=until.isoformat())
    settings = get_settings(db)
    first, last = settings.local(now).date(), settings.local(until).date()
    over = [(first + timedelta(days=step)).isoformat() for step in range((last - first).days)]
    with db.write(Area.REMINDERS) as session:
        session.merge(Setting(key=PAUSE, value=[now.isoformat(), until.isoformat()]))
        days = [*_days_before(session, first), *over]
        session.merge(Setting(key=PAUSED_DAYS, value=days[-DAYS_KEPT:]))


def resume(db: Database, now: datetime) -> None:
    """The pause is over, and with it today is no day that ended in a pause."""
    today = get_settings(db).local(now).date()
    with db.write(Area.REMINDERS) as session:
        saved = session.get(Setting, PAUSE)
        if saved is not None:
            session.delete(saved)
            session.merge(Setting(key=PAUSED_DAYS, value=_days_before(session, today)))


def paused_until(db: Database, now: datetime) -> datetime | None:
    """When the pause ends, aware; None if there is none. One that begins later comes from a clock that was wrong."""
    with db.read() as session:
        saved = session.get(Setting, PAUSE)
    if saved is None:
        return None
    since, until = map(datetime.fromisoformat, saved.value)
    return until if since - SET_BACK <= now < until else None


def read_paused_days(db: Database) -> frozenset[str]:
    """The days of the shop, as ISO texts, that ended while reminders were paused."""
    with db.read() as session:
        saved = session.get(Setting, PAUSED_DAYS)
        return frozenset() if saved is None else frozenset(saved.value)


def _days_before(session: Session, day: date) -> list[str]:
    saved = session.get(Setting, PAUSED_DAYS)
    return [] if saved is None else [one for one in saved.value if one < day.isoformat()]
