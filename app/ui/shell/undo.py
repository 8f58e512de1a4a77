"""Acts with Undo: do one and say so, take it back, do it again. What is large to take back tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from app.i18n import _, ngettext
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.following import follow
from app.wording.actions import action_text

if TYPE_CHECKING:
    from app.services.history.actions import ActionRow

REACH = timedelta(days=1)  # older work is taken back from the Changes tab, one by one
Result = tuple["ActionRow | None", list[str]]


def undo_last(context: AppContext) -> None:
    """Take back the newest action of the last day, whoever did it."""

    def work(report: Report) -> Result:
        from app.services.history.actions import find_last_action, undo_action

        action = find_last_action(context.db, context.now() - REACH)
        return action, undo_action(context.db, action.id, context.now(), report, follow=False) if action else []

    _run(context, work, _("Taking back"), _taken_back, _("There is nothing left to take back."))


def redo_last(context: AppContext) -> None:
    """Do again what was taken back last, if nothing was done since."""

    def work(report: Report) -> Result:
        from app.services.history.actions import find_redoable, redo_action

        action = find_redoable(context.db, context.now() - REACH)
        return action, redo_action(context.db, action.id, context.now(), report, follow=False) if action else []

    _run(context, work, _("Doing again"), _done_again, _("There is nothing left to do again."))


def undo_one(context: AppContext, action_id: int, kind: str) -> None:
    """Take back one action: what the Undo button of the toast does, and of a row of the Changes tab."""

    def work(report: Report) -> tuple[str, list[str]]:
        from app.services.history.actions import undo_action

        return kind, undo_action(context.db, action_id, context.now(), report, follow=False)

    follow(context, work, _("Taking back"), lambda told: context.events.toast.emit(_taken_back(told[0], told[1]), None))


def tell_done(context: AppContext, action_id: int | None, kind: str, said: str = "") -> None:
    """Say at the bottom of the window what was done, in the words of `kind` or in `said`, with Undo.

    Without an action, None, there is nothing to take back.
    """
    undo = None if action_id is None else (lambda: undo_one(context, action_id, kind))
    context.events.toast.emit(said or action_text(kind), undo)


def act_with_undo(
    context: AppContext,
    kind: str,
    write: Callable[[], int],
    then: Callable[[], object] | None = None,
    said: str = "",
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Run `write`, which gives the action to undo, in the writer lane; then say what was done and call `then`.
    Without `failed` an error is shown.

    The job has no owner: who leaves the page or closes the dialog still wants to know.
    """

    def done(action_id: int) -> None:
        tell_done(context, action_id, kind, said)
        if then is not None:
            then()

    context.jobs.run(lambda _report: write(), on_done=done, on_failed=failed, lane="write")


def _run(
    context: AppContext,
    work: Callable[[Report], Result],
    doing: str,
    said: Callable[[str, list[str]], str],
    nothing: str,
) -> None:
    def done(result: Result) -> None:
        action, kept = result
        context.events.toast.emit(nothing if action is None else said(action.kind, kept), None)

    follow(context, work, doing, done)


def _taken_back(kind: str, kept: list[str]) -> str:
    return _with_kept(_("Taken back: {action}").format(action=action_text(kind)), kept)


def _done_again(kind: str, kept: list[str]) -> str:
    return _with_kept(_("Done again: {action}").format(action=action_text(kind)), kept)


def _with_kept(text: str, kept: list[str]) -> str:
    if not kept:
        return text
    more = ngettext("{n} newer change was kept", "{n} newer changes were kept", len(kept)).format(n=len(kept))
    return f"{text} · {more}"
