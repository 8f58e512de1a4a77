"""The clients behind the numbers of the report: the filter of each finds as many as were counted."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from app.models.database import Database
from app.services.clients.find import count_clients
from app.services.months import month_range
from app.services.report.behind import answered_with, came_after, cohort
from app.services.report.build import Report
from app.services.report.period import Period
from tests.services.report.plain_report import Plain
from tests.services.report.random_shop import TODAY


def _of_clients(plain: Plain, period: Period) -> dict[str, int]:
    """How many clients stand behind the figures."""
    came = plain.came(period.first, period.last)
    before, again = plain.kept(period.first, period.last)
    known = [one for one in plain.period if one.client is not None]
    new = {one.client for one in known if plain.is_new(one)}
    return {
        "revenue": len({one.client for one in known}),
        "revenue_new": len(new),
        "revenue_repeat": len({one.client for one in known if not plain.is_new(one)}),
        "visits": len(came),
        "buyers": len(came),
        "new_buyers": sum(period.first <= own[0] <= period.last for own in plain.visits.values()),
        "repeat_buyers": sum(several > 1 for several in came.values()),
        "aov": len({one.client for one in known}),
        "ltv": len(came),
        "ltv_simple": len(plain.came(period.last - timedelta(days=364), period.last)),
        "crr": again,
        "churn": before - again,
        "median_gap_days": sum(
            any(period.first <= day <= period.last for day in own[1:]) for own in plain.visits.values()
        ),
        "returns_share": len({one.client for one in known if (one.total or 0) < 0}),
        "ltv_predicted": sum(own[0] <= period.last for own in plain.visits.values()),
        **{f"second_{days}": plain.second(days)[1] for days in (30, 60, 90)},
    }


def test_as_many_clients_stand_behind_a_figure_as_were_counted(
    shop: Database, report: Report, plain: Plain, period: Period
) -> None:
    answers = report.sections.nps.answers
    for key, wanted in (_of_clients(plain, period) | {"nps": answers}).items():
        group = report.figures[key].clients
        assert group is not None
        assert count_clients(shop, where=group, today=TODAY) == wanted, key


def test_the_clients_of_a_cohort_and_of_each_of_its_months_can_be_shown(
    shop: Database, report: Report, period: Period
) -> None:
    for one in report.cohorts:
        assert count_clients(shop, where=cohort(one.month, period.last), today=TODAY) == one.size
        months = month_range(one.month, period.last)
        for month, share in zip(months, one.retention, strict=False):
            found = count_clients(shop, where=cohort(one.month, period.last, month), today=TODAY)
            assert found == round(share * one.size)


def test_the_clients_of_a_bar_of_the_gaps_can_be_shown(
    shop: Database, report: Report, plain: Plain, period: Period
) -> None:
    gaps: dict[int, set[int]] = {}
    for client, own in plain.visits.items():
        for before, day in pairwise(own):
            if period.first <= day <= period.last:
                gaps.setdefault((day - before).days, set()).add(client)
    for one in report.gaps.bins:
        wanted = set().union(*(who for days, who in gaps.items() if one.first <= days <= (one.last or days)))
        found = count_clients(shop, where=came_after(period, one.first, one.last), today=TODAY)
        assert found == len(wanted), one


def test_the_clients_of_a_bar_of_the_answers_can_be_shown(shop: Database, report: Report, period: Period) -> None:
    nps = report.sections.nps
    counted = nps.detractors, nps.passives, nps.promoters
    found = [
        count_clients(shop, where=answered_with(period, *scores), today=TODAY) for scores in ((0, 6), (7, 8), (9, 10))
    ]
    assert tuple(found) == counted
