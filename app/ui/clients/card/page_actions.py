"""What can be done on the card of a client, by key, from its menu and from the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.clients.card.history.tabs import CardTabs
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.clients.card.page import ClientPage

# The menu of the card; "" is a line. What adds something is also the window's, which has its key.
IN_MENU = "edit  purchase task enquiry wish case entitlement  tasks why print vcard calendar trash".split(" ")


def card_actions(page: ClientPage) -> tuple[Action, ...]:
    """Of the client, of the line that logs, and the ways around."""
    return (*_acts(page), *_ways(page))


def menu_actions(page: ClientPage) -> list[Action | None]:
    """The menu "more"; None is a line."""
    ask = page.acts.ask
    new = (
        Action("purchase", lambda: _("New purchase"), partial(ask, "new_purchase"), "Ctrl+P"),
        Action("task", lambda: _("New task"), partial(ask, "new_task"), "Ctrl+T"),
        Action("enquiry", lambda: _("New enquiry"), partial(ask, "new_enquiry")),
    )
    known = {one.name: one for one in (*new, *_acts(page))}
    return [known[name] if name else None for name in IN_MENU]


def _acts(page: ClientPage) -> tuple[Action, ...]:
    acts = page.acts

    def there() -> bool:
        return page.card() is not None

    return (
        Action("edit", lambda: _("Change the client"), acts.edit, "Ctrl+E", icon="pencil", enabled=there),
        Action(
            "log",
            lambda: _("Write down a call, a note or a score; / lists the commands"),
            page.write_down,
            "Ctrl+L",
            lambda: _("history talk message"),
            "sticky-note",
            there,
        ),
        Action("wish", lambda: _("Wanted a product…"), acts.add_wish, icon="heart", enabled=there),
        Action("case", lambda: _("Repair, complaint or question…"), acts.add_case, icon="wrench", enabled=there),
        Action(
            "entitlement", lambda: _("Subscription or warranty…"), acts.add_entitlement, icon="ticket", enabled=there
        ),
        Action(
            "tasks",
            lambda: _("All tasks of the client"),
            partial(acts.ask, "show_tasks"),
            icon="list-checks",
            enabled=there,
        ),
        Action(
            "why", lambda: _("Why is there no reminder?"), partial(acts.ask, "ask_why"), icon="history", enabled=there
        ),
        Action("print", lambda: _("Print the card…"), acts.print_card, "Ctrl+Alt+P", icon="printer", enabled=there),
        Action(
            "vcard",
            lambda: _("Save as vCard…"),
            acts.save_vcard,
            words=lambda: _("contact phone address book"),
            icon="contact",
            enabled=there,
        ),
        Action(
            "calendar",
            lambda: _("Save as a calendar…"),
            acts.save_calendar,
            words=lambda: _("birthday dates tasks Google Apple Outlook"),
            icon="calendar-check",
            enabled=there,
        ),
        Action(
            "trash",
            lambda: _("Move to the trash"),
            acts.trash,
            words=lambda: _("delete"),
            icon="trash-2",
            enabled=there,
        ),
    )


def _ways(page: ClientPage) -> tuple[Action, ...]:
    on_tabs = page.on_tabs
    return (
        Action("next", lambda: _("Next client"), partial(page.go, 1), "Ctrl+Down Alt+Right", icon="chevron-right"),
        Action("before", lambda: _("Previous client"), partial(page.go, -1), "Ctrl+Up Alt+Left", icon="chevron-left"),
        Action("tab", lambda: _("Next tab of the card"), partial(on_tabs, CardTabs.turn, 1), "Ctrl+Tab"),
        Action("tab_before", lambda: _("Tab before"), partial(on_tabs, CardTabs.turn, -1), "Ctrl+Shift+Tab"),
        Action("down", lambda: _("Further down in the list"), partial(on_tabs, CardTabs.scroll_list, 1), "PgDown"),
        Action("up", lambda: _("Back up in the list"), partial(on_tabs, CardTabs.scroll_list, -1), "PgUp"),
    )
