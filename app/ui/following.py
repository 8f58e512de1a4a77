"""Work that may take long: how far it is stands at the bottom of the window, with Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.i18n import _, number_text
from app.services.errors import Cancelled
from app.ui.background import Lane, Report
from app.ui.context import AppContext

T = TypeVar("T")


def follow(
    context: AppContext, work: Callable[[Report], T], doing: str, done: Callable[[T], object], lane: Lane = "write"
) -> None:
    """Run `work` in a lane and tell its progress as "doing · 5 of 10"; a failure or a stop is told too.

    The job has no owner: who leaves the page still wants to know, and to take it back.
    """

    def failed(error: Exception) -> None:
        context.events.work_over.emit()
        if isinstance(error, Cancelled):
            context.events.toast.emit(_("Stopped; nothing was changed."), None)
        else:
            context.messages.show_error(error)

    def progress(so_far: int, total: int) -> None:
        if 0 < so_far < total:
            share = _("{done} of {total}").format(done=number_text(so_far), total=number_text(total))
            context.events.working.emit(f"{doing} · {share}", lambda: job.cancel())

    job = context.jobs.run(work, on_done=done, on_failed=failed, on_progress=progress, lane=lane)
