"""Take back a user action and say so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.i18n import _, ngettext
from app.ui.background import Report
from app.ui.context import AppContext
from app.wording.actions import action_text

if TYPE_CHECKING:
    from app.services.history import ActionRow

REACH = timedelta(hours=12)  # Ctrl+Z never takes back yesterday's work


def undo_last(context: AppContext) -> None:
    """Take back the newest action of today, whoever did it."""

    def work(_report: Report) -> tuple[ActionRow | None, list[str]]:
        from app.services.history import find_last_action, undo_action

        action = find_last_action(context.db, context.now() - REACH)
        return action, undo_action(context.db, action.id, context.now()) if action else []

    def done(result: tuple[ActionRow | None, list[str]]) -> None:
        action, kept = result
        if action is None:
            context.events.toast.emit(_("There is nothing left to take back."), None)
        else:
            context.events.toast.emit(_taken_back(action.kind, kept), None)

    context.jobs.run(work, on_done=done, lane="write")


def undo_one(context: AppContext, action_id: int, kind: str) -> None:
    """Take back one action: what the Undo button of the toast does."""

    def work(_report: Report) -> list[str]:
        from app.services.history import undo_action

        return undo_action(context.db, action_id, context.now())

    context.jobs.run(work, on_done=lambda kept: context.events.toast.emit(_taken_back(kind, kept), None), lane="write")


def _taken_back(kind: str, kept: list[str]) -> str:
    text = _("Taken back: {action}").format(action=action_text(kind))
    if kept:
        more = ngettext("{n} newer change was kept", "{n} newer changes were kept", len(kept)).format(n=len(kept))
        text = f"{text} · {more}"
    return text
