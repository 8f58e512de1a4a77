"""Has "who bought this also bought" counted anew when there is reason to, beside the work and behind every figure."""

from __future__ import annotations

import logging
from datetime import date

from PySide6.QtCore import QObject, QTimer

from app.models.enums import Area
from app.services.errors import AppError, Cancelled
from app.ui.background import Report
from app.ui.context import AppContext

log = logging.getLogger(__name__)

SETTLE_MS = 20_000  # after the start and after an import there are figures to show first


class AlsoBought(QObject):
    """Asks after the start, after an import and on every new day; the service tells whether the shop changed enough."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked_on: date | None = None
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.refresh)
        context.events.changed.connect(self._on_changed)
        self._timer.start()

    def refresh(self) -> None:
        """Count now if it is due, in the lane of long reading."""
        self._asked_on = self._context.today()
        self._context.jobs.run(self._count, on_failed=self._on_failed, lane="long")

    def check_day(self) -> None:
        """For the heartbeat: a new day has begun."""
        if self._asked_on is not None and self._asked_on != self._context.today():
            self.refresh()

    def _count(self, report: Report) -> bool:
        from app.services.offers.refresh import refresh_also_bought

        return refresh_also_bought(self._context.db, self._context.today(), lambda: report(0, 1))

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.IMPORTS in areas:
            self._timer.start()

    def _on_failed(self, error: Exception) -> None:
        """Nobody asked for it, so nobody is told of a busy file; it is tried again after the import or tomorrow."""
        if not isinstance(error, AppError):
            self._context.messages.show_error(error)
        elif not isinstance(error, Cancelled):
            log.warning("also bought: %s", error)
