"""The few numbers beside Today: cheap enough to be read again after every sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.database import Database

PERIOD_DAYS = 30
WEEKS = 12


@dataclass(frozen=True)
class WeekRevenue:
    """Money of clients in one week from Monday, in minor units. `new`: in the client's first calendar month."""

    monday: date
    new: int
    repeat: int


@dataclass(frozen=True)
class TodayFigures:
    """Clients and buyers as they stand; receipts of the last 30 days and of the 30 before. Money in minor units."""

    clients: int
    buyers: int
    repeat_buyers: int  # at least two visits
    silent: int  # lapsed by their own rhythm
    recent_buyers: int  # last visit within the period
    receipts: int
    revenue: int
    receipts_before: int
    revenue_before: int
    weeks: tuple[WeekRevenue, ...]  # oldest first; the last one is not over

    @property
    def average_receipt(self) -> int | None:
        """Net revenue / receipts of the period."""
        return round(self.revenue / self.receipts) if self.receipts else None

    @property
    def average_change(self) -> float | None:
        """By which share the average receipt changed against the period before."""
        if not self.receipts or not self.receipts_before or self.revenue_before <= 0:
            return None
        return (self.revenue / self.receipts) / (self.revenue_before / self.receipts_before) - 1


@dataclass(frozen=True)
class _Day:
    """One day's receipts with a known sum, and the part of the revenue that is of clients, new and regular."""

    day: date
    receipts: int
    revenue: int
    new: int
    repeat: int


def get_today_figures(db: Database, today: date) -> TodayFigures:
    """The numbers as of the end of `today`, by one pass over the clients and one over the receipts of 12 weeks."""
    monday = today - timedelta(days=today.weekday())
    first_week = monday - timedelta(weeks=WEEKS - 1)
    with db.read() as session:
        clients = _clients(session, today)
        days = _days(session, min(first_week, today - timedelta(days=2 * PERIOD_DAYS - 1)), today)
    middle = today - timedelta(days=PERIOD_DAYS)
    now = [day for day in days if day.day > middle]
    before = [day for day in days if middle - timedelta(days=PERIOD_DAYS) < day.day <= middle]
    return TodayFigures(
        *clients,
        receipts=sum(day.receipts for day in now),
        revenue=sum(day.revenue for day in now),
        receipts_before=sum(day.receipts for day in before),
        revenue_before=sum(day.revenue for day in before),
        weeks=tuple(_week(days, first_week + timedelta(weeks=n)) for n in range(WEEKS)),
    )


def _clients(session: Session, today: date) -> tuple[int, int, int, int, int]:
    found = session.execute(
        text(
            "SELECT count(*), coalesce(sum(visits > 0), 0), coalesce(sum(visits > 1), 0),"
            " coalesce(sum(lapse_day <= :today), 0), coalesce(sum(last_visit >= :since), 0)"
            " FROM client WHERE deleted_at IS NULL AND merged_into_id IS NULL"
        ),
        {"today": today.isoformat(), "since": (today - timedelta(days=PERIOD_DAYS - 1)).isoformat()},
    ).one()
    return found[0], found[1], found[2], found[3], found[4]


def _days(session: Session, first: date, last: date) -> list[_Day]:
    """Receipts by day. Revenue is new in the calendar month of the client's first visit; anonymous sales are apart."""
    found = session.execute(
        text(
            "SELECT p.day, count(p.total), coalesce(sum(p.total), 0), coalesce(sum(CASE WHEN c.id IS NOT NULL"
            " THEN p.total END), 0), coalesce(sum(CASE WHEN substr(p.day, 1, 7) = substr(c.first_visit, 1, 7)"
            " THEN p.total END), 0) FROM purchase p LEFT JOIN client c ON c.id = p.client_id"
            " WHERE p.day BETWEEN :first AND :last AND p.status = 'done' AND p.deleted_at IS NULL GROUP BY p.day"
        ),
        {"first": first.isoformat(), "last": last.isoformat()},
    )
    return [_Day(date.fromisoformat(day), n, all_of_it, new, known - new) for day, n, all_of_it, known, new in found]


def _week(days: list[_Day], monday: date) -> WeekRevenue:
    inside = [day for day in days if 0 <= (day.day - monday).days < 7]
    return WeekRevenue(monday, sum(day.new for day in inside), sum(day.repeat for day in inside))
