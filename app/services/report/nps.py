"""Net promoter score: how many would recommend the shop, less those who would not."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.aftersale import Feedback
from app.models.client import Client
from app.services.feedback import LOW
from app.services.intervals import Z_CONFIDENCE
from app.services.shop_time import day_end, to_moment

if TYPE_CHECKING:
    from app.services.report.period import Period

HIGH = 9  # from here on they are promoters
FEW_ANSWERS = 30


@dataclass(frozen=True, slots=True)
class Nps:
    """The latest answer of each client in a period. `score` is -100..100, `margin` the half width of its 95 % interval
    in the same points; None without an answer. `few`: under 30 answers."""

    promoters: int
    passives: int
    detractors: int
    score: float | None
    margin: float | None
    few: bool

    @property
    def answers(self) -> int:
        """How many clients answered."""
        return self.promoters + self.passives + self.detractors


def nps_of(promoters: int, passives: int, detractors: int) -> Nps:
    """The score of so many clients who answered 9 or 10, 7 or 8, and 0 to 6.

    Reichheld, The one number you need to grow, Harvard Business Review 12 (2003).
    Margin = 1.96 sqrt((p + d - (p - d)^2) / n), p and d being the shares of promoters and detractors: the normal
    interval of the mean of +1, 0 and -1.
    """
    answers = promoters + passives + detractors
    few = answers < FEW_ANSWERS
    if not answers:
        return Nps(promoters, passives, detractors, None, None, few)
    p, d = promoters / answers, detractors / answers
    margin = Z_CONFIDENCE * sqrt(max(0.0, p + d - (p - d) ** 2) / answers)
    return Nps(promoters, passives, detractors, 100 * (promoters - detractors) / answers, 100 * margin, few)


def read_nps(session: Session, period: Period, zone: ZoneInfo) -> Nps:
    """What clients answered last within the days of the period; nobody from the trash."""
    first, end = to_moment(period.first, None, zone), day_end(period.last, zone)
    rows = session.execute(
        select(Feedback.client_id, Feedback.score)
        .join(Client, Client.id == Feedback.client_id)
        .where(Feedback.at >= first, Feedback.at < end, Client.deleted_at.is_(None), Client.merged_into_id.is_(None))
        .order_by(Feedback.at, Feedback.id)
    )
    scores = dict(rows.all()).values()  # the last one of each stays
    detractors = sum(score <= LOW for score in scores)
    promoters = sum(score >= HIGH for score in scores)
    return nps_of(promoters, len(scores) - promoters - detractors, detractors)
