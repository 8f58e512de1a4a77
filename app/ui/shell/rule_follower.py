"""Has what the rules of reminders find worked out anew behind the window, whoever changed a rule and however."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer

from app.models.enums import Area
from app.services.errors import AppError, Cancelled
from app.ui.context import AppContext

log = logging.getLogger(__name__)

SETTLE_MS = 100  # several changes in a row are followed once
FOLLOWED = frozenset({Area.REMINDERS, Area.SETTINGS})  # the rules, and the saved lists that they are about


class RuleFollower(QObject):
    """Looks after the start and after every change of reminders and settings, which costs next to nothing where no rule
    changed; a rule that did may take seconds in a big shop, in which everything else can be written. When the program
    ends it stops, and goes on after the next start."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._running = self._again = False
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._follow)
        context.events.changed.connect(self._on_changed)
        self._timer.start()

    def is_busy(self) -> bool:
        """While something is, or may be, worked out anew."""
        return self._running or self._timer.isActive()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if not areas & FOLLOWED:
            return
        if self._running:
            self._again = True
        elif not self._timer.isActive():
            self._timer.start()

    def _follow(self) -> None:
        from app.services.reminders.rules.follow import follow_rules

        db, now = self._context.db, self._context.now()
        self._running, self._again = True, False
        self._context.jobs.run(
            lambda report: follow_rules(db, now, lambda: report(0, 1)),
            on_done=lambda _none: self._done(),
            on_failed=self._failed,
            lane="long",
        )

    def _done(self) -> None:
        self._running = False
        if self._again:
            self._timer.start()

    def _failed(self, error: Exception) -> None:
        """Nobody asked for it, so nobody is told of a busy file; the next change or start tries again."""
        self._running = False
        if not isinstance(error, AppError):
            self._context.messages.show_error(error)
        elif not isinstance(error, Cancelled):
            log.warning("rules: %s", error)
