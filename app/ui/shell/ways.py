"""The ways that lead to a certain place on a page: events of the program, and what is dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.ui.context import AppContext
from app.ui.shell.places import DELIVERIES, GUIDE
from app.ui.shell.window_acts import do, open_dialog

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

# The event, the page that it leads to, and what the page is asked then, with what the event tells.
WAYS = (
    ("show_setting", "settings", "show_setting"),
    ("show_batch", "clients", "show_batch"),
    ("show_clients", "clients", "show_group"),
    ("show_sales", "purchases", "show_product"),
    ("show_tasks", "tasks", "show_tasks"),
    ("ask_why", DELIVERIES.key, "ask_about"),
    ("show_guide", GUIDE.key, "show_chapter"),
)


def connect_ways(window: MainWindow, context: AppContext) -> None:
    """From here on the events lead to their pages."""
    events = context.events
    for event, key, method in WAYS:
        getattr(events, event).connect(_way(window, key, method))
    events.window_action.connect(partial(do, window, context))
    events.import_files.connect(lambda paths: take_files(window, context, paths))
    for name, signal in (
        ("client", events.new_client),
        ("purchase", events.new_purchase),
        ("task", events.new_task),
        ("enquiry", events.new_enquiry),
    ):
        signal.connect(partial(open_dialog, window, context, name))


def take_files(window: MainWindow, context: AppContext, paths: list[Path]) -> None:
    """Calendars become tasks, the others go to the import."""
    from app.ui.dialogs.tasks.calendar_acts import take_calendars

    tables = take_calendars(context, paths, window)
    if tables:
        window.go_to("import").open_files(tables)  # type: ignore[attr-defined]


def _way(window: MainWindow, key: str, method: str) -> Callable[..., None]:
    def lead(*told: object) -> None:
        getattr(window.go_to(key), method)(*told)

    return lead
