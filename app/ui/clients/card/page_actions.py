"""What can be done on the card of a client, by key, from its menu and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.clients.card.acts import CardActs
    from app.ui.clients.card.page import ClientPage

# The menu of the card; "" is a line. What adds something is also the window's, which has its key.
IN_MENU = "edit  purchase task enquiry wish case entitlement  tasks why print vcard calendar trash".split(" ")


def page_actions(page: Callable[[], ClientPage]) -> tuple[Action, ...]:
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
    known = {one.name: one for one in (*new, *_acts(lambda: page))}
    return [known[name] if name else None for name in IN_MENU]


def _acts(page: Callable[[], ClientPage]) -> tuple[Action, ...]:
    def acts() -> CardActs:
        return page().acts

    def there() -> bool:
        return page().card() is not None

    return (
        Action("edit", lambda: _("Change the client"), lambda: acts().edit(), "Ctrl+E", icon="pencil", enabled=there),
        Action(
            "log",
            lambda: _("Write down a call, a note or a score; / lists the commands"),
            lambda: page().write_down(),
            "Ctrl+L",
            lambda: _("history talk message"),
            "sticky-note",
            there,
        ),
        Action("wish", lambda: _("Wanted a product…"), lambda: acts().add_wish(), icon="heart", enabled=there),
        Action(
            "case", lambda: _("Repair, complaint or question…"), lambda: acts().add_case(), icon="wrench", enabled=there
        ),
        Action(
            "entitlement",
            lambda: _("Subscription or warranty…"),
            lambda: acts().add_entitlement(),
            icon="ticket",
            enabled=there,
        ),
        Action(
            "tasks",
            lambda: _("All tasks of the client"),
            lambda: acts().ask("show_tasks"),
            icon="list-checks",
            enabled=there,
        ),
        Action(
            "why", lambda: _("Why is there no reminder?"), lambda: acts().ask("ask_why"), icon="history", enabled=there
        ),
        Action(
            "print",
            lambda: _("Print the card…"),
            lambda: acts().print_card(),
            "Ctrl+Alt+P",
            icon="printer",
            enabled=there,
        ),
        Action(
            "vcard",
            lambda: _("Save as vCard…"),
            lambda: acts().save_vcard(),
            words=lambda: _("contact phone address book"),
            icon="contact",
            enabled=there,
        ),
        Action(
            "calendar",
            lambda: _("Save as a calendar…"),
            lambda: acts().save_calendar(),
            words=lambda: _("birthday dates tasks Google Apple Outlook"),
            icon="calendar-check",
            enabled=there,
        ),
        Action(
            "trash",
            lambda: _("Move to the trash"),
            lambda: acts().trash(),
            words=lambda: _("delete"),
            icon="trash-2",
            enabled=there,
        ),
    )


def _ways(page: Callable[[], ClientPage]) -> tuple[Action, ...]:
    ways: tuple[tuple[str, Callable[[], str], Callable[[], object], str, str], ...] = (
        ("next", lambda: _("Next client"), lambda: page().go(1), "Ctrl+Down Alt+Right", "chevron-right"),
        ("before", lambda: _("Previous client"), lambda: page().go(-1), "Ctrl+Up Alt+Left", "chevron-left"),
        ("tab", lambda: _("Next tab of the card"), lambda: page().turn_tab(1), "Ctrl+Tab", "chevron-right"),
        ("tab_before", lambda: _("Tab before"), lambda: page().turn_tab(-1), "Ctrl+Shift+Tab", "chevron-left"),
        ("down", lambda: _("Further down in the list"), lambda: page().scroll_list(1), "PgDown", "chevron-down"),
        ("up", lambda: _("Back up in the list"), lambda: page().scroll_list(-1), "PgUp", "chevron-up"),
    )
    return tuple(Action(name, title, act, key, icon=icon, only_here=True) for name, title, act, key, icon in ways)
