"""What worked: reminders against being left alone, and the average receipt before and after a day that matters."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.reports.desk import Desk, column_of
from app.ui.reports.parts.before_after import BeforeAfterCard
from app.ui.reports.parts.reminders import reminders_card


def build(desk: Desk) -> QWidget:
    """The part of the report."""
    return column_of(reminders_card(desk, whole=True), BeforeAfterCard(desk))
