"""What the report page shows: the period, what it is compared with, and the part of the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.services.report.period import Period
from app.ui.reports.periods import ALL, BEFORE, NOTHING, OWN, SPANS, USUAL, YEAR, YEAR_AGO, months_before, span_days

COMPARISONS = (BEFORE, YEAR_AGO, OWN, NOTHING)


@dataclass(frozen=True)
class Shown:
    """`own` and `own_compared` are the days of a period without a name."""

    period: str = USUAL
    own: Period | None = None
    compare: str = BEFORE
    own_compared: Period | None = None
    part: str = ""

    def days(self, today: date) -> Period | None:
        """The days of the period; None for all time, which begins where the shop's sales do."""
        if self.period == ALL:
            return None
        return self.own if self.period == OWN and self.own else span_days(SPANS[self.period], today)

    def compared(self, today: date) -> Period | None:
        """What the days are compared with; all time with nothing."""
        days = self.days(today)
        if days is None or self.compare == NOTHING:
            return None
        if self.compare == OWN:
            return self.own_compared
        if self.compare == YEAR_AGO:
            return months_before(days, YEAR)
        return days.previous() if self.period == OWN else months_before(days, SPANS[self.period].months)

    def with_own(self, first: date, last: date) -> Shown:
        """These days as the period."""
        return replace(self, period=OWN, own=Period(first, last))

    def compared_with(self, first: date, last: date) -> Shown:
        """These days to compare with."""
        return replace(self, compare=OWN, own_compared=Period(first, last))

    def to_keep(self) -> dict[str, Any]:
        """What the next start begins with, for JSON."""
        return {
            "period": self.period,
            "own": _texts(self.own),
            "compare": self.compare,
            "own_compared": _texts(self.own_compared),
            "part": self.part,
        }

    @classmethod
    def from_kept(cls, kept: Any) -> Shown:
        """As it was shown last; the usual where what was kept is none of ours."""
        if not isinstance(kept, dict):
            return cls()
        own, own_compared = _days(kept.get("own")), _days(kept.get("own_compared"))
        period, compare, part = (str(kept.get(name, "")) for name in ("period", "compare", "part"))
        if period not in (ALL, *SPANS) and not (period == OWN and own):
            period = USUAL
        if compare not in COMPARISONS or (compare == OWN and not own_compared):
            compare = BEFORE
        return cls(period, own, compare, own_compared, part)


def _texts(period: Period | None) -> list[str] | None:
    return None if period is None else [period.first.isoformat(), period.last.isoformat()]


def _days(kept: object) -> Period | None:
    try:
        first, last = (date.fromisoformat(text) for text in kept)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    return Period(first, last) if first <= last else None
