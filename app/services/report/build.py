"""The whole report of a period, from one reading of what each client bought on each day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.models.database import Database
from app.services.report.figures import Figure
from app.services.report.period import Period

Step = Callable[[], object]  # called now and then; what it raises ends the work


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month, or the part of it that is in the period. Money in minor units, net of returns.

    `revenue_new`: of clients in the calendar month of their first visit; `revenue_repeat`: of clients in later months;
    `revenue_anonymous`: of nobody known. `repeat_buyers`: buyers whose first visit was in an earlier month.
    """

    month: date  # its first day
    revenue_new: int
    revenue_repeat: int
    revenue_anonymous: int
    receipts: int
    visits: int
    buyers: int
    new_buyers: int
    aov: int | None

    @property
    def revenue(self) -> int:
        """All of it."""
        return self.revenue_new + self.revenue_repeat + self.revenue_anonymous

    @property
    def repeat_share(self) -> float | None:
        """The share of regular clients in what known clients brought; None where that is nothing."""
        known = self.revenue_new + self.revenue_repeat
        return self.revenue_repeat / known if known > 0 else None


@dataclass(frozen=True, slots=True)
class LtvMonth:
    """LTV as it was at the end of a month: of those who bought in the so many days before as the period has."""

    month: date
    ltv: int | None
    buyers: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Clients whose first visit was in `month`. retention[k]: the share that came in the k-th month after it, for
    months that are over; retention[0] is 1.0. `again`: the share that came a second time within 90 days, of the
    `again_counted` who have had these days."""

    month: date
    size: int
    retention: tuple[float, ...]
    again: float | None
    again_counted: int
    few: bool


@dataclass(frozen=True, slots=True)
class GapBin:
    """How many times a client came back after `first` to `last` days; `last` None: or later."""

    first: int
    last: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """Days from a visit to the next one that fell into the period. `median`, `low` and `high` (quartiles) in days;
    `remind_days`: after how many to remind, a little before half of them are back; None without any."""

    bins: tuple[GapBin, ...]
    counted: int
    median: float | None
    low: float | None
    high: float | None
    remind_days: int | None
    few: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All numbers of a period. `figures` by key, in the order in which they are shown; `months` and `months_before`
    (of the compared period) oldest first."""

    period: Period
    compared: Period | None
    today: date
    figures: Mapping[str, Figure]
    months: tuple[Month, ...]
    months_before: tuple[Month, ...]
    ltv_months: tuple[LtvMonth, ...]
    cohorts: tuple[Cohort, ...]
    gaps: Gaps


def build_report(
    db: Database, period: Period, compared: Period | None, today: date, step: Step = lambda: None
) -> Report:
    """The report of a period up to `today`, whose end nothing after it counts; `compared` gives the figures their
    `before`. `step` is called between the parts of the work."""
    raise NotImplementedError


def all_time(db: Database, today: date) -> Period:
    """From the day of the first receipt that counts to `today`."""
    raise NotImplementedError
