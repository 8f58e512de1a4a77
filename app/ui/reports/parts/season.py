"""When the shop sells: by month of the year, day of the week and hour of the day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext, number_text
from app.services.report.season import Season
from app.ui.plots.bars import Bars
from app.ui.reports.desk import Desk, Sides, chart_card, column_of
from app.ui.reports.season_charts import hours_chart, months_chart, weekdays_chart
from app.ui.widgets.frames import Card
from app.wording.counts import receipts_count


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    season, currency = desk.report.sections.season, desk.currency
    if not season.receipts:
        return column_of(chart_card(_("When the shop sells"), _("Nothing was sold in this period.")))
    year = "" if season.is_year else _("The period has not every month of the year, so this is no season yet.")
    months = _card(months_chart(season, currency), year)
    weekdays = _card(weekdays_chart(season, currency), "")
    hours = (
        _card(hours_chart(season, currency), _timed_text(season))
        if season.timed
        else chart_card(_("By hour"), _("No receipt of this period has a time of day."))
    )
    return column_of(months, Sides((weekdays, hours), (1, 1)))


def _card(chart: Bars, note: str) -> Card:
    said = " ".join(part for part in (chart.summary(), note) if part)
    return chart_card(chart.title, said, chart)


def _timed_text(season: Season) -> str:
    if season.timed == season.receipts:
        return ""
    words = ngettext("{n} of {receipts} has a time of day.", "{n} of {receipts} have a time of day.", season.timed)
    return words.format(n=number_text(season.timed), receipts=receipts_count(season.receipts))
