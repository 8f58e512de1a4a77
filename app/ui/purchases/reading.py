"""What the purchases page reads, off the window's thread."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.ui.context import AppContext
from app.ui.purchases.state import Shown

if TYPE_CHECKING:
    from app.services.purchases.data import PurchaseShown
    from app.services.purchases.listing import Totals
    from app.ui.background import Report


class Listed(NamedTuple):
    """The ids in order, the place of the wanted one (-1: not among them), whether several people sell here, and
    whether the shop has any purchase at all."""

    ids: array[int]
    place: int
    staff: bool
    any: bool


def read_list(context: AppContext, shown: Shown, wanted: Sequence[int], report: Report) -> Listed:
    """Everything that the table needs; of the `wanted` ids the first that is listed is looked for. What is no longer
    of interest stops within milliseconds."""
    from app.services.purchases.listing import has_purchases, list_purchase_ids
    from app.services.staff import list_staff

    asked = shown.filter(context.today())
    ids = list_purchase_ids(context.db, asked, shown.by, shown.sort, shown.descending, check=lambda: report(0, 1))
    place = next((found for one in wanted if (found := _place_of(one, ids)) >= 0), -1)
    return Listed(ids, place, bool(list_staff(context.db)), bool(ids) or has_purchases(context.db))


def _place_of(wanted: int, ids: array[int]) -> int:
    """Among millions of ids array.index takes a tenth of a second with the interpreter's lock held."""
    import numpy as np

    found = np.flatnonzero(np.frombuffer(ids, np.int64) == wanted) if ids else np.empty(0, np.int64)
    return int(found[0]) if found.size else -1


def read_totals(context: AppContext, shown: Shown, report: Report) -> Totals:
    """What the list comes to."""
    from app.services.purchases.listing import totals

    return totals(context.db, shown.filter(context.today()), shown.by, check=lambda: report(0, 1))


def read_purchase(context: AppContext, purchase_id: int) -> PurchaseShown | None:
    """One receipt; None where it was deleted since the list was read."""
    from app.services.errors import NotFound
    from app.services.purchases.find import get_purchase

    try:
        return get_purchase(context.db, purchase_id)
    except NotFound:
        return None
