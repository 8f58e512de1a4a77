"""What can be done with a task, or with many at once, from wherever they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext, number_text
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.following import follow
from app.ui.shell.undo import act_with_undo, tell_done

if TYPE_CHECKING:
    from app.services.tasks.listing import TaskRow

# What is said while very many are written.
_DOING: dict[str, Callable[[], str]] = {
    "complete_task": lambda: _("Marking as done"),
    "move_task": lambda: _("Moving tasks"),
    "delete_task": lambda: _("Deleting tasks"),
}
_MANY = {"complete_task": "complete_tasks", "move_task": "move_tasks", "delete_task": "delete_tasks"}


def open_task(context: AppContext, task_id: int, parent: QWidget) -> None:
    """The form of an open task, read as it is now."""
    from app.services.tasks.save import get_task
    from app.ui.dialogs.task_dialog import TaskDialog

    window = parent.window()
    context.jobs.run(
        lambda _report: get_task(context.db, task_id),
        on_done=lambda task: TaskDialog(context, task, window).open(),
        owner=window,
    )


def tick_step(context: AppContext, task_id: int, place: int, done: bool) -> None:
    """Tick a step of the checklist, or take the tick off."""
    from app.services.tasks.save import tick

    act_with_undo(context, "tick_task", lambda: tick(context.db, task_id, place, done, context.now()))


def delete_task(context: AppContext, task_id: int) -> None:
    """It was a mistake, or is not needed any more."""
    delete_tasks(context, [task_id])


def finish_tasks(context: AppContext, ids: Sequence[int]) -> None:
    """Done, as one act; of a repeating one it is said when it comes again."""
    from app.services.tasks.bulk import complete_tasks
    from app.wording.tasks import done_words

    def said(row: TaskRow | None) -> str:
        return _done_many(len(ids)) if row is None else done_words(row, context.today())

    _act(context, ids, "complete_task", lambda report: complete_tasks(context.db, ids, context.now(), report), said)


def move_tasks(context: AppContext, ids: Sequence[int], day: date) -> None:
    """To another day, as one act; each keeps its time."""
    from app.services.tasks import bulk
    from app.wording.tasks import near_day

    def said(row: TaskRow | None) -> str:
        when = near_day(day, context.today())
        if row is not None:
            return _("{title}: moved to {day}").format(title=row.title, day=when)
        words = ngettext("{n} task moved to {day}", "{n} tasks moved to {day}", len(ids))
        return words.format(n=number_text(len(ids)), day=when)

    _act(context, ids, "move_task", lambda report: bulk.move_tasks(context.db, ids, day, context.now(), report), said)


def delete_tasks(context: AppContext, ids: Sequence[int]) -> None:
    """They were a mistake, or are not needed any more; one act."""
    from app.services.tasks import bulk

    def said(row: TaskRow | None) -> str:
        if row is not None:
            return _("Deleted: {title}").format(title=row.title)
        return ngettext("{n} task deleted", "{n} tasks deleted", len(ids)).format(n=number_text(len(ids)))

    _act(context, ids, "delete_task", lambda report: bulk.delete_tasks(context.db, ids, context.now(), report), said)


def reopen_task(context: AppContext, task_id: int) -> None:
    """It was not done after all."""
    from app.services.tasks import bulk

    act_with_undo(context, "reopen_task", lambda: bulk.reopen_task(context.db, task_id, context.now()))


def _act(
    context: AppContext,
    ids: Sequence[int],
    kind: str,
    write: Callable[[Report], int],
    said: Callable[[TaskRow | None], str],
) -> None:
    """Write, then say what was done with Undo; `said` gets the one task as it is by then, None for many. Of very many
    it is told how far it is."""
    if not ids:
        return

    def work(report: Report) -> tuple[int, TaskRow | None]:
        from app.services.tasks.listing import task_rows

        action_id = write(report)
        rows = task_rows(context.db, ids) if len(ids) == 1 else []
        return action_id, rows[0] if rows else None

    def done(result: tuple[int, TaskRow | None]) -> None:
        action_id, row = result
        tell_done(context, action_id, kind if len(ids) == 1 else _MANY[kind], said(row))

    follow(context, work, _DOING[kind](), done)


def _done_many(n: int) -> str:
    return ngettext("{n} task done", "{n} tasks done", n).format(n=number_text(n))
