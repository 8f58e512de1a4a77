"""Enquiries that came in a period: how many were won and lost, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enquiry import Enquiry
from app.models.enums import EnquiryState
from app.models.search import fold
from app.services.report.figures import share
from app.services.shop_time import day_end

if TYPE_CHECKING:
    from datetime import date

    from app.services.report.period import Period

IN_OWN_WORDS = ": "  # what the dialog puts between the reason and what else was said


@dataclass(frozen=True, slots=True)
class LostReason:
    """A reason as the owner words it, "" where none was told; `sum` is what these might have brought, minor units."""

    reason: str
    count: int
    sum: int


@dataclass(frozen=True, slots=True)
class Enquiries:
    """Enquiries that came in the period, and where they stand at its end or today. `share_lost` = lost / (won + lost),
    None where none is closed; `lost_sum` in minor units; reasons, the most frequent first."""

    came: int
    won: int
    lost: int
    open: int
    share_lost: float | None
    lost_sum: int
    reasons: tuple[LostReason, ...]


def read_enquiries(session: Session, period: Period, today: date, zone: ZoneInfo) -> Enquiries:
    """The enquiries that came on the days of the period, as they stand at the end of `today`: what was closed later is
    open."""
    rows = session.execute(
        select(Enquiry.state, Enquiry.closed_at, Enquiry.sum, Enquiry.lost_reason)
        .where(Enquiry.day >= period.first, Enquiry.day <= period.last, Enquiry.deleted_at.is_(None))
        .order_by(Enquiry.id)
    ).all()
    end = day_end(today, zone)
    closed = [row for row in rows if row.closed_at is not None and row.closed_at < end]
    won = [row for row in closed if row.state == EnquiryState.WON]
    lost = [row for row in closed if row.state == EnquiryState.LOST]
    return Enquiries(
        came=len(rows),
        won=len(won),
        lost=len(lost),
        open=len(rows) - len(won) - len(lost),
        share_lost=share(len(lost), len(won) + len(lost)),
        lost_sum=sum(row.sum or 0 for row in lost),
        reasons=_reasons([(row.lost_reason, row.sum or 0) for row in lost]),
    )


def _reasons(lost: list[tuple[str, int]]) -> tuple[LostReason, ...]:
    """By the reason before the owner's own words; spelt as it is most often."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    sums: Counter[str] = Counter()
    for told, sum_ in lost:
        reason = told.partition(IN_OWN_WORDS)[0].strip()
        spelt[fold(reason)][reason] += 1
        sums[fold(reason)] += sum_
    found = [LostReason(names.most_common(1)[0][0], names.total(), sums[key]) for key, names in spelt.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, -one.sum, one.reason)))
