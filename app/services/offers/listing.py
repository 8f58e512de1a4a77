"""What to offer a client now: the rules weighed against one another, without what cannot or should not be sold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.aftersale import Interest
from app.models.also_bought import Pair, pairs_of
from app.models.database import Database
from app.models.product import Product, ProductLink
from app.services.clients.people import kept_client
from app.services.interests import is_met
from app.services.offers.history import Bought, History, history_of
from app.services.offers.reasons import AlsoBoughtReason, Better, GoesWith, Offer, UsedUp, Usual, Wanted
from app.services.offers.rules import (
    Found,
    Goods,
    Known,
    best_of_each,
    bought_lately,
    find_again,
    find_also_bought,
    find_linked,
)

MOST_OF_A_KIND = 3
# The latest products of a client that the rules look at; so many name what was bought long ago well enough.
LATEST_PRODUCTS = 500
LATEST_FOR_PAIRS = 50

# What the client asked for comes first, then the habits, then the owner's word, then what others do. A kind is a tenth
# wide, so that the strength orders the offers within it.
_BASE: dict[type, float] = {Wanted: 0.9, Usual: 0.8, UsedUp: 0.7, GoesWith: 0.5, Better: 0.4, AlsoBoughtReason: 0.3}


def list_offers(
    db: Database, client_id: int, today: date, limit: int = 6, pairs: Sequence[Pair] | None = None
) -> tuple[Offer, ...]:
    """The best offers for the client on the day `today`, knowing nothing of later purchases; three of a kind at most.

    `pairs` are used instead of the stored ones, for a past day. Raises NotFound, also for a client in the trash.
    """
    with db.read() as session:
        kept_id = kept_client(session, client_id).id
        wishes, history = _wishes(session, kept_id, today), history_of(session, kept_id, today)
        known = _known(session, history, today, pairs, [wish.product_id for wish in wishes])
    found = [*_find_wanted(wishes, known), *find_again(known), *find_linked(known), *find_also_bought(known)]
    best = best_of_each(Found(one.product_id, one.reason, _score(one)) for one in found)
    offered = [one for one in best if _may_be_offered(one, known)]
    offered.sort(key=lambda one: (-one.strength, known.goods[one.product_id].name_key, one.product_id))
    return tuple(_offer(one, known.goods[one.product_id]) for one in _mixed(offered, limit))


def _known(
    session: Session, history: History, today: date, pairs: Sequence[Pair] | None, wanted: Iterable[int]
) -> Known:
    latest = sorted(history.bought.values(), key=lambda one: (-one.last_day.toordinal(), one.product_id))
    links = links_from(session, [one.product_id for one in bought_lately(history, today)[:LATEST_PRODUCTS]])
    told = _pairs(session, latest[:LATEST_FOR_PAIRS], pairs)
    ids = {one.product_id for one in latest[:LATEST_PRODUCTS]}
    ids |= {other_id for _id, other_id, _kind in links} | {pair.other_id for pair in told} | set(wanted)
    return Known(history, goods_of(session, ids), links, told, today)


def _pairs(session: Session, latest: Iterable[Bought], pairs: Sequence[Pair] | None) -> tuple[Pair, ...]:
    ids = {one.product_id for one in latest if not one.returned}
    return tuple(pairs_of(session, ids) if pairs is None else (pair for pair in pairs if pair.product_id in ids))


def links_from(session: Session, product_ids: Collection[int]) -> tuple[tuple[int, int, str], ...]:
    """(product, other, kind) of the owner's links of these products."""
    asked = select(ProductLink.product_id, ProductLink.other_id, ProductLink.kind)
    return tuple(session.execute(asked.where(ProductLink.product_id.in_(product_ids))))


def goods_of(session: Session, product_ids: Collection[int]) -> dict[int, Goods]:
    """These products by id, as the rules see them."""
    asked = select(
        *(Product.id, Product.name, Product.name_key, Product.price, Product.kind, Product.in_stock),
        *(Product.archived, Product.replenish_days),
    )
    rows = session.execute(asked.where(Product.id.in_(product_ids)))
    return {row.id: Goods(*row) for row in rows}


def _wishes(session: Session, client_id: int, today: date) -> list[Interest]:
    """What the client went without and can have by now, as far as `today` knows."""
    statement = (
        select(Interest, Product)
        .join(Product, Product.id == Interest.product_id)
        .where(Interest.client_id == client_id, Interest.closed_at.is_(None), Interest.day <= today)
    )
    return [
        interest
        for interest, product in session.execute(statement)
        if is_met(interest, product) and (product.back_day or today) <= today
    ]


def _find_wanted(wishes: Iterable[Interest], known: Known) -> Iterator[Found]:
    for wish in wishes:
        bought = known.history.bought.get(wish.product_id)
        if bought is None or bought.last_day < wish.day:
            days_ago = (known.today - wish.day).days
            yield Found(wish.product_id, Wanted(wish.day, wish.reason), 1 / (1 + days_ago))


def _score(found: Found) -> float:
    return round(_BASE[type(found.reason)] + found.strength / 10, 4)


def _may_be_offered(found: Found, known: Known) -> bool:
    goods, bought = known.goods.get(found.product_id), known.history.bought.get(found.product_id)
    if goods is None or not goods.available or found.product_id in known.history.returned:
        return False
    return bought is None or bought.last_day < known.today


def _mixed(offered: Iterable[Found], limit: int) -> Iterator[Found]:
    """The best, without more than three of a kind."""
    kinds: Counter[type] = Counter()
    taken = 0
    for one in offered:
        kinds[type(one.reason)] += 1
        if kinds[type(one.reason)] <= MOST_OF_A_KIND and taken < limit:
            taken += 1
            yield one


def _offer(found: Found, goods: Goods) -> Offer:
    return Offer(goods.id, goods.name, goods.price, found.reason, found.strength)
