"""Sources and spend: where clients come from, what was paid for it, which enquiries were lost, what clients answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.reports.desk import Desk, Sides, column_of
from app.ui.reports.figures import figures_card
from app.ui.reports.parts.asked import enquiries_card, nps_card
from app.ui.reports.parts.sources import sources_card
from app.ui.reports.parts.spend import spend_card

FIGURES = ("cac", "ltv", "ltv_cac", "new_buyers", "nps", "lost_share")


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    return column_of(
        figures_card(desk, FIGURES),
        sources_card(desk, whole=True),
        spend_card(desk),
        Sides((enquiries_card(desk), nps_card(desk)), (1, 1)),
    )
