"""Charts by month, of which each month can be looked into."""

from __future__ import annotations

from PySide6.QtCore import QRect

from app.i18n import _, month_text
from app.services.months import month_end
from app.services.report.behind import bought_in, paid_in
from app.services.report.money import LtvMonth, Month
from app.services.report.period import ONE_DAY, Period
from app.ui.plots.plot import Plot
from app.ui.reports.charts import ltv_chart, revenue_chart
from app.ui.reports.desk import Desk, chart_card
from app.ui.reports.told import Told
from app.ui.reports.words import count_text, money_text
from app.ui.widgets.frames import Card
from app.wording.counts import clients_count, receipts_count


def revenue_card(desk: Desk) -> Card:
    """What regular and new clients brought; a month is told with its clients."""
    months = desk.report.months
    chart = revenue_chart(months, desk.currency)
    chart.chosen.connect(lambda number: desk.tell(_month_told(desk, months[number]), chart, place_of(chart)))
    return chart_card(_("Revenue: new and regular clients"), "", chart)


def ltv_card(desk: Desk) -> Card:
    """What a client is worth at the end of each month; a month is told with those who are counted."""
    months = desk.report.ltv_months
    if all(month.ltv is None for month in months):
        return chart_card(_("LTV by month"), _("No client bought in this period."))
    note = _("What those who bought lately have spent in all, at the end of each month.")
    chart = ltv_chart(months, desk.currency)
    chart.chosen.connect(lambda number: desk.tell(_ltv_told(desk, months[number]), chart, place_of(chart)))
    return chart_card(_("LTV by month"), note, chart)


def month_days(desk: Desk, month: Month | LtvMonth) -> Period:
    """The days of a month that are in the period."""
    whole = desk.report.period
    return Period(max(month.month, whole.first), min(month_end(month.month), whole.last))


def _month_told(desk: Desk, month: Month) -> Told:
    currency, name = desk.currency, month_text(month.month)
    revenue = _("{regular} from regular clients + {new} from new ones + {nobody} without a client = {all}").format(
        regular=money_text(month.revenue_repeat, currency),
        new=money_text(month.revenue_new, currency),
        nobody=money_text(month.revenue_anonymous, currency),
        all=money_text(month.revenue, currency),
    )
    average = _("{receipts}, on average {sum}").format(
        receipts=receipts_count(month.receipts), sum=money_text(month.aov, currency)
    )
    came = _("{clients} bought, of these for the first time: {new}.").format(
        clients=clients_count(month.buyers), new=count_text(month.new_buyers)
    )
    sentence = _("What was sold in the month, less what was brought back.")
    return Told(name, sentence, (revenue, average, came), paid_in(month_days(desk, month)), name)


def _ltv_told(desk: Desk, month: LtvMonth) -> Told:
    last = month_days(desk, month).last
    days = desk.report.period.days
    period = Period(last - ONE_DAY * (days - 1), last)
    name = month_text(month.month)
    line = _("{sum} is what each of {clients} had brought by the end of the month.").format(
        sum=money_text(month.ltv, desk.currency), clients=clients_count(month.buyers)
    )
    sentence = _("LTV of those who bought in as many days before the end of the month as the period has.")
    called = " · ".join((_("LTV by month"), name))
    return Told(called, sentence, (line,), bought_in(period), called)


def place_of(chart: Plot) -> QRect | None:
    """Where the value is that was chosen."""
    return chart.marks(chart.drawn_area())[chart.hot].toRect() if chart.hot >= 0 else None
