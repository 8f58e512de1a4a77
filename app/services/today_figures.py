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


def get_today_figures(db: Database, today: date) -> TodayFigures:
    """The numbers as of the end of `today`."""
    with db.read() as session:
        clients = _clients(session, today)
        recent = _receipts(session, today - timedelta(days=PERIOD_DAYS - 1), today)
        before = _receipts(session, today - timedelta(days=2 * PERIOD_DAYS - 1), today - timedelta(days=PERIOD_DAYS))
        return TodayFigures(*clients, *recent, *before, weeks=_weeks(session, today))


def _clients(session: Session, today: date) -> tuple[int, int, int, int, int]:
    found = session.execute(
        text(
            "SELECT count(*), coalesce(sum(visits > 0), 0), coalesce(sum(visits > 1), 0),"
            " coalesce(sum(lapse_day <= :today), 0), coalesce(sum(last_visit >= :since), 0)"
            " FROM client WHERE deleted_at IS NULL AND merged_into_id IS NULL"
        ),
        {"today": today.isoformat(), "since": (today - timedelta(days=PERIOD_DAYS - 1)).isoformat()},
    ).one()
    return tuple(found)  # type: ignore[return-value]


def _receipts(session: Session, first: date, last: date) -> tuple[int, int]:
    found = session.execute(
        text(
            "SELECT count(*), coalesce(sum(total), 0) FROM purchase"
            " WHERE day BETWEEN :first AND :last AND status = 'done' AND deleted_at IS NULL AND total IS NOT NULL"
        ),
        {"first": first.isoformat(), "last": last.isoformat()},
    ).one()
    return found[0], found[1]


def _weeks(session: Session, today: date) -> tuple[WeekRevenue, ...]:
    """Revenue by week: new in the calendar month of the client's first visit. Anonymous sales are left out."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    found = session.execute(
        text(
            "SELECT CAST((julianday(p.day) - julianday(:first)) / 7 AS INTEGER) AS week,"
            " coalesce(sum(CASE WHEN substr(p.day, 1, 7) = substr(c.first_visit, 1, 7) THEN p.total END), 0),"
            " coalesce(sum(p.total), 0)"
            " FROM purchase p JOIN client c ON c.id = p.client_id"
            " WHERE p.day BETWEEN :first AND :last AND p.status = 'done' AND p.deleted_at IS NULL GROUP BY week"
        ),
        {"first": first.isoformat(), "last": today.isoformat()},
    )
    money = {week: (new, total - new) for week, new, total in found}
    return tuple(WeekRevenue(first + timedelta(weeks=n), *money.get(n, (0, 0))) for n in range(WEEKS))
