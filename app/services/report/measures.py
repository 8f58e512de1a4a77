"""The figures of the report that follow from receipts: unit, value, what the formula is made of, whom it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.models.listing.filter_fields import Group
from app.services.report import behind
from app.services.report.counted import Counted
from app.services.report.figures import Figure, Number, Unit, average
from app.services.report.gaps import FEW as FEW_GAPS
from app.services.report.retention import SOON

FEW = 30  # buyers or receipts, below which a share or an average tells little


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is made of a period that was counted. `base`: of how many it is, FEW being too few; 0 where there
    is no such thing."""

    unit: Unit
    value: Callable[[Counted], Number]
    parts: Callable[[Counted], Mapping[str, Number]]
    clients: Callable[[Counted], Group | None]
    base: Callable[[Counted], int] | None = None
    few: int = FEW


def make_figures(now: Counted, before: Counted | None) -> dict[str, Figure]:
    """The figures of a period by key, in the order in which they are shown; `before`: the compared period."""
    return {key: _figure(key, measure, now, before) for key, measure in MEASURES.items()}


def _figure(key: str, measure: Measure, now: Counted, before: Counted | None) -> Figure:
    return Figure(
        key,
        measure.unit,
        measure.value(now),
        measure.parts(now),
        None if before is None else measure.value(before),
        measure.clients(now),
        measure.base is not None and measure.base(now) < measure.few,
    )


def _nothing(_now: Counted) -> Mapping[str, Number]:
    return {}


def _buyers(now: Counted) -> int:
    return now.totals.buyers


def _bought(now: Counted) -> Group:
    return behind.bought_in(now.period)


def _paid(now: Counted) -> Group:
    return behind.paid_in(now.period)


def _revenue_parts(now: Counted) -> Mapping[str, Number]:
    totals = now.totals
    return {
        "revenue_new": totals.revenue_new,
        "revenue_repeat": totals.revenue_repeat,
        "revenue_anonymous": totals.revenue_anonymous,
        "revenue": totals.revenue,
    }


def _kept_parts(now: Counted) -> Mapping[str, Number]:
    kept = now.kept
    return {"before": kept.before, "again": kept.again, "lost": kept.before - kept.again}


def _churn(now: Counted) -> float | None:
    return None if now.kept.crr is None else 1 - now.kept.crr


def _simple_parts(now: Counted) -> Mapping[str, Number]:
    year = now.year
    return {"aov": year.totals.aov, "visits": year.visits, "years": year.years, "before": year.kept.before}


def _nobody(_now: Counted) -> None:
    return None


def _predicted_parts(now: Counted) -> Mapping[str, Number]:
    return {"revenue": now.spent, "expected": now.others.expected, "buyers": now.buyers}


def _cac_parts(now: Counted) -> Mapping[str, Number]:
    return {"spend": now.others.total.spend, "new": now.others.total.new_buyers}


def _returns_parts(now: Counted) -> Mapping[str, Number]:
    found = now.others.returned
    return {"returned": found.returned, "sold": found.sold, "returns": found.returns, "sales": found.sales}


def _nps_parts(now: Counted) -> Mapping[str, Number]:
    nps = now.others.nps
    parts = {"promoters": nps.promoters, "passives": nps.passives, "detractors": nps.detractors}
    return {**parts, "answers": nps.answers, "margin": nps.margin}


def _second(place: int) -> Measure:
    days = SOON[place]
    return Measure(
        Unit.SHARE,
        lambda now: now.seconds[place].share,
        lambda now: {"back": now.seconds[place].back, "counted": now.seconds[place].counted, "days": days},
        lambda now: behind.second_within(now.period, days, now.today),
        lambda now: now.seconds[place].counted,
    )


