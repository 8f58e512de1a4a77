"""Where clients come from, what each source costs and what its clients are worth."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.report.behind import of_source
from app.services.report.sources import SourceRow
from app.ui.reports.desk import Desk, table_card
from app.ui.reports.periods import days_text
from app.ui.reports.table import MOST_ROWS, Fact
from app.ui.reports.told import Told
from app.ui.reports.words import count_text, money_text, ratio_text
from app.ui.widgets.frames import Card
from app.wording.counts import clients_count


def sources_card(desk: Desk, *, whole: bool = False) -> Card:
    """The sources of the period; `whole` with what was spent and brought."""
    return table_card(
        _("Where clients come from"),
        _facts(desk.currency, whole=whole),
        desk.report.sections.sources.rows,
        _("Nobody bought in this period."),
        lambda row, anchor, place: _tell(desk, row, anchor, place),
        most=MOST_ROWS if whole else MOST_BESIDE,
    )


def source_name(source: str) -> str:
    """What a source is called; of those whose source nobody told as well."""
    return source or _("not told")


def _facts(currency: str, *, whole: bool) -> list[Fact[SourceRow]]:
    def sums(value: int | None) -> str:
        return money_text(value, currency)

    name = Fact[SourceRow](
        _("Where clients come from"),
        lambda row: source_name(row.source),
        lambda row: row.source.casefold(),
        width=150,
        right=False,
        stretch=True,
        first_up=True,
    )
    new = Fact[SourceRow](_("New"), lambda row: count_text(row.new_buyers), lambda row: row.new_buyers, 70)
    cac = Fact[SourceRow](_("CAC"), lambda row: sums(row.cac), lambda row: row.cac, 80)
    ltv = Fact[SourceRow](_("LTV"), lambda row: sums(row.ltv), lambda row: row.ltv, 90)
    if not whole:
        return [name, new, cac, ltv]
    return [
        name,
        Fact(_("Buyers"), lambda row: count_text(row.buyers), lambda row: row.buyers, 80),
        new,
        Fact(_("Revenue"), lambda row: sums(row.revenue), lambda row: row.revenue, 110),
        Fact(_("Spend"), lambda row: sums(row.spend), lambda row: row.spend, 100),
        cac,
        ltv,
        Fact(_("LTV to CAC"), lambda row: ratio_text(row.ltv_to_cac), lambda row: row.ltv_to_cac, 90),
    ]


def _tell(desk: Desk, row: SourceRow, anchor: QWidget, place: QRect) -> None:
    currency = desk.currency
    lines = [
        _("Bought in the period: {clients}, of these for the first time: {new}.").format(
            clients=clients_count(row.buyers), new=count_text(row.new_buyers)
        ),
        _("LTV: all they ever spent, divided by their number: {ltv}.").format(ltv=money_text(row.ltv, currency)),
    ]
    if row.spend is None:
        lines.append(_("What was spent on this source in these days is not written down, so a client has no cost."))
    elif row.cac is not None:
        cost = _("A new client cost {spend} : {new} = {cac}.")
        values = {"spend": money_text(row.spend, currency), "new": count_text(row.new_buyers)}
        lines.append(cost.format(cac=money_text(row.cac, currency), **values))
    period = desk.report.period
    name = source_name(row.source)
    called = f"{name} · {days_text(period, desk.today)}"
    told = Told(
        name,
        _("Clients whose card has this source."),
        tuple(lines),
        of_source(row.source, period) if row.buyers else None,
        called,
        few=row.buyers < FEW,
    )
    desk.tell(told, anchor, place)


FEW = 10  # clients, of whom nothing can be said yet
MOST_BESIDE = 5  # rows beside a table that has no more
