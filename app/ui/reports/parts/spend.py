"""What was paid to win clients, as the owner entered it."""

from __future__ import annotations

from app.i18n import _
from app.services.report.period import Period
from app.services.spend import Spend
from app.ui.dialogs.spend.acts import open_spend
from app.ui.reports.desk import Desk, table_card
from app.ui.reports.parts.sources import source_name
from app.ui.reports.periods import days_text
from app.ui.reports.table import Fact
from app.ui.reports.words import money_text
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, row


def spend_card(desk: Desk) -> Card:
    """What was spent on days of the period; a row is changed, and another written down."""
    currency, today = desk.currency, desk.today
    facts: list[Fact[Spend]] = [
        Fact(
            _("What was spent on marketing"),
            lambda row: source_name(row.source),
            lambda row: row.source.casefold(),
            width=150,
            right=False,
            stretch=True,
            first_up=True,
        ),
        Fact(
            _("Days"),
            lambda row: days_text(Period(row.first_day, row.last_day), today),
            lambda row: row.first_day,
            width=210,
            right=False,
        ),
        Fact(_("Sum"), lambda row: money_text(row.sum, currency), lambda row: row.sum, 100),
        Fact(_("Note"), lambda row: row.note, width=160, right=False, stretch=True),
    ]
    spent = desk.report.sections.spend
    made = table_card(
        _("What was spent on marketing"),
        facts,
        spent,
        _("Write down what an advertisement cost, and each source shows what a new client costs."),
        lambda spend, anchor, _place: open_spend(desk.context, spend, anchor),
    )
    add = button(_("Add spend…"), lambda: open_spend(desk.context, "", made), icon_name="plus", small=True)
    foot = row(add, None)
    if spent:  # the table reaches to the edges of its card
        foot.setContentsMargins(14, GAP_SMALL, 14, GAP)
    made.body.insertLayout(made.body.count() - 1, foot)
    return made
