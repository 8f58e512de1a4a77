"""What the forecast says of a client, as figures of the card; a shop of few buyers has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _, money, number_text, short_day
from app.ui.context import AppContext
from app.wording.at_risk import at_risk_money
from app.wording.counts import days_count
from app.wording.forecast import alive_share_text, alive_text, doubts_text

if TYPE_CHECKING:
    from app.services.forecast.read import Outlook

TENTHS_UP_TO = 10  # purchases; more are told whole


def forecast_figures(context: AppContext, outlook: Outlook | None) -> list[tuple[str, str, str]]:
    """Title, figure and what it means; nothing that cannot be told."""
    if outlook is None or outlook.purchases is None:
        return []
    currency, days = context.settings.currency, outlook.horizon_days
    number = number_text(outlook.purchases, 1 if outlook.purchases < TENTHS_UP_TO else 0)
    about = _("About so many purchases are to be expected in the next {days} days, by how the client came so far.")
    shown = []
    if outlook.p_alive is not None:
        shown.append((_("Will come back"), alive_share_text(outlook.p_alive), alive_text()))
    shown.append((_("Purchases, {days}").format(days=days_count(days)), number, about.format(days=days)))
    if outlook.money is not None:
        meaning = _(
            "What these purchases would bring: the client's own average, drawn to that of all who came as seldom."
        )
        shown.append((_("Would bring"), money(outlook.money, currency, cents=False), meaning))
    if at_risk := at_risk_money(outlook.at_risk, currency):
        meaning = _("What more they would bring in this time if they were surely still yours: worth a call.")
        shown.append((_("Money at risk"), at_risk, meaning))
    doubts = doubts_text(outlook.doubts)
    return [(title, figure, " ".join(filter(None, (meaning, doubts)))) for title, figure, meaning in shown]


def due_range(context: AppContext, outlook: Outlook | None) -> str:
    """Between which days half of the client's gaps would end."""
    if outlook is None or outlook.low is None or outlook.high is None:
        return ""
    first, last = (short_day(day, context.today()) for day in (outlook.low, outlook.high))
    if first == last:
        return ""
    return _("Half of the gaps so far would end from {first} to {last}.").format(first=first, last=last)
