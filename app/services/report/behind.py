"""The clients behind the numbers of a report, as filters of the list of clients: each finds as many as were counted."""

from __future__ import annotations

from datetime import date, timedelta

from app.models.listing.filter_fields import Condition, Group
from app.services.months import month_end
from app.services.report.period import Period


def bought_in(period: Period, least: int = 1) -> Group:
    """Those with `least` visits in the period."""
    return _all(_visits(period, "ge", least))


def new_in(period: Period) -> Group:
    """Those whose first visit is in the period."""
    return _all(_first_visit(period.first, period.last))


def paid_in(period: Period) -> Group:
    """Those with a receipt in the period, be it a sale or a return."""
    return _all(_amount("period_receipts", period, "ge", 1))


def paid_as_new(period: Period) -> Group:
    """Those with a receipt in the period in the calendar month of their first visit."""
    return _all(_amount("period_new", period, "ge", 1))


def paid_as_regular(period: Period) -> Group:
    """Those with a receipt in the period in another month than that of their first visit."""
    return _all(_amount("period_regular", period, "ge", 1))


def returned_in(period: Period) -> Group:
    """Those who brought something back in the period."""
    return _all(_amount("period_returns", period, "ge", 1))


def answered_in(period: Period) -> Group:
    """Those who told in the period whether they would recommend the shop."""
    return _all(_amount("period_answers", period, "ge", 1))


def answered_with(period: Period, low: int, high: int) -> Group:
    """Those whose last answer of the period is from `low` to `high`."""
    return _all(_amount("period_score", period, "between", [low, high]))


def came_after(period: Period, first: int, last: int | None) -> Group:
    """Those who came in the period `first` to `last` days after their visit before, or later where it is None."""
    if last is None:
        return _all(_amount("period_gap", period, "ge", first))
    return _all(_amount("period_gap", period, "between", [first, last]))


def known_by(day: date) -> Group:
    """Those whose first visit was up to the end of the day."""
    return _all(Condition("first_visit", "le", day.isoformat()))


def kept(period: Period) -> Group:
    """Those who bought in the period before, and in this one."""
    return _all(_visits(period.previous(), "ge", 1), _visits(period, "ge", 1))


def lost(period: Period) -> Group:
    """Those who bought in the period before, and not in this one."""
    return _all(_visits(period.previous(), "ge", 1), _visits(period, "eq", 0))


def came_again_in(period: Period) -> Group:
    """Those with a visit in the period that was not their first one."""
    known = _all(_visits(period, "ge", 1), Condition("first_visit", "lt", period.first.isoformat()))
    return Group("any", (_visits(period, "ge", 2), known))


def of_source(source: str, period: Period) -> Group:
    """Those of a source, "" being the ones whose source nobody told, who bought in the period."""
    return Group("all", (from_source(source), *bought_in(period).parts))


def from_source(source: str) -> Condition:
    """Those of a source, "" being the ones whose source nobody told."""
    return Condition("source", "eq", source) if source else Condition("source", "empty")


def took_on(product: str, period: Period, number: int) -> Group:
    """Those who took the product on their first visit, or on the second by `number`, that is in the period."""
    when = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    field = {1: "first_bought", 2: "second_bought"}[number]
    return _all(Condition(field, "any", {"items": [product], **when}))


def second_within(period: Period, days: int, today: date) -> Group:
    """Those whose first visit was in the period and at least so many days ago, and the second one within these."""
    last = min(period.last, today - timedelta(days=days))
    if last < period.first:
        return _all(Condition("first_visit", "empty"), Condition("first_visit", "not_empty"))  # nobody yet
    return _all(_first_visit(period.first, last), Condition("second_visit_days", "le", days))


def cohort(month: date, last: date, came: date | None = None) -> Group:
    """Those whose first visit was in the month, up to `last`; with `came` those of them with a visit in that month."""
    whole = Period(month, min(month_end(month), last))
    first = _first_visit(whole.first, whole.last)
    if came is None:
        return _all(first)
    return _all(first, _visits(Period(came, month_end(came)), "ge", 1))


def _all(*conditions: Condition) -> Group:
    return Group("all", conditions)


def _first_visit(first: date, last: date) -> Condition:
    return Condition("first_visit", "between", [first.isoformat(), last.isoformat()])


def _visits(period: Period, op: str, amount: int) -> Condition:
    return _amount("period_visits", period, op, amount)


def _amount(field: str, period: Period, op: str, amount: int | list[int]) -> Condition:
    return Condition(field, op, {"amount": amount, "from": period.first.isoformat(), "to": period.last.isoformat()})
