"""What to name beside a sale while it is typed: what goes with it, and better versions; with a client or without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from app.models.also_bought import Pair, pairs_of
from app.models.database import Database
from app.models.enums import LinkKind
from app.services.clients.people import kept_client
from app.services.offers.co_occurrence import cautious
from app.services.offers.history import History, history_of
from app.services.offers.listing import goods_of, links_from
from app.services.offers.reasons import AlsoBoughtReason, Beside, Better, GoesWith
from app.services.offers.rules import Goods, better, is_too_soon

NAMED = 3
NOBODY = History({}, frozenset(), ())

_ORDER: tuple[type, ...] = (GoesWith, Better, AlsoBoughtReason)


def beside_sale(db: Database, product_ids: Sequence[int], client_id: int | None, today: date) -> tuple[Beside, ...]:
    """Three at most, the owner's word before what others bought; what belongs to the product typed last leads.

    Never what is in the sale already, what cannot be sold, what the client returned or has plenty of. Raises NotFound
    for a client that is not there.
    """
    with db.read() as session:
        history = NOBODY if client_id is None else history_of(session, kept_client(session, client_id).id, today)
        links, pairs = links_from(session, product_ids), pairs_of(session, product_ids)
        others = {other_id for _id, other_id, _kind in links} | {pair.other_id for pair in pairs}
        goods = goods_of(session, {*product_ids, *others})
    latest = {product_id: -place for place, product_id in enumerate(product_ids)}
    found = [*_linked(links, goods, history), *_also_bought(pairs, goods, history)]
    found.sort(key=lambda one: (_ORDER.index(type(one[1].reason)), latest[one[0]], -one[2], one[1].name))
    named: dict[int, Beside] = {}
    for _product_id, beside, _lift in found:
        if beside.product_id not in latest and _may_be_named(goods[beside.product_id], history, today):
            named.setdefault(beside.product_id, beside)
    return tuple(named.values())[:NAMED]


_Found = tuple[int, Beside, float]  # the product of the sale, what is named beside it, and how strongly


def _linked(links: Iterable[tuple[int, int, str]], goods: Mapping[int, Goods], history: History) -> Iterator[_Found]:
    for product_id, other_id, kind in links:
        of, other = goods[product_id], goods[other_id]
        if kind == LinkKind.GOES_WITH:
            yield product_id, Beside(other.id, other.name, other.price, GoesWith(of.name)), 0.0
        elif other_id not in history.bought:
            yield product_id, Beside(other.id, other.name, other.price, better(of, other)), 0.0


def _also_bought(pairs: Iterable[Pair], goods: Mapping[int, Goods], history: History) -> Iterator[_Found]:
    for pair in pairs:
        if pair.other_id not in history.bought:
            other = goods[pair.other_id]
            reason = AlsoBoughtReason(goods[pair.product_id].name, pair.lift, pair.buyers)
            yield pair.product_id, Beside(other.id, other.name, other.price, reason), cautious(pair.lift, pair.buyers)


def _may_be_named(goods: Goods, history: History, today: date) -> bool:
    bought = history.bought.get(goods.id)
    if not goods.available or goods.id in history.returned:
        return False
    return bought is None or not is_too_soon(bought, goods, today)
