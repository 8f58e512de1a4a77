"""The line on Today that says that reminders are paused, with the way to end it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from app.i18n import _
from app.ui.context import AppContext
from app.ui.pausing import pause_words, read_pause, resume_reminders
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import label


class PausedStrip(Card):
    """Hidden while reminders come; the list below is whole all the time."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(padding=GAP, tone="warn")
        self._context = context
        self.words = label("", wrap=True)
        self.resume = button(_("Resume reminders"), partial(resume_reminders, context), icon_name="bell", small=True)
        across = row(self.words, self.resume)
        across.setStretch(0, 1)
        self.body.addLayout(across)
        self.hide()
        context.events.paused.connect(self._show)
        read_pause(context, self._show)

    def _show(self, until: datetime | None) -> None:
        self.words.setText(pause_words(self._context, until))
        self.setVisible(until is not None)
