"""How often a rule was right: of those who were reminded by it, how many came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.hits import count_hits

HIT_DAYS = 30  # within so many days of the first announcement
LOOKED_BACK = 365


@dataclass(frozen=True, slots=True)
class HitRate:
    """Of `told` clients' occasions, `came`: bought what was offered; after thanks or a call, bought anything. Within
    `days` of the first announcement; those whose days are not over yet do not count."""

    told: int
    came: int
    days: int = HIT_DAYS


def hit_rate(db: Database, rule_id: int, today: date) -> HitRate:
    """What came of the reminders of a rule that were announced in the last year."""
    with db.read() as session:
        return _rate(session, rule_id, today)


def _rate(session: Session, rule_id: int, today: date) -> HitRate:
    last = today - timedelta(days=HIT_DAYS)
    told, came = count_hits(session, rule_id, last - timedelta(days=LOOKED_BACK), last, HIT_DAYS)
    return HitRate(told, came)
