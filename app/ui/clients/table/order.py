"""What the clients table shows: its order for the card's "next client", and its columns for the next start."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from app.ui.context import AppContext
from app.ui.events import AppEvents
from app.ui.shell.memory import is_width

if TYPE_CHECKING:
    from app.services.clients.listing.filters import Group

Layout = list[tuple[str, int]]  # key and width in px of every column, in order; 0 is the usual width


@dataclass(frozen=True)
class ListOrder:
    """What the table shows: the words looked for, the filter, the column, the direction, the import it is about."""

    query: str = ""
    sort: str = "name"
    descending: bool = False
    batch: int | None = None
    file: str = ""  # of that import
    where: Group | None = None
    view: int | None = None  # the saved view it came from
    columns: tuple[str, ...] | None = None  # of that view; None: the table's own
    title: str = ""  # what the clients of the filter are called on the page that led here


# By the events object, which lives as long as the program's context and outlives every page.
_orders: WeakKeyDictionary[AppEvents, ListOrder] = WeakKeyDictionary()


def remember_order(context: AppContext, order: ListOrder) -> None:
    """The clients table shows `order` now; its sort is kept for the next start as well."""
    before = order_of(context)
    _orders[context.events] = order
    if (before.sort, before.descending) != (order.sort, order.descending):
        _keep(context, "sort", [order.sort, order.descending])


def order_of(context: AppContext) -> ListOrder:
    """What the clients table showed last; by name before it was ever shown."""
    if context.events not in _orders:
        kept = _kept(context, "sort")
        fits = isinstance(kept, list) and len(kept) == 2 and isinstance(kept[0], str)
        _orders[context.events] = ListOrder(sort=kept[0], descending=bool(kept[1])) if fits else ListOrder()
    return _orders[context.events]


def remember_layout(context: AppContext, layout: Sequence[tuple[str, int]]) -> None:
    """Keep the columns, their order and widths for the next start; none of them: back to the usual ones."""
    _keep(context, "columns", list(layout))


def layout_of(context: AppContext) -> Layout:
    """The columns that were chosen; nothing as long as nobody chose."""
    kept = _kept(context, "columns")
    pairs = [pair for pair in kept if isinstance(pair, list) and len(pair) == 2] if isinstance(kept, list) else []
    return [(str(key), width) for key, width in pairs if is_width(width)]


def _keep(context: AppContext, name: str, value: Any) -> None:
    context.memory.keep(f"clients/{name}", json.dumps(value))


def _kept(context: AppContext, name: str) -> Any:
    return context.memory.kept_json(f"clients/{name}")
