"""Moving a client to the trash, and taking a user action back, both in the writer lane."""

from __future__ import annotations

from app.ui.background import Report
from app.ui.clients.words import gone_text
from app.ui.context import AppContext


def move_to_trash(context: AppContext, client_id: int, name: str) -> None:
    """Move the client to the trash and say so, with Undo."""

    def work(_report: Report) -> int:
        from app.services.clients.save import trash_client

        return trash_client(context.db, client_id, context.now())

    def done(action_id: int) -> None:
        context.events.toast.emit(gone_text(name), lambda: take_back(context, action_id))

    context.jobs.run(work, on_done=done, lane="write")


def take_back(context: AppContext, action_id: int) -> None:
    """Undo a user action."""

    def work(_report: Report) -> object:
        from app.services.history import undo_action

        return undo_action(context.db, action_id, context.now())

    context.jobs.run(work, lane="write")
