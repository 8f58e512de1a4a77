"""Pages and actions that the search finds by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.i18n import _
from app.ui.events import AppEvents
from app.ui.shell.search_rows import Match

SHOWN = 3


@dataclass(frozen=True)
class _Action:
    title: Callable[[], str]
    known_as: Callable[[], str]  # other words that lead to it, also in the language of the moment
    icon: str
    act: Callable[[AppEvents], object]
    page: bool = True


def _page(key: str) -> Callable[[AppEvents], object]:
    return lambda events: events.show_page.emit(key)


_ACTIONS = (
    _Action(lambda: _("Duplicates"), lambda: _("doubles merge same people"), "users", _page("duplicates")),
    _Action(lambda: _("Trash"), lambda: _("deleted bin restore"), "trash-2", _page("trash")),
    _Action(lambda: _("Imports"), lambda: _("import from Excel files past"), "file-up", _page("import")),
    _Action(lambda: _("Today"), lambda: _("home reminders birthdays"), "calendar-check", _page("today")),
    _Action(
        lambda: _("Rules of reminders"),
        lambda: _("reminder rule birthday silent template message settings"),
        "bell",
        _page("rules"),
    ),
    _Action(
        lambda: _("What was reminded of"),
        lambda: _("reminder log history notification missed why not seen"),
        "history",
        _page("deliveries"),
    ),
    _Action(lambda: _("Clients"), lambda: _("table list people"), "users", _page("clients")),
    _Action(lambda: _("Purchases"), lambda: _("sales receipts returns revenue"), "receipt", _page("purchases")),
    _Action(lambda: _("Enquiries"), lambda: _("requests leads board won lost"), "inbox", _page("enquiries")),
    _Action(lambda: _("Products"), lambda: _("catalogue goods services prices stock"), "package", _page("products")),
    _Action(
        lambda: _("Settings"),
        lambda: _("language theme backup staff own fields notifications quiet hours sound"),
        "settings",
        _page("settings"),
    ),
    _Action(
        lambda: _("New purchase"),
        lambda: _("sale sell receipt"),
        "shopping-bag",
        lambda events: events.new_purchase.emit(None),
        page=False,
    ),
    _Action(
        lambda: _("New enquiry"),
        lambda: _("add request lead somebody asked"),
        "inbox",
        lambda events: events.new_enquiry.emit(None),
        page=False,
    ),
    _Action(
        lambda: _("New task"),
        lambda: _("add follow-up remind"),
        "list-checks",
        lambda events: events.new_task.emit(None),
        page=False,
    ),
    _Action(
        lambda: _("New client"),
        lambda: _("add person"),
        "plus",
        lambda events: events.new_client.emit(""),
        page=False,
    ),
)


def actions_named(typed: tuple[str, ...], events: AppEvents) -> list[Match]:
    """Pages and actions of which every word of one of the `typed` (folded) texts begins a word; what adds something is
    found by a plus too, as on its button."""
    found = []
    for action in _ACTIONS:
        words = f"{'' if action.page else '+'} {action.title()} {action.known_as()}".casefold().split()
        for text in filter(None, typed):
            if all(any(word.startswith(part) for word in words) for part in text.replace("+", "+ ").split()):
                kind = _("Page") if action.page else ""
                found.append(Match(None, action.title(), kind, action.icon, partial(action.act, events)))
                break
    return found[:SHOWN]


def add_client(typed: str, events: AppEvents) -> Match:
    """The last line: a new client with this name or phone."""
    title = _("New client “{text}”").format(text=typed)
    return Match(None, title, "", "plus", lambda: events.new_client.emit(typed))
