"""Moving a client to the trash in the writer lane."""

from __future__ import annotations

from app.ui.background import Report
from app.ui.clients.words import gone_text
from app.ui.context import AppContext
from app.ui.shell.undo import undo_one


def move_to_trash(context: AppContext, client_id: int, name: str) -> None:
    """Move the client to the trash and say so, with Undo."""

    def work(_report: Report) -> int:
        from app.services.clients.save import trash_client

        return trash_client(context.db, client_id, context.now())

    def done(action_id: int) -> None:
        context.events.toast.emit(gone_text(name), lambda: undo_one(context, action_id, "trash_client"))

    context.jobs.run(work, on_done=done, lane="write")
