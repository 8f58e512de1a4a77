"""The order of the clients table, so that the card goes to the next client of the list one came from."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from app.ui.context import AppContext
from app.ui.events import AppEvents


@dataclass(frozen=True)
class ListOrder:
    """What the table shows: the words looked for, the column, the direction, and the import it is about."""

    query: str = ""
    sort: str = "name"
    descending: bool = False
    batch: int | None = None
    file: str = ""  # of that import


# By the events object, which lives as long as the program's context and outlives every page.
_orders: WeakKeyDictionary[AppEvents, ListOrder] = WeakKeyDictionary()


def remember_order(context: AppContext, order: ListOrder) -> None:
    """The clients table shows `order` now."""
    _orders[context.events] = order


def order_of(context: AppContext) -> ListOrder:
    """What the clients table showed last; by name before it was ever shown."""
    return _orders.get(context.events, ListOrder())
