"""Pages and actions that the search finds by their names."""

from __future__ import annotations

from functools import partial

from app.i18n import _
from app.ui.events import AppEvents
from app.ui.shell.actions import help_actions, new_actions, place_actions, start_by_event
from app.ui.shell.search_rows import Match
from app.ui.widgets.action import Action, key_text

SHOWN = 3


def actions_named(typed: tuple[str, ...], events: AppEvents) -> list[Match]:
    """Pages and actions of which every word of one of the `typed` (folded) texts begins a word; what adds something is
    found by a plus too, as on its button."""
    pages = (*place_actions(events.show_page.emit), *help_actions(events.window_action.emit))
    found = [_match(one, _("Page")) for one in pages if _fits(one, "", typed)]
    adding = new_actions(partial(start_by_event, events))
    return [*found, *(_match(one, "") for one in adding if _fits(one, "+", typed))][:SHOWN]


def _match(action: Action, kind: str) -> Match:
    return Match(None, action.title(), kind, action.icon, action.run, key_text(action))


def _fits(action: Action, sign: str, typed: tuple[str, ...]) -> bool:
    words = f"{sign} {action.title()} {action.words()}".casefold().split()
    return any(
        all(any(word.startswith(part) for word in words) for part in text.replace("+", "+ ").split())
        for text in filter(None, typed)
    )


def add_client(typed: str, events: AppEvents) -> Match:
    """The last line: a new client with this name or phone."""
    title = _("New client “{text}”").format(text=typed)
    return Match(None, title, "", "plus", lambda: events.new_client.emit(typed))
