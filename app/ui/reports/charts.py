"""The charts of the report, made from its numbers: the same for the window, for paper and for pictures."""

from __future__ import annotations

from app.i18n import _, month_text, ngettext, number_text
from app.services.report.cohorts import Cohort
from app.services.report.gaps import GapBin, Gaps
from app.services.report.money import LtvMonth, Month
from app.ui.plots.bars import Bar, Bars, Over
from app.ui.plots.heat_map import HeatCell, HeatMap
from app.ui.plots.histogram import Bin, Histogram
from app.ui.plots.lines import Lines, Series
from app.ui.reports.words import axis_money, money_text, month_label, share_text
from app.wording.counts import clients_count, days_count

LABELS_WITHOUT_YEAR = 13  # months; of more the year is told too
MOST_COHORTS, MOST_MONTHS = 24, 18  # shown; the file has them all
CHART_HEIGHT = 260


def revenue_chart(months: tuple[Month, ...], currency: str) -> Bars:
    """What regular clients and new ones brought, month by month, with the share of the regular ones over it."""
    nobody = any(month.revenue_anonymous for month in months)
    names = [_("regular"), _("new"), *([_("without a client")] if nobody else [])]
    bars = [
        Bar(
            month_label(month.month, with_year=len(months) > LABELS_WITHOUT_YEAR),
            (month.revenue_repeat, month.revenue_new, *([month.revenue_anonymous] if nobody else [])),
            _revenue_tip(month, currency, nobody=nobody),
        )
        for month in months
    ]
    shares = tuple(month.repeat_share for month in months)
    over = Over(_("share of regular clients"), shares, lambda share: share_text(share, 0))
    return Bars(
        _("Revenue: new and regular clients"),
        bars,
        names,
        over if any(share is not None for share in shares) else None,
        lambda value: axis_money(value, currency),
        height=CHART_HEIGHT,
    )


def gaps_chart(gaps: Gaps) -> Histogram:
    """After how many days clients come again; the bar in which to remind is marked."""
    bins = []
    for one in gaps.bins:
        days = gap_text(one)
        times = ngettext("{n} time", "{n} times", one.count).format(n=number_text(one.count))
        bins.append(Bin(days, one.count, f"{days}: {times}"))
    reminded = gaps.remind_days
    marked = None
    if reminded is not None:
        marked = next((n for n, one in enumerate(gaps.bins) if one.last is None or reminded <= one.last), None)
    return Histogram(_("When clients come again"), bins, marked, gaps_sentence(gaps), height=CHART_HEIGHT - 40)


def gap_text(one: GapBin) -> str:
    """The days of a bar: "19–21 days"."""
    if one.last is None:
        return _("{n}+ days").format(n=one.first)
    if one.first == one.last:
        return days_count(one.first)
    return _("{first}–{last} days").format(first=one.first, last=one.last)


def gaps_sentence(gaps: Gaps) -> str:
    """Within how many days half of those who came again did so, and when to remind."""
    if gaps.median is None or gaps.remind_days is None:
        return _("Nobody came a second time in this period.")
    words = _("Of those who came again, half did so within {days}: best to remind after {remind}.")
    said = words.format(days=days_count(round(gaps.median)), remind=days_count(gaps.remind_days))
    few = _("Too little data to build on.")
    return f"{said} {few}" if gaps.few else said


def ltv_chart(months: tuple[LtvMonth, ...], currency: str) -> Lines:
    """What a client is worth, as it was at the end of each month."""
    tips = [f"{month_text(one.month)}: {money_text(one.ltv, currency)}\n{clients_count(one.buyers)}" for one in months]
    return Lines(
        _("LTV by month"),
        [month_label(one.month, with_year=len(months) > LABELS_WITHOUT_YEAR) for one in months],
        tips,
        [Series("", tuple(one.ltv for one in months))],
        lambda value: axis_money(value, currency),
    )


def cohort_rows(cohorts: tuple[Cohort, ...]) -> tuple[Cohort, ...]:
    """The cohorts that the map shows, the latest last."""
    return cohorts[-MOST_COHORTS:]


def more_cohorts(cohorts: tuple[Cohort, ...]) -> bool:
    """Whether there is more than the map shows."""
    return len(cohorts) > MOST_COHORTS or max((len(one.retention) for one in cohorts), default=1) - 1 > MOST_MONTHS


def cohort_chart(cohorts: tuple[Cohort, ...]) -> HeatMap:
    """Who began in a month, and which share of them came in each month after it; of too few without a colour."""
    shown = cohort_rows(cohorts)
    columns = min(max((len(one.retention) for one in shown), default=1) - 1, MOST_MONTHS)
    most = max((share for one in shown if not one.few for share in one.retention[1:]), default=0.0) or 1.0
    return HeatMap(
        _("Who came in each month after the first purchase"),
        [_cohort_name(one) for one in shown],
        [number_text(n) for n in range(1, columns + 1)],
        [[_cohort_cell(one, n, most) for n in range(1, columns + 1)] for one in shown],
    )


def _revenue_tip(month: Month, currency: str, *, nobody: bool) -> str:
    told = [
        month_text(month.month),
        _("regular: {sum}").format(sum=money_text(month.revenue_repeat, currency)),
        _("new: {sum}").format(sum=money_text(month.revenue_new, currency)),
    ]
    if nobody:
        told.append(_("without a client: {sum}").format(sum=money_text(month.revenue_anonymous, currency)))
    if month.repeat_share is not None:
        told.append(_("share of regular clients: {share}").format(share=share_text(month.repeat_share)))
    return "\n".join(told)


def _cohort_name(cohort: Cohort) -> str:
    return f"{month_label(cohort.month, with_year=True)} · {number_text(cohort.size)}"


def _cohort_cell(cohort: Cohort, months: int, most: float) -> HeatCell | None:
    if months >= len(cohort.retention):
        return None
    share = cohort.retention[months]
    after = ngettext("{n} month later", "{n} months later", months).format(n=months)
    came = _("{share} of {clients} came").format(share=share_text(share), clients=clients_count(cohort.size))
    tip = f"{month_text(cohort.month)}, {after}\n{came}"
    if cohort.few:
        tip += "\n" + _("Fewer than ten clients: too few to judge by.")
    return HeatCell(share / most, share_text(share, 0), tip, quiet=cohort.few)
