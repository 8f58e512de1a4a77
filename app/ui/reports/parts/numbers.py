"""Every figure of the report, by what it is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.reports.desk import Desk, column_of
from app.ui.reports.figures import figures_card

GROUPS: tuple[tuple[Callable[[], str], tuple[str, ...]], ...] = (
    (lambda: _("Money"), ("revenue", "revenue_repeat", "revenue_new", "receipts", "aov", "returns_share")),
    (lambda: _("What a client is worth"), ("ltv", "ltv_simple", "ltv_predicted", "cac", "ltv_cac")),
    (lambda: _("Who bought"), ("buyers", "new_buyers", "repeat_buyers", "visits", "frequency")),
    (lambda: _("Who comes back"), ("crr", "churn", "repeat_purchase_rate", "median_gap_days")),
    (lambda: _("The second purchase"), ("second_30", "second_60", "second_90")),
    (lambda: _("What clients say and ask"), ("nps", "lost_share")),
)


def build(desk: Desk) -> QWidget:
    """The part of the report; a figure of no known group stands in a last one."""
    told = {key for _title, keys in GROUPS for key in keys}
    more = tuple(key for key in desk.report.figures if key not in told)
    cards = [figures_card(desk, keys, title()) for title, keys in GROUPS]
    return column_of(*cards, *([figures_card(desk, more, _("Further numbers"))] if more else []))
