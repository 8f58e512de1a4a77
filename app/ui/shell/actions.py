"""What can be done from anywhere: the pages, what adds something, and the window's own; declared once for keys, the
search, the palette and the list of F1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.context import AppContext
from app.ui.events import AppEvents
from app.ui.shell.places import CARD, INNER, PLACES, load_actions, place_title
from app.ui.shell.reminder_actions import reminder_actions
from app.ui.shell.window_acts import do, focus_search, redo_last, start_new, undo_last
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


@dataclass(frozen=True)
class ActionGroup:
    """Actions that belong together; `page` is the key of theirs, "" for those of the window and of dialogs."""

    title: str
    actions: tuple[Action, ...]
    page: str = ""


def place_actions(show: Callable[[str], object]) -> tuple[Action, ...]:
    """The way to every page; `show` is given its key."""
    return tuple(
        Action(place.key, place.title, partial(show, place.key), place.shortcut, place.words, place.icon)
        for place in (*PLACES, *INNER)
        if place is not CARD
    )


def new_actions(start: Callable[[str], object]) -> tuple[Action, ...]:
    """What adds something; `start` is given "client", "purchase", "task" or "enquiry"."""
    return (
        Action(
            "purchase",
            lambda: _("New purchase"),
            partial(start, "purchase"),
            "Ctrl+P",
            lambda: _("sale sell receipt"),
            "shopping-bag",
        ),
        Action(
            "enquiry",
            lambda: _("New enquiry"),
            partial(start, "enquiry"),
            words=lambda: _("add request lead somebody asked"),
            icon="inbox",
        ),
        Action(
            "task",
            lambda: _("New task"),
            partial(start, "task"),
            "Ctrl+T",
            lambda: _("add follow-up remind"),
            "list-checks",
        ),
        Action("client", lambda: _("New client"), partial(start, "client"), "Ctrl+N", lambda: _("add person"), "plus"),
    )


def start_by_event(events: AppEvents, name: str) -> None:
    """Open the quick dialog of `name` about nobody yet."""
    if name == "client":
        events.new_client.emit("")
    else:
        {"purchase": events.new_purchase, "task": events.new_task, "enquiry": events.new_enquiry}[name].emit(None)


def help_actions(do: Callable[[str], object]) -> tuple[Action, ...]:
    """What finds everything else; `do` is given "palette" or "keys"."""
    return (
        Action(
            "palette",
            lambda: _("Every action, by its name"),
            partial(do, "palette"),
            "Ctrl+Shift+P",
            lambda: _("commands palette do"),
            "list-checks",
        ),
        Action(
            "keys",
            lambda: _("The list of keys"),
            partial(do, "keys"),
            "F1",
            lambda: _("shortcuts help keyboard"),
            "keyboard",
        ),
    )


def window_actions(window: MainWindow, context: AppContext) -> tuple[Action, ...]:
    """All that the window itself does, wherever one is."""
    palette, keys = help_actions(partial(do, window, context))
    return (
        palette,
        Action(
            "search",
            lambda: _("Find a client"),
            partial(focus_search, window),
            "Ctrl+K",
            lambda: _("look search people"),
            "search",
        ),
        *new_actions(partial(start_new, window, context)),
        Action(
            "undo",
            lambda: _("Take back what was done last"),
            partial(undo_last, window),
            "Ctrl+Z",
            lambda: _("undo cancel"),
            "undo-2",
        ),
        Action(
            "redo",
            lambda: _("Do again what was taken back"),
            partial(redo_last, window),
            "Ctrl+Y Ctrl+Shift+Z",
            lambda: _("redo repeat"),
            "redo-2",
        ),
        Action("back", lambda: _("Back"), window.step_back, "Esc", lambda: _("leave close"), "chevron-left"),
        *place_actions(window.show_page),
        keys,
        Action("quit", lambda: _("Quit"), window.quit_asked.emit, "Ctrl+Q", lambda: _("exit close end"), "power"),
        Action("walk", lambda: _("Move and open in every list"), None, "↑ ↓ Enter"),
        Action("tab", lambda: _("Next field or button"), None, "Tab"),
        *reminder_actions(context),
    )


def action_groups(window: MainWindow) -> list[ActionGroup]:
    """What can be done: on the page shown, everywhere, then page by page; none of them is built for it."""
    shown, *others = sorted((place.key for place in (*PLACES, *INNER)), key=lambda key: key != window.shown_key())
    return [
        _page_group(window, shown),
        ActionGroup(_("Everywhere"), window.actions()),
        *(_page_group(window, key) for key in others),
    ]


def _page_group(window: MainWindow, key: str) -> ActionGroup:
    return ActionGroup(place_title(key), load_actions(key)(partial(window.page, key)), key)
