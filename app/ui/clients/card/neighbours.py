"""The clients before and after one in the list that one came from."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.ui.background import Job, Report
from app.ui.clients.table.listing import listed_ids
from app.ui.clients.table.order import order_of
from app.ui.context import AppContext


class Neighbours:
    """Reads the list once, aside from all other reading, and goes through it. `told()` is called when it is known, as
    long as `owner` is there."""

    def __init__(self, context: AppContext, told: Callable[[], object], owner: QObject) -> None:
        self._context, self._told, self._owner = context, told, owner
        self._ids: array[int] | None = None
        self._job: Job | None = None
        self._place: int | None = None

    def forget(self) -> None:
        """The list may be another one by now."""
        self._ids = self._place = None
        if self._job is not None:
            self._job.drop()
            self._job = None

    def look_up(self, client_id: int) -> None:
        """Find the client in the list; `told` follows, at once where the list is known."""
        if self._ids is not None:
            self._found(client_id, self._ids)
            return
        order = order_of(self._context)

        def work(_report: Report) -> array[int]:
            return listed_ids(self._context, order)

        if self._job is not None:
            self._job.drop()
        self._job = self._context.jobs.run(
            work, on_done=lambda ids: self._found(client_id, ids), lane="long", owner=self._owner
        )

    def are_known(self) -> bool:
        """True once the list was read: `look_up` takes no time then."""
        return self._ids is not None

    def is_busy(self) -> bool:
        """True while the list is being read."""
        return self._job is not None and not self._job.finished

    def place(self) -> tuple[int, int] | None:
        """Which one of how many, from 1 on; None while it is not known, or not in the list."""
        if self._place is None or self._ids is None:
            return None
        return self._place + 1, len(self._ids)

    def beside(self, step: int) -> int | None:
        """The client so many places further, if there is one."""
        if self._ids is None or self._place is None or not 0 <= self._place + step < len(self._ids):
            return None
        return self._ids[self._place + step]

    def _found(self, client_id: int, ids: array[int]) -> None:
        self._ids = ids
        try:
            self._place = ids.index(client_id)
        except ValueError:
            self._place = None
        self._told()
