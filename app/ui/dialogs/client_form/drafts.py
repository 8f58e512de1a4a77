"""Keeps what is typed into a form and not saved, every few seconds and when the form is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.services.clients.drafts import drop_draft, save_draft
from app.ui.context import AppContext

EVERY_MS = 3000


class DraftKeeper(QObject):
    """`read()` gives what is to be kept, or None while nothing is typed."""

    def __init__(self, context: AppContext, key: str, read: Callable[[], dict[str, Any] | None], form: QObject) -> None:
        super().__init__(form)
        self._context, self._key, self._read = context, key, read
        self._kept: dict[str, Any] | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    def keep(self) -> bool:
        """Write down what is typed, where it changed since; True when there is a draft now."""
        draft = self._read()
        if draft is None and self._kept is not None:
            self.drop()
        if draft is None or draft == self._kept:
            return draft is not None
        self._kept = draft
        db, key, now = self._context.db, self._key, self._context.now()
        self._context.jobs.run(lambda _report: save_draft(db, key, draft, now), lane="write")
        return True

    def drop(self) -> None:
        """Saved, or thrown away: nothing is left to go on with."""
        db, key = self._context.db, self._key
        self._kept = None
        self._context.jobs.run(lambda _report: drop_draft(db, key), lane="write")

    def stop(self) -> None:
        """The form is over."""
        self._timer.stop()
