"""The report at a glance: the figures that matter, revenue, when clients come again, what worked, sources."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.reports.desk import Desk, Sides, column_of
from app.ui.reports.figures import figures_card
from app.ui.reports.parts.gaps import gaps_card
from app.ui.reports.parts.months import revenue_card
from app.ui.reports.parts.reminders import reminders_card
from app.ui.reports.parts.sources import sources_card

FIGURES = ("revenue", "aov", "ltv", "crr", "cac", "nps")


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    return column_of(
        figures_card(desk, FIGURES),
        Sides((revenue_card(desk), gaps_card(desk)), (3, 2)),
        Sides((reminders_card(desk), sources_card(desk)), (3, 2)),
    )
