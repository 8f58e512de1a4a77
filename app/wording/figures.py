"""The numbers of the report in words: what each is called, what it tells, its formula with the figures put in."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _, money, money_short, ngettext, number_text, percent_text
from app.services.report.figures import Figure, Number, Unit
from app.wording.counts import days_count

TITLES: dict[str, Callable[[], str]] = {
    "revenue": lambda: _("Revenue"),
    "revenue_new": lambda: _("From new clients"),
    "revenue_repeat": lambda: _("From regular clients"),
    "receipts": lambda: _("Receipts"),
    "visits": lambda: _("Visits in all"),
    "buyers": lambda: _("Buyers"),
    "new_buyers": lambda: _("New buyers"),
    "repeat_buyers": lambda: _("Came twice or more"),
    "aov": lambda: _("Average receipt, AOV"),
    "ltv": lambda: _("Client brought, LTV"),
    "ltv_simple": lambda: _("LTV, simple"),
    "ltv_predicted": lambda: _("LTV with the year to come"),
    "crr": lambda: _("Kept clients, CRR"),
    "churn": lambda: _("Lost clients, churn"),
    "repeat_purchase_rate": lambda: _("Share that came again, RPR"),
    "frequency": lambda: _("Visits of a buyer"),
    "median_gap_days": lambda: _("Time to the next purchase"),
    "cac": lambda: _("Cost of a client, CAC"),
    "ltv_cac": lambda: _("LTV to CAC"),
    "returns_share": lambda: _("Share of returns"),
    "lost_share": lambda: _("Lost enquiries"),
    "nps": lambda: _("Recommend us, NPS"),
    "second_30": lambda: _("Bought again within 30 days"),
    "second_60": lambda: _("Bought again within 60 days"),
    "second_90": lambda: _("Bought again within 90 days"),
}


def _second_tells() -> str:
    return _(
        "Of those who came for the first time: how many came again so soon. Who came too recently to tell is left out."
    )


TELLS: dict[str, Callable[[], str]] = {
    "revenue": lambda: _("What was sold, less what was brought back. Sales to people you do not know are in it."),
    "revenue_new": lambda: _("What clients bought in the calendar month of their first visit."),
    "revenue_repeat": lambda: _("What clients bought after the month of their first visit."),
    "receipts": lambda: _("Sales and returns, each a receipt. Cancelled orders do not count."),
    "visits": lambda: _("Days on which clients bought. Several receipts on one day are one visit."),
    "buyers": lambda: _("Clients who bought at least once in these days."),
    "new_buyers": lambda: _("Clients whose very first visit was in these days."),
    "repeat_buyers": lambda: _("Clients with two visits or more in these days."),
    "aov": lambda: _("AOV, average order value: what one receipt brings, less returns."),
    "ltv": lambda: _(
        "LTV, lifetime value: what a buyer of these days has brought in all the time you know each other."
    ),
    "ltv_simple": lambda: _(
        "What a client brings over the years if things stay as in the last one. A rough guess, ten years at most."
    ),
    "ltv_predicted": lambda: _("What a buyer has brought so far and is expected to bring in the next 365 days."),
    "crr": lambda: _("CRR, client retention rate: of those who bought in the days before, how many bought now, too."),
    "churn": lambda: _("Churn: of those who bought in the days before, how many did not buy now."),
    "repeat_purchase_rate": lambda: _("RPR, repeat purchase rate: which part of the buyers came twice or more."),
    "frequency": lambda: _("How many times a buyer came in these days on average."),
    "median_gap_days": lambda: _("Of those who came again, half did so within this time."),
    "cac": lambda: _("CAC, client acquisition cost: what was spent on marketing for each new buyer."),
    "ltv_cac": lambda: _(
        "How many times a client brings back what it cost to find one. It is of revenue, not of profit."
    ),
    "returns_share": lambda: _("Which part of the money from sales went back with returned goods."),
    "lost_share": lambda: _("Of the enquiries that are closed: how many came to nothing."),
    "nps": lambda: _(
        "NPS: those who answer 9 or 10 less those who answer 0 to 6, in a hundred. The latest answer counts."
    ),
    **dict.fromkeys(("second_30", "second_60", "second_90"), _second_tells),
}

# With the parts of the figure by name, and {value}.
FORMULAS: dict[str, Callable[[], str]] = {
    "revenue": lambda: _(
        "{revenue_new} new clients + {revenue_repeat} regular clients + {revenue_anonymous} people unknown = {value}"
    ),
    "revenue_new": lambda: _("{value} of {revenue}"),
    "revenue_repeat": lambda: _("{value} of {revenue}"),
    "aov": lambda: _("{revenue} revenue ÷ {receipts} receipts = {value}"),
    "ltv": lambda: _("{revenue} brought by them so far ÷ {buyers} buyers = {value}"),
    "ltv_simple": lambda: _("{aov} average receipt × {visits} visits a year × {years} years ≈ {value}"),
    "ltv_predicted": lambda: _("({revenue} so far + {expected} expected) ÷ {buyers} buyers = {value}"),
    "crr": lambda: _("{again} bought again ÷ {before} bought before = {value}"),
    "churn": lambda: _("{lost} did not come back ÷ {before} bought before = {value}"),
    "repeat_purchase_rate": lambda: _("{repeat} came twice or more ÷ {buyers} buyers = {value}"),
    "frequency": lambda: _("{visits} visits ÷ {buyers} buyers = {value}"),
    "median_gap_days": lambda: _("The middle one of {counted} times is {value}. Best to remind after {remind}."),
    "cac": lambda: _("{spend} spent ÷ {new} new buyers = {value}"),
    "ltv_cac": lambda: _("{ltv} LTV ÷ {cac} CAC = {value}"),
    "returns_share": lambda: _("{returned} brought back ÷ {sold} sold = {value}"),
    "lost_share": lambda: _("{lost} lost ÷ ({lost} lost + {won} won) = {value}"),
    "nps": lambda: _("({promoters} − {detractors}) ÷ {answers} answers × 100 = {value}, give or take {margin}"),
    **{
        f"second_{days}": lambda: _("{back} came again ÷ {counted} who had the time = {value}") for days in (30, 60, 90)
    },
}

# What is missing where there is no number.
MISSING: dict[str, Callable[[], str]] = {
    "ltv_simple": lambda: _("It takes purchases over two years."),
    "ltv_predicted": lambda: _("It takes a forecast, which is made from 200 buyers on."),
    "crr": lambda: _("Nobody bought in the days before."),
    "churn": lambda: _("Nobody bought in the days before."),
    "median_gap_days": lambda: _("Nobody came a second time in these days."),
    "cac": lambda: _("It takes what was spent on marketing in these days, and new buyers."),
    "ltv_cac": lambda: _("It takes what was spent on marketing in these days, and new buyers."),
    "lost_share": lambda: _("No enquiry of these days is closed."),
    "nps": lambda: _("Nobody answered in these days."),
}

FACTOR_PLACES = 4  # so many that who counts it again comes to the same
_MONEY_PARTS = frozenset(
    "revenue revenue_new revenue_repeat revenue_anonymous aov spend ltv cac expected sold returned".split()
)


def figure_title(key: str) -> str:
    """What a number is called: "Average receipt, AOV"."""
    return TITLES[key]()


def figure_tells(key: str) -> str:
    """What a number tells, in a sentence or two."""
    return TELLS[key]()


def figure_formula(figure: Figure, currency: str) -> str:
    """How a number comes about, with the figures put in; what is missing where there is none; "" where it is counted
    and no more."""
    if figure.value is None:
        return MISSING.get(figure.key, lambda: _("Nothing was sold in these days."))()
    worded = FORMULAS.get(figure.key)
    if worded is None:
        return ""
    parts = {name: _part(name, part, currency) for name, part in figure.parts.items()}
    return worded().format(value=figure_text(figure.unit, figure.value, currency, exact=True), **parts)


def figure_text(unit: Unit, value: Number, currency: str, *, exact: bool = False) -> str:
    """A number with what it is counted in: "6.32M ₽", "71.4 %", "38 days", "+46"; large money whole where `exact`."""
    if value is None:
        return _("no data")
    return _TEXTS[unit](value, currency, exact)


def _money(value: float, currency: str, exact: bool) -> str:
    return money(round(value), currency) if exact else money_short(value, currency)


def _count(value: float, _currency: str, _exact: bool) -> str:
    return number_text(value)


def _share(value: float, _currency: str, exact: bool) -> str:
    return percent_text(value, 2 if exact else 1)


def _days(value: float, _currency: str, _exact: bool) -> str:
    if value == int(value):
        return days_count(int(value))
    return ngettext("{n} day", "{n} days", 2).format(n=number_text(value, 1))


def _score(value: float, _currency: str, _exact: bool) -> str:
    return ("+" if round(value) > 0 else "") + number_text(round(value))


def _ratio(value: float, _currency: str, exact: bool) -> str:
    return number_text(value, 2 if exact or value < 10 else 1)


_TEXTS: dict[Unit, Callable[[float, str, bool], str]] = {
    Unit.MONEY: _money,
    Unit.COUNT: _count,
    Unit.SHARE: _share,
    Unit.DAYS: _days,
    Unit.SCORE: _score,
    Unit.RATIO: _ratio,
}


def _part(name: str, part: Number, currency: str) -> str:
    if part is None:
        return "—"
    if name == "remind":
        return days_count(round(part))
    if name == "margin":
        return number_text(round(part))
    if name in _MONEY_PARTS:
        return money(round(part), currency)
    return number_text(part, 0 if part == int(part) else FACTOR_PLACES)
