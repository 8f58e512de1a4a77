"""What the page of tasks reads, off the window's thread."""

from __future__ import annotations

from array import array
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.services.tasks.listing import TaskFilter, TaskList


class Listed(NamedTuple):
    """The tasks that fit, the names of those who work here and of the saved lists of clients, and whether the shop has
    any task at all."""

    tasks: TaskList
    staff: dict[int, str]
    views: dict[int, str]
    any: bool


def read_list(context: AppContext, asked: TaskFilter | None, today: date) -> Listed:
    """Everything that the list needs; without `asked` the calendar stands in its place and reads for itself."""
    from app.services.clients.listing.views import list_views
    from app.services.staff import list_staff
    from app.services.tasks.listing import TaskList, has_tasks, list_tasks

    tasks = TaskList(array("q"), ()) if asked is None else list_tasks(context.db, asked, today)
    staff = {one.id: one.name for one in list_staff(context.db, active_only=True)}
    views = {view.id: view.name for view in list_views(context.db)}
    return Listed(tasks, staff, views, bool(tasks.ids) or has_tasks(context.db))
