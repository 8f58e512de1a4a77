"""Who the clients are: the map of groups, the table behind it, and the shop’s own segments."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.i18n import _
from app.ui.context import AppContext
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.page import Page


class SegmentsPage(Page):
    """Shown before there is anything to count."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        QVBoxLayout(self).addWidget(EmptyState(_("Groups appear with the first purchases.")))
