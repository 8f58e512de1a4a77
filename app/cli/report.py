"""The command that tells the numbers of a period."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from datetime import date
from typing import Any

from app.cli.output import money_json, write_json, write_line, write_table
from app.cli.shop import Shop, read_day
from app.i18n import _, day_text, money, month_text, number_text, percent_text
from app.services.errors import InvalidValue
from app.services.report.build import Report, all_time, build_report
from app.services.report.figures import Figure, Unit
from app.services.report.period import Period
from app.services.report.sources import SourceRow
from app.wording.figures import figure_formula, figure_text, figure_title

COHORT_MONTHS = 6  # of each cohort, as a table has room for
MONEY = ("revenue", "spend", "cac", "ltv")  # of a source


def run_report(shop: Shop, options: Namespace) -> int:
    """Tell the numbers of --from to --to: of all time without these."""
    today = shop.today(options)
    report = build_report(shop.db, _period(shop, options, today), None, today)
    if options.json:
        write_json(_report_json(report, shop.settings.currency))
    else:
        _write_report(report, shop.settings.currency)
    return 0


def _period(shop: Shop, options: Namespace, today: date) -> Period:
    """The asked days; without an end they begin with the first receipt and go on to `today`."""
    last = read_day(options.last, "to") if options.last else today
    if options.first:
        first = read_day(options.first, "from")
    else:
        whole = all_time(shop.db, today)
        first = min(whole.first if whole else today, last)
    if first > last:
        raise InvalidValue(field="to", value=options.last or today.isoformat())
    return Period(first, last)


def _report_json(report: Report, currency: str) -> dict[str, Any]:
    figures = {key: _value_json(figure) for key, figure in report.figures.items()}
    return {
        "from": report.period.first,
        "to": report.period.last,
        "currency": currency,
        **figures,
        "revenue_anonymous": money_json(sum(month.revenue_anonymous for month in report.months)),
        "too_little_data": [key for key, figure in report.figures.items() if figure.few],
        "months": [
            {
                "month": _month(month.month),
                "revenue_new": money_json(month.revenue_new),
                "revenue_repeat": money_json(month.revenue_repeat),
                "revenue_anonymous": money_json(month.revenue_anonymous),
                "receipts": month.receipts,
                "visits": month.visits,
                "buyers": month.buyers,
                "new_buyers": month.new_buyers,
                "aov": money_json(month.aov),
                "ltv": money_json(ltv.ltv),
            }
            for month, ltv in zip(report.months, report.ltv_months, strict=True)
        ],
        "cohorts": [
            {"cohort": _month(one.month), "size": one.size, "retention": list(one.retention)} for one in report.cohorts
        ],
        "gaps": asdict(report.gaps),
        "sources": [_source_json(row) for row in report.sections.sources.rows],
    }


def _value_json(figure: Figure) -> Any:
    if figure.unit is Unit.MONEY and figure.value is not None:
        return money_json(int(figure.value))
    return figure.value


def _source_json(row: SourceRow) -> dict[str, Any]:
    found = asdict(row)
    return found | {name: money_json(found[name]) for name in MONEY}


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _write_report(report: Report, currency: str) -> None:
    write_line(f"{day_text(report.period.first)} – {day_text(report.period.last)}")
    write_table(
        (_("Indicator"), _("Value"), _("How it comes about")),
        [
            (
                figure_title(key),
                figure_text(figure.unit, figure.value, currency, exact=True),
                (_("too little data") + ". " if figure.few else "") + figure_formula(figure, currency),
            )
            for key, figure in report.figures.items()
        ],
        right=(1,),
    )
    write_line("")
    write_table(
        (_("Month"), _("From new clients"), _("From regular clients"), _("Buyers"), _("Average receipt"), _("LTV")),
        [
            (
                month_text(month.month),
                money(month.revenue_new, currency),
                money(month.revenue_repeat, currency),
                number_text(month.buyers),
                "" if month.aov is None else money(month.aov, currency),
                "" if ltv.ltv is None else money(ltv.ltv, currency),
            )
            for month, ltv in zip(report.months, report.ltv_months, strict=True)
        ],
        right=(1, 2, 3, 4, 5),
    )
    write_line("")
    heads = (f"+{k}" for k in range(1, COHORT_MONTHS + 1))
    rows = [(month_text(one.month), number_text(one.size), *_shares(one.retention)) for one in report.cohorts]
    write_table((_("First came in"), _("Clients"), *heads), rows, right=range(1, COHORT_MONTHS + 2))


def _shares(retention: tuple[float, ...]) -> list[str]:
    """The shares of the months after the first one, as many as the table has room for."""
    told = [percent_text(share) for share in retention[1 : COHORT_MONTHS + 1]]
    return told + [""] * (COHORT_MONTHS - len(told))
