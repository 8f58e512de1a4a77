"""The numbers of repeat sales, each with its formula and the clients behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.i18n import _
from app.ui.context import AppContext
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.page import Page


class ReportsPage(Page):
    """Shown before there is anything to count."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        QVBoxLayout(self).addWidget(EmptyState(_("Numbers appear with the first purchases.")))
