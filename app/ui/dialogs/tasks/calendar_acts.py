"""Calendar files in the window: saved for other programs, and taken from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.exporting import export_to_file, file_name
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.services.exports.export import Exported
    from app.services.tasks.ics.plan import CalendarPlan
    from app.ui.background import Report
    from app.ui.context import AppContext
    from app.ui.widgets.page import Page

ENDING = ".ics"


def calendar_actions(page: Callable[[], Page]) -> tuple[Action, ...]:
    """Both ways, for a page of tasks."""
    return (
        Action(
            "save_calendar",
            lambda: _("Save tasks and birthdays as a calendar…"),
            lambda: save_calendar(page().context, page()),
            words=lambda: _("export Google Apple Outlook"),
            icon="calendar-check",
            anywhere=True,
        ),
        Action(
            "take_calendar",
            lambda: _("Take tasks from a calendar…"),
            lambda: choose_calendar(page().context, page()),
            words=lambda: _("import Google Apple Outlook"),
            icon="file-up",
            anywhere=True,
        ),
    )


def save_calendar(context: AppContext, owner: QWidget, client_id: int | None = None, name: str = "") -> None:
    """Tasks, birthdays and important dates for Google, Apple or Outlook; of all, or of the client called `name`."""
    today = context.today()

    def write(place: Path, report: Report) -> Exported:
        from app.services.tasks.ics.export import export_calendar
        from app.wording.calendar_files import calendar_words

        return export_calendar(context.db, place, calendar_words(), today, client_id, report)

    export_to_file(context, owner, file_name(name) or _("Calendar"), write, endings=(ENDING,))


def choose_calendar(context: AppContext, parent: QWidget) -> None:
    """Ask which file, and show what it brings."""
    patterns = _("Calendars") + f" (*{ENDING});;" + _("All files") + " (*)"
    for path in context.messages.choose_files(_("Take tasks from a calendar"), patterns)[:1]:
        open_calendar(context, path, parent)


def take_calendars(context: AppContext, paths: Sequence[Path], parent: QWidget) -> list[Path]:
    """Show what the first calendar among the files brings; returns the files that are none."""
    calendars = [path for path in paths if path.suffix.lower() == ENDING]
    if calendars:
        open_calendar(context, calendars[0], parent)
    return [path for path in paths if path not in calendars]


def open_calendar(context: AppContext, path: Path, parent: QWidget) -> None:
    """Read the file beside the window and show what it brings; at the bottom stands that it is read, with Cancel."""
    window, now, today = parent.window(), context.now(), context.today()

    def work(report: Report) -> CalendarPlan:
        from app.services.tasks.ics.plan import plan_calendar

        return plan_calendar(context.db, path, now, lambda: report(0, 1), today)

    def over() -> None:
        context.events.work_over.emit()

    def show(plan: CalendarPlan) -> None:
        from app.ui.dialogs.tasks.calendar_dialog import CalendarDialog

        over()
        CalendarDialog(context, plan, window).open()

    def failed(error: Exception) -> None:
        from app.services.errors import Cancelled

        over()
        if not isinstance(error, Cancelled):
            context.messages.show_error(error)

    def progress(_done: int, _total: int) -> None:
        context.events.working.emit(_("Reading “{file}”").format(file=path.name), cancel)

    def cancel() -> None:
        job.cancel()
        over()

    job = context.jobs.run(work, on_done=show, on_failed=failed, on_progress=progress, lane="file", owner=window)
