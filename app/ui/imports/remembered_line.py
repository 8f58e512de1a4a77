"""A quiet line over the columns: that they are taken as the owner set them before, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import _, day_text
from app.services.imports.planned import Remembered
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel


class RememberedLine(QWidget):
    """Hidden where nothing was remembered; `aside` reads the sheet as the program thinks."""

    def __init__(self, context: AppContext, aside: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self.text = ElidedLabel("", "", "accent")
        self.button = button(_("Use what the program thinks"), aside, kind="link", small=True)
        layout = row(self.text, self.button, None, spacing=GAP)
        self.setLayout(layout)
        self.hide()

    def show_remembered(self, remembered: Remembered | None) -> None:
        """Say since when the columns are set so, and under which name."""
        if remembered is not None:
            context = self._context
            day = day_text(context.settings.local(remembered.at).date(), context.today())
            said = _("Columns as you set them on {day} (“{profile}”)").format(day=day, profile=remembered.profile)
            self.text.setText(said)
        self.setVisible(remembered is not None)
