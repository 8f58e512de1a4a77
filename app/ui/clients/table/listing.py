"""What the clients page reads: who is listed in what order, and what the filter and the views are made of."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from app.models.listing.filter_fields import Group
from app.ui.clients.table.order import ListOrder
from app.ui.context import AppContext
from app.ui.dialogs.filters.strip import look_up_names

if TYPE_CHECKING:
    from app.services.clients.listing.filters import FilterField
    from app.services.clients.listing.views import ViewRow
    from app.services.clients.own import OwnFieldRow
    from app.services.segments.map import Scale


class Listed(NamedTuple):
    """What the reader found: the ids in order, which ticked ones are still among them, the shop's own fields, what
    can be filtered, the saved views, the words of ids in the filter, the scale of the groups of clients and the shop's
    own names of these, and whether the filter can be asked at all."""

    ids: array[int]
    ticked: frozenset[int]
    own: tuple[OwnFieldRow, ...]
    fields: dict[str, FilterField]
    views: tuple[ViewRow, ...]
    names: dict[tuple[str, Any], str]
    scale: Scale
    groups: dict[str, str]
    askable: bool = True


def read_list(context: AppContext, order: ListOrder, marked: frozenset[int], keys: Sequence[str]) -> Listed:
    """Everything in one go, in a reader lane. `marked`: the ticked ids of before; `keys`: the columns."""
    from app.services.clients.listing.filters import filter_fields
    from app.services.clients.listing.views import list_views
    from app.services.clients.own import list_own_fields
    from app.services.segments.scale import scale_and_names

    db, ids = context.db, _ids_if_askable(context, order)
    askable, ids = ids is not None, ids or array("q")
    ticked = marked.intersection(ids) if marked else marked
    fields = {field.key: field for field in filter_fields(db)}
    names = look_up_names(context, order.where) if order.where is not None else {}
    own, shop_scale = list_own_fields(db, archived=False), scale_and_names(db, context.today(), money="value" in keys)
    return Listed(ids, ticked, own, fields, list_views(db), names, *shop_scale, askable)


def _ids_if_askable(context: AppContext, order: ListOrder) -> array[int] | None:
    """None where the filter asks for an own field or a view that was deleted since."""
    from app.services.errors import InvalidValue

    try:
        return listed_ids(context, order)
    except InvalidValue as error:
        if error.fields.get("field") != "filter":
            raise
        return None


def listed_ids(context: AppContext, order: ListOrder) -> array[int]:
    """The clients that the table shows, in its order; by name where its column is no more."""
    from app.services.clients.find import list_client_ids

    asked = (order.query, order.sort, order.descending, order.batch, order.where)
    return list_client_ids(context.db, *asked, today=context.today())


def count_listed(context: AppContext, order: ListOrder, where: Group) -> int:
    """How many clients would be listed with the filter `where`."""
    from app.services.clients.find import count_clients

    return count_clients(context.db, order.query, order.batch, where, context.today())
