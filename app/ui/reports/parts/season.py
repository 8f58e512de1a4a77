"""When the shop sells: by month of the year, day of the week and hour of the day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext, number_text
from app.models.listing.filter_fields import Group
from app.services.months import month_end
from app.services.report.behind import paid_in
from app.services.report.period import Period
from app.services.report.season import Season, SeasonBar
from app.ui.plots.bars import Bars
from app.ui.reports.desk import Desk, Sides, chart_card, column_of
from app.ui.reports.parts.months import place_of
from app.ui.reports.season_charts import hours_chart, months_chart, open_hours, weekdays_chart
from app.ui.reports.told import Told
from app.ui.reports.words import money_text, times_text
from app.ui.widgets.frames import Card
from app.wording.counts import days_count, receipts_count


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    season, currency = desk.report.sections.season, desk.currency
    if not season.receipts:
        return column_of(chart_card(_("When the shop sells"), _("Nothing was sold in this period.")))
    year = "" if season.is_year else _("The period has not every month of the year, so this is no season yet.")
    months = _card(desk, months_chart(season, currency), season.months, year)
    weekdays = _card(desk, weekdays_chart(season, currency), season.weekdays)
    hours = (
        _card(desk, hours_chart(season, currency), open_hours(season), _timed_text(season))
        if season.timed
        else chart_card(_("By hour"), _("No receipt of this period has a time of day."))
    )
    return column_of(months, Sides((weekdays, hours), (1, 1)))


def _card(desk: Desk, chart: Bars, bars: tuple[SeasonBar, ...], note: str = "") -> Card:
    def tell(number: int) -> None:
        by_month = bars is desk.report.sections.season.months
        clients = _bought_in_months(desk.report.period, bars[number].place) if by_month else None
        desk.tell(_told(desk, chart, number, bars[number], clients), chart, place_of(chart))

    chart.chosen.connect(tell)
    said = " ".join(part for part in (chart.summary(), note) if part)
    return chart_card(chart.title, said, chart)


def _told(desk: Desk, chart: Bars, number: int, bar: SeasonBar, clients: Group | None) -> Told:
    """What a day of it brings, with the figures put in."""
    name = f"{chart.title}: {chart.bars[number].label}"
    if bar.a_day is None:
        return Told(name, _("The period has no such days."))
    currency = desk.currency
    words = _("{revenue} in {receipts} ÷ {days} = {sum} a day").format(
        revenue=money_text(bar.revenue, currency),
        receipts=receipts_count(bar.receipts),
        days=days_count(bar.days),
        sum=money_text(bar.a_day, currency),
    )
    index = "" if bar.index is None else _("{times} of the average").format(times=times_text(bar.index))
    sentence = _("What was sold, less what was brought back, on such days since the shop's first receipt.")
    return Told(name, sentence, tuple(filter(None, (words, index))), clients, name)


def _bought_in_months(period: Period, month: int) -> Group:
    """Those with a receipt in this month of the year."""
    days = [Period(max(first, period.first), min(month_end(first), period.last)) for first in period.months()]
    return Group("any", tuple(paid_in(one) for one in days if one.first.month == month))


def _timed_text(season: Season) -> str:
    if season.timed == season.receipts:
        return ""
    words = ngettext("{n} of {receipts} has a time of day.", "{n} of {receipts} have a time of day.", season.timed)
    return words.format(n=number_text(season.timed), receipts=receipts_count(season.receipts))
