"""Marketing spend as the owner enters it: what was paid for a source of clients over some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.search import fold
from app.models.spend import MarketingSpend
from app.services.clients.listing.in_use import values_in_use
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.purchases.money import LARGEST_SUM
from app.services.shop_time import is_plausible

if TYPE_CHECKING:
    from app.services.report.period import Period


@dataclass(frozen=True, slots=True)
class Spend:
    """What was paid for a source, "" being none in particular, from the first to the last day; minor units."""

    id: int
    source: str
    first_day: date
    last_day: date
    sum: int
    note: str
    version: int

    def until(self, day: date) -> int:
        """How much of the sum falls on the days up to the end of `day`: each day has the same share, rounded half-up,
        so that the parts of periods that follow each other make up the sum."""
        days = (self.last_day - self.first_day).days + 1
        passed = min(max((day - self.first_day).days + 1, 0), days)
        return (2 * self.sum * passed + days) // (2 * days)

    def within(self, period: Period) -> int:
        """How much of the sum falls on the days of a period, in minor units."""
        before = self.until(date.fromordinal(period.first.toordinal() - 1)) if period.first > date.min else 0
        return self.until(period.last) - before


def add_spend(db: Database, source: str, first: date, last: date, sum_: int, now: datetime, note: str = "") -> int:
    """Write down what was paid; returns its id. Raises InvalidValue for days or a sum that cannot be."""
    _check(first, last, sum_)
    with db.write(Area.SPEND) as session:
        begin_action(session, "add_spend", now)
        row = MarketingSpend(
            source=_one_line(source), first_day=first, last_day=last, sum=sum_, note=note.strip(), version=1
        )
        session.add(row)
        session.flush()
        return row.id


def save_spend(db: Database, spend: Spend, now: datetime) -> int:
    """Change what was entered, as read at `spend.version`; returns the action to undo.

    Raises InvalidValue, NotFound, and EditConflict where it was changed since.
    """
    _check(spend.first_day, spend.last_day, spend.sum)
    with db.write(Area.SPEND) as session:
        row = _get(session, spend.id)
        if row.version != spend.version:
            raise EditConflict(what="spend", id=spend.id)
        action_id = begin_action(session, "edit_spend", now)
        row.source, row.note, row.sum = _one_line(spend.source), spend.note.strip(), spend.sum
        row.first_day, row.last_day = spend.first_day, spend.last_day
        row.version += 1
        return action_id


def delete_spend(db: Database, spend_id: int, now: datetime) -> int:
    """Take an entry away; returns the action to undo. Raises NotFound."""
    with db.write(Area.SPEND) as session:
        row = _get(session, spend_id)
        action_id = begin_action(session, "delete_spend", now)
        session.delete(row)
        return action_id


def spend_in(session: Session, period: Period | None = None) -> tuple[Spend, ...]:
    """Building block: what was entered with a day in the period, or all of it; the latest first."""
    asked = select(MarketingSpend).order_by(MarketingSpend.first_day.desc(), MarketingSpend.id.desc())
    if period is not None:
        asked = asked.where(MarketingSpend.first_day <= period.last, MarketingSpend.last_day >= period.first)
    return tuple(
        Spend(row.id, row.source, row.first_day, row.last_day, row.sum, row.note, row.version)
        for row in session.scalars(asked)
    )


def sources_in_use(db: Database, typed: str) -> tuple[str, ...]:
    """Sources of clients and of spend that hold what was `typed`, whatever its case; those of clients first."""
    looked_for = fold(typed)
    with db.read() as session:
        paid = session.scalars(select(MarketingSpend.source).distinct().order_by(MarketingSpend.source)).all()
    known = values_in_use(db, "source", typed)
    folded = {fold(one) for one in known}
    return known + tuple(one for one in paid if one and looked_for in fold(one) and fold(one) not in folded)


def _check(first: date, last: date, sum_: int) -> None:
    for field, day in (("date", first), ("until", last)):
        if not is_plausible(day):
            raise InvalidValue(field=field, value=day.isoformat())
    if last < first:
        raise InvalidValue(field="until", value=f"{last:%d.%m.%Y}", why="before")
    if not 0 < sum_ <= LARGEST_SUM:
        raise InvalidValue(field="spend_sum", value=str(sum_))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _get(session: Session, spend_id: int) -> MarketingSpend:
    row = session.get(MarketingSpend, spend_id)
    if row is None:
        raise NotFound(what="spend", id=spend_id)
    return row
