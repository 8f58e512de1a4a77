"""A pause of reminders, from the tray, Today, Settings and the palette: one act, a sentence at the bottom, and Undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from app.i18n import _
from app.models.enums import Area
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.item_actions import when_text
from app.ui.widgets.later import tomorrow_at

HOUR, TOMORROW = "hour", "tomorrow"


def pause_reminders(context: AppContext, how_long: str) -> None:
    """Show no notifications for an HOUR, or until the shop opens TOMORROW; what comes due meanwhile is told then."""
    now = context.now()
    until = now + timedelta(hours=1)
    if how_long == TOMORROW:
        until = tomorrow_at(context.local_now(), context.settings.opening_time)

    def work(_report: Report) -> None:
        from app.services.reminders.delivery.pause import pause

        pause(context.db, until, now)

    def done(_none: object) -> None:
        context.events.toast.emit(pause_words(context, until), lambda: resume_reminders(context))

    context.jobs.run(work, on_done=done, lane="write")


def resume_reminders(context: AppContext) -> None:
    """The pause is over: what came due meanwhile is told now."""

    def work(_report: Report) -> None:
        from app.services.reminders.delivery.pause import resume

        resume(context.db, context.now())

    def done(_none: object) -> None:
        context.events.toast.emit(_("Reminders come again"), None)

    context.jobs.run(work, on_done=done, lane="write")


def pause_words(context: AppContext, until: datetime | None) -> str:
    """ "Reminders are paused until 15:40"; "" where they are not."""
    if until is None:
        return ""
    return _("Reminders are paused until {moment}").format(moment=when_text(context, until))


def read_pause(context: AppContext, tell: Callable[[datetime | None], object]) -> None:
    """Read until when reminders are paused, and `tell` it; to nobody whose widget is gone."""

    def work(_report: Report) -> datetime | None:
        from app.services.reminders.delivery.pause import paused_until

        return paused_until(context.db, context.now())

    context.jobs.run(work, on_done=tell)


class PauseFollower(QObject):
    """Tells by `paused` when a pause begins, and when it ends by itself or by the owner."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.until: datetime | None = None
        context.events.changed.connect(self._on_changed)
        self.refresh()

    def check(self) -> None:
        """On the heartbeat: is the pause over?"""
        if self.until is not None:
            self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        read_pause(self._context, self._tell)

    def _tell(self, until: datetime | None) -> None:
        if until != self.until:
            self.until = until
            self._context.events.paused.emit(until)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.REMINDERS in areas:
            self.refresh()
