"""How many people there are to contact today, and who is next, for the badges and the sign in the tray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.models.enums import Area
from app.ui.background import Report
from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.services.reminders.today.scan import DueStart

AREAS = frozenset(
    {
        Area.CLIENTS,
        Area.PURCHASES,
        Area.PRODUCTS,
        Area.TASKS,
        Area.ENQUIRIES,
        Area.AFTERSALE,
        Area.REMINDERS,
        Area.SETTINGS,
    }
)
SETTLE_MS = 200
FIRST = 20  # reasons of a kind that are read, to find out who is next


class TodayCount(QObject):
    """Counts in the lane of long reading, a little after the last change, and tells it by `today_count` and
    `next_due`."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.refresh)
        context.events.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Count now."""
        self._context.jobs.run(self._count, on_done=self._tell, lane="long")

    def _count(self, _report: Report) -> DueStart:
        from app.services.reminders.today.scan import list_first_due

        return list_first_due(self._context.db, self._context.today(), self._context.now(), FIRST)

    def _tell(self, due: DueStart) -> None:
        self._context.events.today_count.emit(due.people)
        self._context.events.next_due.emit(due.items)

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & AREAS:
            self._timer.start()
