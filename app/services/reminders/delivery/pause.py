"""No reminders for a while, because the owner said so. What comes due meanwhile is told when the pause is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.models.database import Database
from app.models.enums import Area
from app.models.setting import Setting
from app.services.errors import InvalidValue
from app.services.reminders.delivery.hours import DAYS_KEPT
from app.services.settings import get_settings

PAUSED_UNTIL = "delivery_paused_until"  # setting: an ISO moment
PAUSED_DAYS = "delivery_paused_days"  # setting: days of the shop whose end the pause went over, as ISO texts
LONGEST = timedelta(days=2)


def pause(db: Database, until: datetime, now: datetime) -> None:
    """Tell nothing before `until`. Raises InvalidValue where that is not within the next two days."""
    if not now < until <= now + LONGEST:
        raise InvalidValue(field="until", value=until.isoformat())
    settings = get_settings(db)
    first, last = settings.local(now).date(), settings.local(until).date()
    over = {(first + timedelta(days=step)).isoformat() for step in range((last - first).days)}
    with db.write(Area.REMINDERS) as session:
        session.merge(Setting(key=PAUSED_UNTIL, value=until.isoformat()))
        saved = session.get(Setting, PAUSED_DAYS)
        days = over.union([] if saved is None else saved.value)
        session.merge(Setting(key=PAUSED_DAYS, value=sorted(days)[-DAYS_KEPT:]))


def resume(db: Database) -> None:
    """The pause is over."""
    with db.write(Area.REMINDERS) as session:
        saved = session.get(Setting, PAUSED_UNTIL)
        if saved is not None:
            session.delete(saved)


def paused_until(db: Database, now: datetime) -> datetime | None:
    """When the pause ends, aware; None if there is none. One that is too far away comes from a clock that was wrong."""
    with db.read() as session:
        saved = session.get(Setting, PAUSED_UNTIL)
    until = None if saved is None else datetime.fromisoformat(saved.value)
    return until if until is not None and now < until <= now + LONGEST else None


def read_paused_days(db: Database) -> frozenset[str]:
    """The days of the shop, as ISO texts, that ended while reminders were paused."""
    with db.read() as session:
        saved = session.get(Setting, PAUSED_DAYS)
        return frozenset() if saved is None else frozenset(saved.value)
