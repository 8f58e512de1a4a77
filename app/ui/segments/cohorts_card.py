"""Whether they come back: which share of those who began in a month came in each month after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _, month_short, month_text, ngettext, number_text, percent_text
from app.models.listing.filter_fields import Group
from app.services.months import months_later
from app.ui.plots.heat_map import HeatCell, HeatMap
from app.ui.theme.tokens import GAP_CARD
from app.ui.widgets.frames import Card
from app.ui.widgets.texts import label
from app.wording.counts import clients_count

if TYPE_CHECKING:
    from datetime import date

    from app.services.report.cohorts import Cohort


class CohortsCard(Card):
    """`show_cohorts` once they were read; a click or Enter on a cell leads to its clients by `opened`."""

    def __init__(self, opened: Callable[[Group, str], object]) -> None:
        super().__init__(padding=GAP_CARD)
        self._opened = opened
        self._told: tuple[Cohort, ...] | None = None
        self._shown: QWidget = label(_("Counting…"), "", "third")
        self.body.addWidget(label(_("Do they come back"), "strong"))
        self.body.addWidget(label(_("share of the month’s new clients who bought again, %"), "", "second", wrap=True))
        self.body.addWidget(self._shown)

    def show_cohorts(self, cohorts: Sequence[Cohort], today: date) -> None:
        """Show these; what is shown already stays as it is."""
        if tuple(cohorts) == self._told:
            return
        self._told = tuple(cohorts)
        self.body.removeWidget(self._shown)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = self._map(self._told, today) if cohorts else self._nobody()
        self.body.addWidget(self._shown)

    def _nobody(self) -> QWidget:
        return label(_("Nobody bought for the first time in these months."), "", "third", wrap=True)

    def _map(self, cohorts: tuple[Cohort, ...], today: date) -> HeatMap:
        known = range(max(len(one.retention) for one in cohorts))
        made = HeatMap(
            _("Do they come back"),
            [month_short(one.month) for one in cohorts],
            [number_text(number) for number in known],
            [[_cell(one, number) for number in known] for one in cohorts],
            _sentence(cohorts),
        )
        made.chosen_cell.connect(lambda row, column: self._open(cohorts[row], column, today))
        return made

    def _open(self, cohort: Cohort, months: int, today: date) -> None:
        from app.services.report.behind import cohort as behind

        came = months_later(cohort.month, months)
        where = behind(cohort.month, today, came if months else None)
        self._opened(where, _title(cohort, months))


def _cell(cohort: Cohort, months: int) -> HeatCell | None:
    if months >= len(cohort.retention):
        return None
    share = cohort.retention[months]
    came = _("{share} of {clients} came").format(share=percent_text(share), clients=clients_count(cohort.size))
    lines = [_title(cohort, months), came]
    if cohort.few:
        lines.append(_("Fewer than ten clients: too few to judge by."))
    return HeatCell(share, number_text(round(share * 100)), "\n".join(lines), quiet=cohort.few)


def _title(cohort: Cohort, months: int) -> str:
    began = _("New in {month}").format(month=month_text(cohort.month))
    if not months:
        return began
    later = ngettext("{n} month later", "{n} months later", months).format(n=months)
    return f"{began}, {later}"


def _sentence(cohorts: tuple[Cohort, ...]) -> str:
    """How many come in the month after the first one, all of these cohorts together."""
    told = [one for one in cohorts if len(one.retention) > 1]
    size = sum(one.size for one in told)
    if not size:
        return _("No month is over yet after anybody’s first one.")
    came = round(sum(one.size * one.retention[1] for one in told))
    return _("In the month after the first purchase {share} come again, {came} of {clients}.").format(
        share=percent_text(came / size), came=number_text(came), clients=clients_count(size)
    )
