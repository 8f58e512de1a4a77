"""Words of the report as a workbook: its sheets, columns and charts."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _, currency_symbol, language, month_name, short_day, weekday_name
from app.models.enums import ReminderKind
from app.services.exports.sheets import ReportWords
from app.services.report.figures import Figure
from app.services.report.period import Period
from app.wording.figures import figure_formula, figure_tells, figure_title
from app.wording.rules import rule_kind_title


def report_words(currency: str) -> ReportWords:
    """The wording of the report's file in the current language."""

    def figure(one: Figure) -> tuple[str, str, str]:
        return figure_title(one.key), figure_tells(one.key), figure_formula(one, currency)

    return ReportWords(
        title=lambda name: TITLES[name](),
        figure=figure,
        value=_value,
        period=lambda period: f"{_day(period, 0)} – {_day(period, 1)}",
        currency=currency_symbol(currency),
        comma=language() == "ru",
    )


def _day(period: Period, end: int) -> str:
    return short_day((period.first, period.last)[end])


def _value(column: str, code: str) -> str:
    if column == "kind":
        return rule_kind_title(ReminderKind(code))
    if column in _PLACES:
        return _PLACES[column](int(code))
    return VALUES[column, code]()


_PLACES: dict[str, Callable[[int], str]] = {
    "month_of_year": month_name,
    "weekday": lambda number: weekday_name(number - 1),
    "hour": lambda number: f"{number}:00",
}
VALUES: dict[tuple[str, str], Callable[[], str]] = {
    ("few", "yes"): lambda: _("too little data"),
    ("source", ""): lambda: _("not told"),
    ("lost_reason", ""): lambda: _("no reason told"),
    ("turn", "campaign"): lambda: _("campaign"),
    ("turn", "price"): lambda: _("new price"),
    ("turn_verdict", "few"): lambda: _("too few receipts to tell"),
    ("turn_verdict", "sure"): lambda: _("no chance: it changed"),
    ("turn_verdict", "chance"): lambda: _("may be chance"),
    ("verdict", "nobody_left_alone"): lambda: _("nobody was left alone, so it cannot be told"),
    ("verdict", "too_early"): lambda: _("too early to say"),
    ("verdict", "earns"): lambda: _("it works"),
    ("verdict", "costs"): lambda: _("those left alone come more often"),
}
TITLES: dict[str, Callable[[], str]] = {
    "figures": lambda: _("Numbers"),
    "figure": lambda: _("What is counted"),
    "formula": lambda: _("How it is counted"),
    "tells": lambda: _("What it tells"),
    "few": lambda: _("Mind"),
    "months": lambda: _("Revenue by month"),
    "revenue_by_month": lambda: _("Revenue: new and regular clients"),
    "aov_by_month": lambda: _("Average receipt by month"),
    "month": lambda: _("Month"),
    "revenue_repeat": lambda: _("Revenue from regular clients"),
    "revenue_new": lambda: _("Revenue from new clients"),
    "revenue_anonymous": lambda: _("Revenue without a client"),
    "revenue": lambda: _("Revenue"),
    "repeat_share": lambda: _("Share of regular clients"),
    "receipts": lambda: _("Receipts"),
    "visits": lambda: _("Visits in all"),
    "buyers": lambda: _("Clients who bought"),
    "new_buyers": lambda: _("New clients"),
    "aov": lambda: _("Average receipt"),
    "ltv_months": lambda: _("LTV by month"),
    "ltv_by_month": lambda: _("What a client has brought in all (LTV)"),
    "ltv": lambda: _("LTV"),
    "gaps": lambda: _("Days until the next purchase"),
    "days_between": lambda: _("Days since the visit before"),
    "times": lambda: _("Times"),
    "cohorts": lambda: _("Who comes again by month"),
    "cohort": lambda: _("First purchase"),
    "size": lambda: _("Clients"),
    "month_later": lambda: _("Month"),
    "by_month_of_year": lambda: _("By month of the year"),
    "month_of_year": lambda: _("Month"),
    "by_weekday": lambda: _("By day of the week"),
    "weekday": lambda: _("Day of the week"),
    "by_hour": lambda: _("By hour"),
    "hour": lambda: _("Hour"),
    "a_day": lambda: _("Revenue a day"),
    "season_days": lambda: _("Days"),
    "index": lambda: _("Against the usual, times"),
    "sources": lambda: _("Where clients come from"),
    "sources_new": lambda: _("New clients by source"),
    "source": lambda: _("Source"),
    "spent": lambda: _("Spend on marketing"),
    "spend": lambda: _("Spent on it"),
    "cac": lambda: _("Cost of a new client (CAC)"),
    "ltv_to_cac": lambda: _("LTV to CAC, times"),
    "first_day": lambda: _("From"),
    "last_day": lambda: _("To"),
    "note": lambda: _("Note"),
    "first_products": lambda: _("Best first purchase"),
    "return_products": lambda: _("Best second purchase"),
    "product": lambda: _("Product"),
    "clients": lambda: _("Clients"),
    "counted": lambda: _("Had 90 days since"),
    "back": lambda: _("Came again within 90 days"),
    "back_share": lambda: _("Share who came again"),
    "low": lambda: _("Lowest likely"),
    "high": lambda: _("Highest likely"),
    "pairs": lambda: _("Bought together"),
    "other": lambda: _("And"),
    "lift": lambda: _("More often than by chance, times"),
    "reminders": lambda: _("What worked"),
    "kind": lambda: _("Reminder"),
    "told": lambda: _("Reminded"),
    "acted_on": lambda: _("Acted on"),
    "bought": lambda: _("Came back"),
    "money": lambda: _("Revenue"),
    "share_reminded": lambda: _("Came after a reminder"),
    "share_left_alone": lambda: _("Came without one"),
    "difference": lambda: _("Difference"),
    "earned": lambda: _("A reminder brings"),
    "earned_low": lambda: _("At least likely"),
    "earned_high": lambda: _("At most likely"),
    "verdict": lambda: _("What can be said"),
    "enquiries": lambda: _("Why enquiries were lost"),
    "lost_reasons": lambda: _("Why enquiries were lost"),
    "lost_reason": lambda: _("Reason"),
    "lost": lambda: _("Lost"),
    "lost_sum": lambda: _("Might have brought"),
    "turns": lambda: _("Receipt before and after"),
    "turn_day": lambda: _("Day"),
    "turn": lambda: _("What happened"),
    "turn_of": lambda: _("Source or product"),
    "before_aov": lambda: _("Average receipt 30 days before"),
    "before_receipts": lambda: _("Receipts before"),
    "after_aov": lambda: _("Average receipt 30 days after"),
    "after_receipts": lambda: _("Receipts after"),
    "change": lambda: _("Difference"),
    "change_low": lambda: _("At least likely"),
    "change_high": lambda: _("At most likely"),
    "turn_verdict": lambda: _("What can be said"),
    "forecast": lambda: _("Forecast"),
    "forecast_of": lambda: _("What is expected"),
    "forecast_value": lambda: _("Value"),
    "forecast_day": lambda: _("Counted on"),
    "horizon_days": lambda: _("Days ahead"),
    "forecast_buyers": lambda: _("Buyers it was learned from"),
    "expected_visits": lambda: _("Visits expected in these days"),
    "expected_money": lambda: _("Money expected in these days"),
    "money_at_risk": lambda: _("Money of those who may not come again"),
    "money_of_a_year": lambda: _("Money expected in a year"),
    "trial_error": lambda: _("Error when tried on the shop’s own past"),
    "trial": lambda: _("Forecast tried on the past"),
    "at_risk": lambda: _("Clients at risk"),
    "client": lambda: _("Client"),
    "last_visit": lambda: _("Last visit"),
    "p_alive": lambda: _("Probability to come again"),
    "trial_day": lambda: _("Days after"),
    "trial_predicted": lambda: _("Visits as predicted"),
    "trial_real": lambda: _("Visits as they came"),
}
