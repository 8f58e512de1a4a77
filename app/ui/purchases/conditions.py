"""What the list of purchases can be narrowed to, in words, and the values that there are to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.i18n import _, money
from app.models.enums import PurchaseStatus
from app.ui.context import AppContext
from app.ui.purchases.asking import FOUND, Pairs

if TYPE_CHECKING:
    from app.services.purchases.listing import PurchaseFilter

# A condition -> the parts of PurchaseFilter that it sets.
CONDITIONS: dict[str, tuple[str, ...]] = {
    "client": ("client_id",),
    "segment": ("view_id",),
    "product": ("product_id",),
    "category": ("category",),
    "payment": ("payment",),
    "staff": ("staff_id",),
    "sum": ("sum_from", "sum_to"),
    "only": ("only",),
    "status": ("status",),
}
TITLES: dict[str, Callable[[], str]] = {
    "client": lambda: _("Client"),
    "segment": lambda: _("Clients in"),
    "product": lambda: _("Product"),
    "category": lambda: _("Category"),
    "payment": lambda: _("Payment"),
    "staff": lambda: _("Sold by"),
    "sum": lambda: _("Sum"),
}
# What is set without being asked for a value.
ONLY: dict[tuple[str, str], Callable[[], str]] = {
    ("only", "sales"): lambda: _("Only sales"),
    ("only", "returns"): lambda: _("Only returns"),
    ("status", PurchaseStatus.CANCELLED): lambda: _("Only cancelled"),
    ("status", PurchaseStatus.REJECTED): lambda: _("Only refused"),
}


def condition_texts(asked: PurchaseFilter, names: Mapping[str, str], currency: str) -> dict[str, str]:
    """The conditions that a filter has, in words; `names` are the words of its parts that are ids."""
    told = {}
    for key, fields in CONDITIONS.items():
        values = [getattr(asked, name) for name in fields]
        if (key, values[0]) in ONLY:
            told[key] = ONLY[key, values[0]]()
        elif key == "sum":
            if values != [None, None]:
                told[key] = sum_text(asked.sum_from, asked.sum_to, currency)
        elif key in TITLES and values[0] is not None:
            told[key] = f"{TITLES[key]()}: {names.get(fields[0]) or values[0]}"
    return told


def sum_text(low: int | None, high: int | None, currency: str) -> str:
    """ "Sum 500 ₽ – 1 000 ₽", "Sum from 500 ₽"; sums in minor units, one of them at least."""
    if low is not None and high is not None:
        return _("Sum {low} – {high}").format(low=money(low, currency), high=money(high, currency))
    words = _("Sum from {sum}") if high is None else _("Sum up to {sum}")
    return words.format(sum=money(low if high is None else high, currency))  # type: ignore[arg-type]


def find_values(context: AppContext, key: str, typed: str) -> Pairs:
    """Values of a condition with the typed text, with their words. Called in a reader lane."""
    from app.services.clients.find import find_clients
    from app.services.clients.listing.views import list_views
    from app.services.purchases.listing import purchase_choices
    from app.services.staff import list_staff

    if key == "client":
        return [(str(found.id), found.name) for found in find_clients(context.db, typed, FOUND)] if typed else []
    if key == "segment":
        views = [(str(view.id), view.name) for view in list_views(context.db)]
        return [(view_id, name) for view_id, name in views if typed.casefold() in name.casefold()]
    if key == "staff":
        return [(str(one.id), one.name) for one in list_staff(context.db) if typed.casefold() in one.name.casefold()]
    choices = purchase_choices(context.db, key, typed)
    if key == "product":
        return [(str(found), name) for found, name in choices]
    return [(text, text) for _id, text in choices if typed.casefold() in text.casefold()]
