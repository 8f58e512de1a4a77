"""Moving a client to the trash in the writer lane."""

from __future__ import annotations

from app.ui.clients.words import gone_text
from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo


def move_to_trash(context: AppContext, client_id: int, name: str) -> None:
    """Move the client to the trash and say so, with Undo."""
    from app.services.clients.save import trash_client

    act_with_undo(
        context,
        "trash_client",
        lambda: trash_client(context.db, client_id, context.now()),
        said=gone_text(name),
    )
