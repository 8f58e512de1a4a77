"""The pages of the window: where each stands, what it is called, and where its class is, imported when first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from app.i18n import _

if TYPE_CHECKING:
    from app.ui.widgets.action import Action
    from app.ui.widgets.page import Page


def _no_words() -> str:
    return ""


class Place(NamedTuple):
    """A page in the sidebar. `title` and `words`, others that find it, are called when shown, in the language of that
    moment."""

    key: str
    title: Callable[[], str]
    icon: str
    code: str  # "module:class"
    shortcut: str = ""
    words: Callable[[], str] = _no_words
    bottom: bool = False
    under: str = "clients"  # of a page that is not in the sidebar: the one there that it belongs to


# The guide: has `show_chapter(name)`, which takes the key of a page as well.
GUIDE = Place(
    "help",
    lambda: _("Guide"),
    "book-open",
    "app.ui.help.page:HelpPage",
    "Shift+F1",
    lambda: _("help manual how to questions"),
    bottom=True,
)
PLACES = (
    Place(
        "today",
        lambda: _("Today"),
        "calendar-check",
        "app.ui.today.page:TodayPage",
        "Ctrl+1",
        lambda: _("home reminders birthdays"),
    ),
    Place(
        "clients",
        lambda: _("Clients"),
        "users",
        "app.ui.clients.page:ClientsPage",
        "Ctrl+2",
        lambda: _("table list people"),
    ),
    Place(
        "purchases",
        lambda: _("Purchases"),
        "receipt",
        "app.ui.purchases.page:PurchasesPage",
        "Ctrl+3",
        lambda: _("sales receipts returns revenue"),
    ),
    Place(
        "tasks",
        lambda: _("Tasks"),
        "list-checks",
        "app.ui.tasks.page:TasksPage",
        "Ctrl+4",
        lambda: _("calendar week month to do calls plan"),
    ),
    Place(
        "enquiries",
        lambda: _("Enquiries"),
        "inbox",
        "app.ui.enquiries.page:EnquiriesPage",
        "Ctrl+5",
        lambda: _("requests leads board won lost"),
    ),
    Place(
        "segments",
        lambda: _("Segments"),
        "layout-grid",
        "app.ui.segments.page:SegmentsPage",
        "Ctrl+6",
        lambda: _("groups rfm map loyal lost who my clients are"),
    ),
    Place(
        "reports",
        lambda: _("Reports"),
        "chart-column",
        "app.ui.reports.page:ReportsPage",
        "Ctrl+7",
        lambda: _("numbers revenue ltv aov crr cac nps cohorts forecast charts"),
    ),
    Place(
        "products",
        lambda: _("Products"),
        "package",
        "app.ui.products.page:ProductsPage",
        "Ctrl+8",
        lambda: _("catalogue goods services prices stock"),
    ),
    Place(
        "import",
        lambda: _("Import from Excel"),
        "file-up",
        "app.ui.imports.page:ImportPage",
        "Ctrl+9",
        lambda: _("imports files past table"),
        bottom=True,
    ),
    Place(
        "settings",
        lambda: _("Settings"),
        "settings",
        "app.ui.settings.page:SettingsPage",
        "Ctrl+0",
        lambda: _("language theme backup staff own fields notifications quiet hours sound"),
        bottom=True,
    ),
    GUIDE,
)
# The card of one client: has `show_client(client_id)`, is reached from everywhere and belongs to Clients.
CARD = Place("client", lambda: _("Client’s card"), "user", "app.ui.clients.card.page:ClientPage")
# The log of reminders: has `ask_about(client_id | None)`.
DELIVERIES = Place(
    "deliveries",
    lambda: _("What was reminded of"),
    "history",
    "app.ui.deliveries.page:DeliveriesPage",
    words=lambda: _("reminder log history notification missed why not seen"),
    under="today",
)

# Reached from other pages and from the search, not from the sidebar.
INNER = (
    CARD,
    Place(
        "duplicates",
        lambda: _("Duplicates"),
        "users",
        "app.ui.duplicates.page:DuplicatesPage",
        words=lambda: _("doubles merge same people"),
    ),
    Place(
        "trash",
        lambda: _("Trash"),
        "trash-2",
        "app.ui.trash.page:TrashPage",
        words=lambda: _("deleted bin restore"),
    ),
    Place(
        "rules",
        lambda: _("Rules of reminders"),
        "bell",
        "app.ui.rules.page:RulesPage",
        words=lambda: _("reminder rule birthday silent template message settings"),
        under="today",
    ),
    DELIVERIES,
)
BELONGS = {place.key: place.under for place in INNER}


def last_place(kept: str) -> str:
    """The page to begin with: of those in the upper part of the sidebar the one that was shown last."""
    return kept if any(place.key == kept and not place.bottom for place in PLACES) else PLACES[0].key


def load_page(key: str) -> type[Page]:
    """The class of the page `key`, imported now."""
    place = next(p for p in (*PLACES, *INNER) if p.key == key)
    module, _colon, name = place.code.partition(":")
    return cast("type[Page]", getattr(import_module(module), name))


def load_actions(key: str) -> Callable[[Callable[[], Page]], tuple[Action, ...]]:
    """What declares what can be done on the page `key`, `page_actions` beside its class; given what leads to the page,
    which is not asked for before something is done."""
    place = next(p for p in (*PLACES, *INNER) if p.key == key)
    actions = import_module(f"{place.code.partition(':')[0]}_actions").page_actions
    return cast("Callable[[Callable[[], Page]], tuple[Action, ...]]", actions)


def place_title(key: str) -> str:
    """What the page is called in the current language."""
    return next(p for p in (*PLACES, *INNER) if p.key == key).title()
