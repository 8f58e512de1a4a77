"""The report as sheets of a workbook: which columns each has, its rows, and the charts beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.services.exports.sheets import Cell, Chart, Field, Plain, ReportWords, Sheet, rows_of
from app.services.report.before_after import TurnCompared
from app.services.report.build import Report
from app.services.report.figures import Figure, Number, Unit
from app.services.report.products import VisitProducts
from app.services.report.season import SeasonBar


def figures_sheet(report: Report, words: ReportWords) -> Sheet:
    """One row for each number, with its formula."""
    fields = (
        Field("figure", width=34),
        Field("value"),
        *([Field("before")] if report.compared else []),
        Field("formula", width=70),
        Field("tells", width=70),
        Field("few", width=18),
    )
    return Sheet("figures", fields, tuple(_figure(one, report, words) for one in report.figures.values()))


def _figure(figure: Figure, report: Report, words: ReportWords) -> tuple[Cell, ...]:
    title, tells, formula = words.figure(figure)
    before = [Cell(figure.unit, figure.before)] if report.compared else []
    few = words.value("few", "yes") if figure.few else None
    told = (Cell(Plain.TEXT, text) for text in (formula, tells, few))
    return (Cell(Plain.TEXT, title), Cell(figure.unit, figure.value), *before, *told)


def _months(report: Report, _words: ReportWords) -> Sheet:
    fields = (
        Field("month", Plain.MONTH, 12),
        *(Field(name, Unit.MONEY) for name in ("revenue_repeat", "revenue_new", "revenue_anonymous", "revenue")),
        Field("repeat_share", Unit.SHARE),
        *(Field(name, Unit.COUNT) for name in ("receipts", "visits", "buyers", "new_buyers")),
        Field("aov", Unit.MONEY),
    )
    rows = ([getattr(month, field.name) for field in fields] for month in report.months)
    stacked = ("revenue_repeat", "revenue_new", "revenue_anonymous")
    charts = (
        Chart("stacked", "revenue_by_month", stacked, over="repeat_share"),
        Chart("lines", "aov_by_month", ("aov",)),
    )
    return Sheet("months", fields, rows_of(fields, rows), charts)


def _ltv(report: Report, _words: ReportWords) -> Sheet:
    fields = (Field("month", Plain.MONTH, 12), Field("ltv", Unit.MONEY), Field("buyers", Unit.COUNT))
    rows = ((one.month, one.ltv, one.buyers) for one in report.ltv_months)
    return Sheet("ltv_months", fields, rows_of(fields, rows), (Chart("lines", "ltv_by_month", ("ltv",)),))


def _gaps(report: Report, _words: ReportWords) -> Sheet:
    fields = (Field("days_between", width=18), Field("times", Unit.COUNT))
    rows = ((_days(one.first, one.last), one.count) for one in report.gaps.bins)
    return Sheet("gaps", fields, rows_of(fields, rows), (Chart("bars", "gaps", ("times",)),))


def _days(first: int, last: int | None) -> str:
    if last is None:
        return f"{first}+"
    return str(first) if first == last else f"{first}–{last}"


def _cohorts(report: Report, _words: ReportWords) -> Sheet:
    several = max((len(cohort.retention) for cohort in report.cohorts), default=0)
    fields = (
        Field("cohort", Plain.MONTH, 12),
        Field("size", Unit.COUNT),
        *(Field(f"month_later {number}", Unit.SHARE, 9) for number in range(several)),
    )
    rows = ((one.month, one.size, *one.retention, *[None] * (several - len(one.retention))) for one in report.cohorts)
    return Sheet("cohorts", fields, rows_of(fields, rows), shaded="month_later 1" if several > 1 else "")


def _season(name: str, bars: Callable[[Report], Sequence[SeasonBar]]) -> Callable[[Report, ReportWords], Sheet]:
    def make(report: Report, words: ReportWords) -> Sheet:
        fields = (
            Field(name, width=16),
            Field("a_day", Unit.MONEY),
            Field("revenue", Unit.MONEY),
            Field("receipts", Unit.COUNT),
            Field("season_days", Unit.COUNT),
            Field("index", Unit.RATIO),
        )
        known = [bar for bar in bars(report) if bar.days]
        rows = (
            (words.value(name, str(bar.place)), bar.a_day, bar.revenue, bar.receipts, bar.days, bar.index)
            for bar in known
        )
        sold = any(bar.receipts for bar in known)
        return Sheet(
            f"by_{name}", fields, rows_of(fields, rows) if sold else (), (Chart("bars", f"by_{name}", ("a_day",)),)
        )

    return make


def _sources(report: Report, words: ReportWords) -> Sheet:
    fields = (
        Field("source", width=26),
        *(Field(name, Unit.COUNT) for name in ("buyers", "new_buyers")),
        *(Field(name, Unit.MONEY) for name in ("revenue", "spend", "cac", "ltv")),
        Field("ltv_to_cac", Unit.RATIO),
    )
    rows = (
        (one.source or words.value("source", ""), *(getattr(one, field.name) for field in fields[1:]))
        for one in report.sections.sources.rows
    )
    return Sheet("sources", fields, rows_of(fields, rows), (Chart("bars", "sources_new", ("new_buyers",)),))


def _products(name: str, products: Callable[[Report], VisitProducts]) -> Callable[[Report, ReportWords], Sheet]:
    def make(report: Report, words: ReportWords) -> Sheet:
        fields = (
            Field("product", width=36),
            *(Field(column, Unit.COUNT) for column in ("clients", "counted", "back")),
            *(Field(column, Unit.SHARE) for column in ("back_share", "low", "high")),
            Field("few", width=18),
        )
        rows = (
            (
                *(one.product, one.clients, one.counted, one.back, one.share, one.low, one.high),
                words.value("few", "yes") if one.few else None,
            )
            for one in products(report).rows
        )
        return Sheet(name, fields, rows_of(fields, rows))

    return make


def _pairs(report: Report, _words: ReportWords) -> Sheet:
    fields = (
        Field("product", width=36),
        Field("other", width=36),
        Field("receipts", Unit.COUNT),
        Field("lift", Unit.RATIO),
    )
    return Sheet(
        "pairs",
        fields,
        rows_of(fields, ((one.product, one.other, one.receipts, one.lift) for one in report.sections.pairs)),
    )


def _reminders(report: Report, words: ReportWords) -> Sheet:
    fields = (
        Field("kind", width=30),
        *(Field(name, Unit.COUNT) for name in ("told", "acted_on", "bought")),
        Field("money", Unit.MONEY),
        *(Field(name, Unit.SHARE) for name in ("share_reminded", "share_left_alone", "difference", "low", "high")),
        *(Field(name, Unit.MONEY) for name in ("earned", "earned_low", "earned_high")),
        Field("verdict", width=40),
    )
    rows = []
    for one in report.sections.reminders:
        effect = one.effect
        shares: tuple[Number, ...] = (None,) * 5
        if effect is not None:
            reminded = effect.reminded_back / effect.reminded if effect.reminded else None
            alone = effect.left_alone_back / effect.left_alone if effect.left_alone else None
            shares = (reminded, alone, effect.difference, effect.low, effect.high)
        followed = (one.told, one.acted_on, one.bought, one.money)
        earned = (one.earned, one.earned_low, one.earned_high)
        rows.append((words.value("kind", one.kind), *followed, *shares, *earned, words.value("verdict", one.verdict)))
    return Sheet("reminders", fields, rows_of(fields, rows))


def _lost(report: Report, words: ReportWords) -> Sheet:
    fields = (Field("lost_reason", width=36), Field("lost", Unit.COUNT), Field("lost_sum", Unit.MONEY))
    rows = (
        (one.reason or words.value("lost_reason", ""), one.count, one.sum) for one in report.sections.enquiries.reasons
    )
    return Sheet("enquiries", fields, rows_of(fields, rows), (Chart("bars", "lost_reasons", ("lost",)),))


def _spend(report: Report, words: ReportWords) -> Sheet:
    fields = (
        Field("source", width=26),
        Field("first_day", Plain.DAY),
        Field("last_day", Plain.DAY),
        Field("spend", Unit.MONEY),
        Field("note", width=40),
    )
    rows = (
        (one.source or words.value("source", ""), one.first_day, one.last_day, one.sum, one.note)
        for one in report.sections.spend
    )
    return Sheet("spent", fields, rows_of(fields, rows))


def turns_sheet(turns: Sequence[TurnCompared], words: ReportWords) -> Sheet:
    """A row for each campaign and each new price, with what can be said of the difference."""
    fields = (
        Field("turn_day", Plain.DAY),
        Field("turn", width=24),
        Field("turn_of", width=36),
        *(
            Field(f"{side}_{name}", Unit.COUNT if name == "receipts" else Unit.MONEY)
            for side in ("before", "after")
            for name in ("aov", "receipts")
        ),
        *(Field(name, Unit.MONEY) for name in ("change", "change_low", "change_high")),
        Field("turn_verdict", width=36),
    )
    rows = []
    for one in turns:
        before, after = one.sides.before, one.sides.after
        verdict = "few" if one.sides.few or one.sides.change is None else "sure" if one.sides.is_sure else "chance"
        rows.append(
            (
                one.turn.day,
                words.value("turn", one.turn.kind),
                one.turn.title or words.value("source", ""),
                *(before.average, before.receipts, after.average, after.receipts),
                *(one.sides.change, one.sides.low, one.sides.high),
                words.value("turn_verdict", verdict),
            )
        )
    return Sheet("turns", fields, rows_of(fields, rows))


SECTIONS: tuple[Callable[[Report, ReportWords], Sheet], ...] = (
    _months,
    _ltv,
    _gaps,
    _cohorts,
    _season("month_of_year", lambda report: report.sections.season.months),
    _season("weekday", lambda report: report.sections.season.weekdays),
    _season("hour", lambda report: report.sections.season.hours),
    _sources,
    _spend,
    _products("first_products", lambda report: report.sections.first_products),
    _products("return_products", lambda report: report.sections.return_products),
    _pairs,
    _reminders,
    _lost,
)
