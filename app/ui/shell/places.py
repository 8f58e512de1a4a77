"""The pages of the window: where each stands, what it is called, and where its class is, imported when first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from app.i18n import _
from app.ui.widgets.page import Page


@dataclass(frozen=True)
class Place:
    """A page in the sidebar. `title` is called when shown, in the language of that moment."""

    key: str
    title: Callable[[], str]
    icon: str
    code: str  # "module:class"
    shortcut: str
    bottom: bool = False
    under: str = "clients"  # of a page that is not in the sidebar: the one there that it belongs to


PLACES = (
    Place("today", lambda: _("Today"), "calendar-check", "app.ui.today.page:TodayPage", "Ctrl+1"),
    Place("clients", lambda: _("Clients"), "users", "app.ui.clients.page:ClientsPage", "Ctrl+2"),
    Place("purchases", lambda: _("Purchases"), "receipt", "app.ui.purchases.page:PurchasesPage", "Ctrl+3"),
    Place("tasks", lambda: _("Tasks"), "list-checks", "app.ui.tasks.page:TasksPage", "Ctrl+4"),
    Place("enquiries", lambda: _("Enquiries"), "inbox", "app.ui.enquiries.page:EnquiriesPage", "Ctrl+5"),
    Place("products", lambda: _("Products"), "package", "app.ui.products.page:ProductsPage", "Ctrl+6"),
    Place("import", lambda: _("Import from Excel"), "file-up", "app.ui.imports.page:ImportPage", "Ctrl+8", bottom=True),
    Place("settings", lambda: _("Settings"), "settings", "app.ui.settings.page:SettingsPage", "Ctrl+9", bottom=True),
)
# The card of one client: has `show_client(client_id)`, is reached from everywhere and belongs to Clients.
CARD = Place("client", lambda: _("Clients"), "user", "app.ui.clients.card.page:ClientPage", "")
# The log of reminders: has `ask_about(client_id | None)`.
DELIVERIES = Place(
    key="deliveries",
    title=lambda: _("What was reminded of"),
    icon="history",
    code="app.ui.deliveries.page:DeliveriesPage",
    shortcut="",
    under="today",
)

# Reached from other pages and from the search, not from the sidebar.
INNER = (
    CARD,
    Place("duplicates", lambda: _("Duplicates"), "users", "app.ui.duplicates.page:DuplicatesPage", ""),
    Place("trash", lambda: _("Trash"), "trash-2", "app.ui.trash.page:TrashPage", ""),
    Place("rules", lambda: _("Rules of reminders"), "bell", "app.ui.rules.page:RulesPage", "", under="today"),
    DELIVERIES,
)
BELONGS = {place.key: place.under for place in INNER}


def load_page(key: str) -> type[Page]:
    """The class of the page `key`, imported now."""
    place = next(p for p in (*PLACES, *INNER) if p.key == key)
    module, _colon, name = place.code.partition(":")
    return cast(type[Page], getattr(import_module(module), name))


def place_title(key: str) -> str:
    """What the page is called in the current language."""
    return next(p for p in (*PLACES, *INNER) if p.key == key).title()
