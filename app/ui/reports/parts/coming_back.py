"""Who comes back: how soon after the first purchase, cohort by cohort, and what a client is worth."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.i18n import _, month_text, ngettext
from app.services.months import months_later
from app.services.report.behind import cohort as clients_of
from app.services.report.cohorts import Cohort
from app.ui.plots.heat_map import HeatMap
from app.ui.reports.charts import cohort_chart, cohort_rows, more_cohorts
from app.ui.reports.desk import Desk, Sides, chart_card, column_of
from app.ui.reports.figures import figures_card
from app.ui.reports.parts.gaps import gaps_card
from app.ui.reports.parts.months import ltv_card, place_of
from app.ui.reports.told import Told
from app.ui.reports.words import share_text
from app.ui.widgets.frames import Card
from app.wording.counts import clients_count

FIGURES = ("crr", "repeat_purchase_rate", "second_30", "second_60", "second_90")


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    sides = Sides((gaps_card(desk), ltv_card(desk)), (1, 1))
    return column_of(figures_card(desk, FIGURES, wide=True), sides, cohorts_card(desk))


def cohorts_card(desk: Desk) -> Card:
    """The heat map; a cell leads to its clients."""
    cohorts = desk.report.cohorts
    title = _("Who came in each month after the first purchase")
    if not any(len(one.retention) > 1 for one in cohorts):
        return chart_card(title, _("A month must be over before it can be told who came again after it."))
    note = _(
        "Each line is the clients who bought for the first time in that month. Grey: too few to tell; blank: the month"
        " is not over."
    )
    if more_cohorts(cohorts):
        note = f"{note} " + _("Earlier clients and later months are in the Excel file.")
    chart = cohort_chart(cohorts)
    chart.chosen_cell.connect(lambda row, column: _tell_cell(desk, chart, cohort_rows(cohorts)[row], column + 1))
    return chart_card(title, note, chart)


def _tell_cell(desk: Desk, chart: HeatMap, cohort: Cohort, months: int) -> None:
    month = months_later(cohort.month, months)
    after = ngettext("{n} month later", "{n} months later", months).format(n=months)
    came = _("{share} of {clients} came in {month}.").format(
        share=share_text(cohort.retention[months]), clients=clients_count(cohort.size), month=month_text(month)
    )
    title = f"{month_text(cohort.month)}, {after}"
    sentence = _("Those who bought for the first time in a month, and which share of them came in a later one.")
    told = Told(title, sentence, (came,), clients_of(cohort.month, desk.today, month), title)
    desk.tell(told, chart, place_of(chart))
