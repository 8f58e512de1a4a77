"""When what is told: quiet hours, days off, the digest at the opening, one summary after an absence.

What is remembered between two runs of the program is kept as settings of its own, by day of the shop: the last day on
which it ran, the day of the last digest, and the days on which everything due was told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.setting import Setting
from app.services.reminders.delivery.digest import Manner
from app.services.settings import ShopSettings

ALIVE_ON, TOLD_DAYS = "delivery_alive_on", "delivery_told_days"
DAYS_KEPT = 400  # of TOLD_DAYS: longer than any reason waits


@dataclass(frozen=True, slots=True)
class Round:
    """What one sweep of the clockwork tells, and how it is put together. `absent_days` since the program ran last."""

    timed_only: bool = False
    manner: Manner = Manner.SINGLY
    absent_days: int = 0


def plan_round(db: Database, settings: ShopSettings, now: datetime, absent_days: int) -> Round | None:
    """What may be told now; None in quiet hours. Before the opening and on days off only what has its hour: follow-ups
    with a time, and what was put off until a moment."""
    if settings.is_quiet(now):
        return None
    there = settings.local(now)
    timed_only = not settings.is_working(there.date()) or there.time() < settings.opening_time
    if absent_days:
        return Round(timed_only, Manner.TOGETHER, absent_days)
    is_digest = settings.digest and not timed_only and there.date().isoformat() not in read_told_days(db)
    return Round(timed_only, Manner.DIGEST if is_digest else Manner.SINGLY)


def note_alive(db: Database, settings: ShopSettings, today: date) -> int:
    """Write down that the program runs today. Returns for how many days it did not, 0 if no working day went by
    meanwhile; a clock that was set back is no absence."""
    with db.read() as session:
        before = _read_day(session)
    if before == today:
        return 0
    with db.write() as session:
        session.merge(Setting(key=ALIVE_ON, value=today.isoformat()))
    if before is None or before > today:
        return 0
    between = (before + timedelta(days=step) for step in range(1, (today - before).days))
    return (today - before).days if any(settings.is_working(day) for day in between) else 0


def note_told(db: Database, today: date) -> None:
    """Write down that everything due on this day up to now was told, so that the digest does not come again."""
    told = read_told_days(db)
    if today.isoformat() in told:
        return
    with db.write() as session:
        session.merge(Setting(key=TOLD_DAYS, value=[*told, today.isoformat()][-DAYS_KEPT:]))


def read_told_days(db: Database) -> list[str]:
    """The days, as ISO texts, on which everything due was told."""
    with db.read() as session:
        saved = session.get(Setting, TOLD_DAYS)
        return [] if saved is None else list(saved.value)


def _read_day(session: Session) -> date | None:
    saved = session.get(Setting, ALIVE_ON)
    return None if saved is None else date.fromisoformat(saved.value)