MEASURES: dict[str, Measure] = {
    "revenue": Measure(Unit.MONEY, lambda now: now.totals.revenue, _revenue_parts, _paid),
    "revenue_new": Measure(
        Unit.MONEY, lambda now: now.totals.revenue_new, _revenue_parts, lambda now: behind.paid_as_new(now.period)
    ),
    "revenue_repeat": Measure(
        Unit.MONEY,
        lambda now: now.totals.revenue_repeat,
        _revenue_parts,
        lambda now: behind.paid_as_regular(now.period),
    ),
    "receipts": Measure(Unit.COUNT, lambda now: now.totals.receipts, _nothing, _paid),
    "visits": Measure(Unit.COUNT, lambda now: now.totals.visits, lambda now: {"buyers": now.totals.buyers}, _bought),
    "buyers": Measure(Unit.COUNT, _buyers, _nothing, _bought),
    "new_buyers": Measure(
        Unit.COUNT,
        lambda now: now.totals.new_buyers,
        lambda now: {"buyers": now.totals.buyers},
        lambda now: behind.new_in(now.period),
    ),
    "repeat_buyers": Measure(
        Unit.COUNT,
        lambda now: now.totals.repeat_buyers,
        lambda now: {"buyers": now.totals.buyers},
        lambda now: behind.bought_in(now.period, 2),
    ),
    "aov": Measure(
        Unit.MONEY,
        lambda now: now.totals.aov,
        lambda now: {"revenue": now.totals.revenue, "receipts": now.totals.known_receipts},
        _paid,
        lambda now: now.totals.known_receipts,
    ),
    "ltv": Measure(
        Unit.MONEY,
        lambda now: average(now.ltv_money, now.totals.buyers),
        lambda now: {"revenue": now.ltv_money, "buyers": now.totals.buyers},
        _bought,
        _buyers,
    ),
    "ltv_simple": Measure(
        Unit.MONEY,
        lambda now: now.year.ltv,
        _simple_parts,
        lambda now: behind.bought_in(now.year.period),
        lambda now: now.year.kept.before,
    ),
    "ltv_predicted": Measure(
        Unit.MONEY,
        lambda now: now.ltv_predicted,
        _predicted_parts,
        lambda now: behind.known_by(now.period.last),
        lambda now: now.buyers,
    ),
    "crr": Measure(
        Unit.SHARE,
        lambda now: now.kept.crr,
        _kept_parts,
        lambda now: behind.kept(now.period),
        lambda now: now.kept.before,
    ),
    "churn": Measure(Unit.SHARE, _churn, _kept_parts, lambda now: behind.lost(now.period), lambda now: now.kept.before),
    "repeat_purchase_rate": Measure(
        Unit.SHARE,
        lambda now: now.totals.repeat_buyers / now.totals.buyers if now.totals.buyers else None,
        lambda now: {"repeat": now.totals.repeat_buyers, "buyers": now.totals.buyers},
        lambda now: behind.bought_in(now.period, 2),
        _buyers,
    ),
    "frequency": Measure(
        Unit.RATIO,
        lambda now: now.totals.visits / now.totals.buyers if now.totals.buyers else None,
        lambda now: {"visits": now.totals.visits, "buyers": now.totals.buyers},
        _bought,
        _buyers,
    ),
    "median_gap_days": Measure(
        Unit.DAYS,
        lambda now: now.gaps.median,
        lambda now: {"counted": now.gaps.counted, "remind": now.gaps.remind_days},
        lambda now: behind.came_again_in(now.period),
        lambda now: now.gaps.counted,
        FEW_GAPS,
    ),
    "cac": Measure(
        Unit.MONEY,
        lambda now: now.others.total.cac,
        _cac_parts,
        lambda now: behind.new_in(now.period),
        lambda now: now.others.total.new_buyers,
    ),
    "ltv_cac": Measure(
        Unit.RATIO,
        lambda now: now.others.total.ltv_to_cac,
        lambda now: {"ltv": now.others.total.ltv, "cac": now.others.total.cac},
        _bought,
        lambda now: now.others.total.new_buyers,
    ),
    "returns_share": Measure(
        Unit.SHARE,
        lambda now: now.others.returned.share,
        _returns_parts,
        lambda now: behind.returned_in(now.period),
        lambda now: now.others.returned.sales,
    ),
    "lost_share": Measure(
        Unit.SHARE,
        lambda now: now.others.enquiries.share_lost,
        lambda now: {"lost": now.others.enquiries.lost, "won": now.others.enquiries.won},
        _nobody,
        lambda now: now.others.enquiries.lost + now.others.enquiries.won,
    ),
    "nps": Measure(
        Unit.SCORE,
        lambda now: now.others.nps.score,
        _nps_parts,
        lambda now: behind.answered_in(now.period),
        lambda now: now.others.nps.answers,
    ),
    **{f"second_{days}": _second(place) for place, days in enumerate(SOON)},
}
