"""What can be done with a task from wherever it is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo


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
    from app.services.tasks import save as tasks

    act_with_undo(context, "delete_task", lambda: tasks.delete_task(context.db, task_id, context.now()))
