"""Has what is worked out from all receipts counted anew when there is reason to, behind every figure."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer

from app.models.database import Database
from app.models.enums import Area
from app.services.errors import AppError, Cancelled
from app.ui.background import Report
from app.ui.context import AppContext

log = logging.getLogger(__name__)

SETTLE_MS = 20_000  # after the start and after an import there are figures to show first

# The shop, today, and progress that may raise; the service tells whether the shop changed enough and counts if so.
Recount = Callable[[Database, date, Report], object]


class Recounting(QObject):
    """Asks after the start, after an import, on every new day, and a while after the last change of its `areas`."""

    def __init__(
        self,
        context: AppContext,
        recount: Recount,
        parent: QObject | None = None,
        areas: frozenset[Area] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._recount = recount
        self._areas = areas | {Area.IMPORTS}
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

    def _count(self, report: Report) -> object:
        return self._recount(self._context.db, self._context.today(), report)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & self._areas:
            self._timer.start()

    def _on_failed(self, error: Exception) -> None:
        """Nobody asked for it, so nobody is told of a busy file; it is tried again after the import or tomorrow."""
        if not isinstance(error, AppError):
            self._context.messages.show_error(error)
        elif not isinstance(error, Cancelled):
            log.warning("recount: %s", error)


def recount_also_bought(db: Database, today: date, report: Report) -> bool:
    """Who bought this also bought."""
    from app.services.offers.refresh import refresh_also_bought

    return refresh_also_bought(db, today, lambda: report(0, 1))


def recount_forecast(db: Database, today: date, report: Report) -> bool:
    """Who will come back, and what they will bring."""
    from app.services.forecast.refresh import refresh_forecast

    return refresh_forecast(db, today, report)


def recount_segments(db: Database, today: date, report: Report) -> int:
    """How large the shop's own segments are today."""
    from app.services.clients.listing.view_sizes import refresh_sizes

    return refresh_sizes(db, today, report)
