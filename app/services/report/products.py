"""Products that bring clients back, and products that are bought together on one receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.product import Product
from app.models.report import DAY_BITS
from app.models.sold import PRODUCT_BITS, Receipts, read_lines
from app.services.intervals import wilson
from app.services.offers.co_occurrence import MOST_PRODUCTS, Step, cautious, pairs_in
from app.services.report.period import Period
from app.services.report.shop_days import ShopDays, inside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

BACK_DAYS = 90
FEW_CLIENTS = 10
SHOWN = 20  # rows at most
FIRST, SECOND = 1, 2  # visits


@dataclass(frozen=True, slots=True)
class ComesBack:
    """A product on a certain visit of clients: `clients` took it then; of these `counted` have had 90 days since, and
    `back` of them came again within these. `share` = back / counted, None where nobody counts yet; `low` and `high`
    are its 95 % interval (Wilson)."""

    product_id: int
    product: str
    clients: int
    counted: int
    back: int
    share: float | None
    low: float | None
    high: float | None
    few: bool  # too little to tell anything


@dataclass(frozen=True, slots=True)
class VisitProducts:
    """What was taken on the first visit of clients, or on the second, in a period: `rows` by the lower end of the
    interval, the surest first. `counted`, `back`, `share` are of all clients with such a visit, whatever they took."""

    rows: tuple[ComesBack, ...]
    counted: int
    back: int
    share: float | None


@dataclass(frozen=True, slots=True)
class ReceiptPair:
    """Two products on the same receipts of a period, `lift` times as often as chance would bring."""

    product_id: int
    product: str
    other_id: int
    other: str
    receipts: int
    lift: float


@dataclass(frozen=True, slots=True)
class Baskets:
    """What stayed with the buyers of each receipt of a period: `receipts` and `products`, places of a receipt and of
    one of its products in `product_ids`, by receipt and then product; `visits` the client << 24 | day of each receipt,
    the client of nobody known being 0."""

    receipts: Array
    products: Array
    visits: Array
    product_ids: Sequence[int]
    names: Mapping[int, str]


def read_baskets(
    session: Session, receipts: Receipts, period: Period, until: date, step: Step = lambda: None
) -> Baskets:
    """The receipts of a period line by line, less what came back of them up to `until`; of a very large catalogue only
    the products that stand on most lines."""
    import numpy as np

    lines = read_lines(session, receipts, (period.first, period.last), until, step)
    names = dict(session.execute(select(Product.id, Product.name)).all())
    receipt, product = np.empty(len(lines.codes), np.int32), np.empty(len(lines.codes), np.int32)
    np.right_shift(lines.codes, PRODUCT_BITS, out=receipt, casting="unsafe")
    np.bitwise_and(lines.codes, (1 << PRODUCT_BITS) - 1, out=product, casting="unsafe")
    visits = lines.visits
    del lines
    counts = np.bincount(product)
    known = np.flatnonzero(counts)
    products = np.sort(known[np.argsort(-counts[known], kind="stable")[:MOST_PRODUCTS]])
    place = np.full(len(counts), -1, np.int16)
    place[products] = np.arange(len(products), dtype=np.int16)
    taken = place[product]
    if len(products) < len(known):
        receipt, taken = receipt[taken >= 0], taken[taken >= 0]
    return Baskets(receipt, taken, visits, products.tolist(), names)


def receipt_pairs(baskets: Baskets, step: Step = lambda: None) -> tuple[ReceiptPair, ...]:
    """The pairs that stand on one receipt more often than chance would bring, the surest and strongest first."""
    several = len(baskets.product_ids)
    codes = baskets.receipts.astype("int64") * several + baskets.products
    found = pairs_in(codes, baskets.product_ids, step) if several > 1 else []
    each_once = {(min(pair[:2]), max(pair[:2])): pair for pair in found}
    best = sorted(each_once.items(), key=lambda one: (-cautious(one[1].lift, one[1].buyers), one[0]))
    return tuple(
        ReceiptPair(a, baskets.names[a], b, baskets.names[b], pair.buyers, pair.lift) for (a, b), pair in best[:SHOWN]
    )


def visit_products(baskets: Baskets, days: ShopDays, period: Period, until: date, number: int) -> VisitProducts:
    """What clients took on their first (or second, by `number`) visit, where that is in the period, and who of them
    came again within 90 days; only those count who have had these days by the end of `until`."""
    import numpy as np

    codes, back = _numbered_visits(days, period, number)
    counted = (codes & ((1 << DAY_BITS) - 1)) + BACK_DAYS <= until.toordinal()
    visit_of_line = _places_of(codes, baskets.visits)[baskets.receipts]
    mine = np.flatnonzero(visit_of_line >= 0)
    taken = np.unique(baskets.products[mine].astype(np.int64) * max(len(codes), 1) + visit_of_line[mine])
    product, visit = np.divmod(taken, max(len(codes), 1))
    start = np.flatnonzero(np.diff(product, prepend=-1))
    rows = (
        _comes_back(baskets, place, visits, counted, back)
        for place, visits in zip(product[start].tolist(), np.split(visit, start[1:]), strict=False)
    )
    best = sorted(rows, key=lambda row: (row.few, -(row.low or 0), -row.clients, row.product))
    return VisitProducts(tuple(best[:SHOWN]), *_shares(counted, back))


def _numbered_visits(days: ShopDays, period: Period, number: int) -> tuple[Array, Array]:
    """The visits of the period that are the client's `number`-th, as client << 24 | day, ascending; and whether the
    client came again within 90 days after each."""
    import numpy as np

    at = np.flatnonzero(days.visit)
    who, day = days.who[at], days.of_clients.day[at].astype(np.int64)
    new = np.diff(who, prepend=-1) != 0
    start = np.flatnonzero(new)[np.cumsum(new) - 1]  # the place of the client's first visit
    is_it = (np.arange(len(at)) - start == number - 1) & inside(days.of_clients, period)[at]
    following = np.append(day[1:], 0)
    same = np.append(who[1:] == who[:-1], False)
    back = same & (following - day <= BACK_DAYS)
    return days.clients[who[is_it]].astype(np.int64) << DAY_BITS | day[is_it], back[is_it]


def _places_of(codes: Array, visits: Array) -> Array:
    """The place of each visit among `codes`, of which every client has one at most; -1 of those that are not there."""
    import numpy as np

    client, of_codes = visits >> DAY_BITS, codes >> DAY_BITS
    last = max((int(ids.max()) for ids in (client, of_codes) if len(ids)), default=0)
    of_client = np.full(last + 1, -1, np.int32)
    of_client[of_codes] = np.arange(len(codes), dtype=np.int32)
    place: Array = of_client[client]
    there = np.flatnonzero(place >= 0)
    place[there[codes[place[there]] != visits[there]]] = -1
    return place


def _comes_back(baskets: Baskets, place: int, visits: Array, counted: Array, back: Array) -> ComesBack:
    product_id = baskets.product_ids[place]
    several, returned, share = _shares(counted[visits], back[visits])
    low, high = (None, None) if share is None else wilson(share, several)
    few = several < FEW_CLIENTS
    return ComesBack(product_id, baskets.names[product_id], len(visits), several, returned, share, low, high, few)


def _shares(counted: Array, back: Array) -> tuple[int, int, float | None]:
    """How many count, how many of these came back, and their share."""
    several, returned = int(counted.sum()), int((counted & back).sum())
    return several, returned, returned / several if several else None
