"""The rules that make offers of what a client bought, each on its own; listing.py weighs them against one another.

A rule gives a strength of 0..1 within its kind. A product is offered again when its time is over: three days with a
purchase make a rhythm (the median of the days between), fewer go by the product's own replenish_days times the quantity
bought last. Who came three times since without taking it does not want it any more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.models.also_bought import Pair
from app.models.enums import LinkKind, ProductKind
from app.services.offers.co_occurrence import cautious
from app.services.offers.history import Bought, History
from app.services.offers.reasons import AlsoBoughtReason, Better, GoesWith, OfferReason, UsedUp, Usual

LATELY_DAYS = 90  # what goes with something is offered for so long; and for what was bought on the last day in the shop
PASSED_BY = 3  # days in the shop without taking what was due
TOO_SOON = 0.5  # of its time: what goes with something is not offered when there is that much of it left


@dataclass(frozen=True)
class Goods:
    """What the rules need to know of a product; price in minor units."""

    id: int
    name: str
    name_key: str
    price: int | None
    kind: str
    in_stock: bool
    archived: bool
    replenish_days: int | None

    @property
    def available(self) -> bool:
        """Whether it can be sold now; a service is never out of stock."""
        return not self.archived and (self.in_stock or self.kind == ProductKind.SERVICE)


@dataclass(frozen=True)
class Found:
    """What one rule says about one product."""

    product_id: int
    reason: OfferReason
    strength: float  # 0..1 among those of the same rule


@dataclass(frozen=True)
class Known:
    """All that the rules look at."""

    history: History
    goods: Mapping[int, Goods]
    links: tuple[tuple[int, int, str], ...]  # product, other, LinkKind
    pairs: tuple[Pair, ...]
    today: date


def lasts_days(one: Bought, goods: Goods | None) -> float | None:
    """After how many days it is bought again: by the client's rhythm, else by the product's rule for the quantity."""
    if one.rhythm_days is not None or goods is None or goods.replenish_days is None:
        return one.rhythm_days
    return goods.replenish_days * max(one.last_quantity, 1) / 1000


def bought_lately(history: History, today: date) -> list[Bought]:
    """What was bought in the last 90 days or on the last day in the shop, and kept; the latest first."""
    if not history.days:
        return []
    since = min(history.days[-1], today - timedelta(days=LATELY_DAYS))
    lately = [one for one in history.bought.values() if one.last_day >= since and not one.returned]
    return sorted(lately, key=lambda one: (-one.last_day.toordinal(), one.product_id))


def find_again(known: Known) -> Iterator[Found]:
    """What is due again, by the client's rhythm of the product or by the rule of the product."""
    for product_id, one in known.history.bought.items():
        lasts = lasts_days(one, known.goods.get(product_id))
        days_ago = (known.today - one.last_day).days
        if lasts is None or one.returned or days_ago < max(lasts, 1):
            continue
        due = one.last_day + timedelta(days=lasts)
        passed = len(known.history.days) - bisect_right(known.history.days, due)
        if passed >= PASSED_BY:
            continue
        times, rhythm = len(one.days), one.rhythm_days
        reason = (
            UsedUp(one.last_day, days_ago, round(lasts))
            if rhythm is None
            else Usual(one.last_day, days_ago, times, rhythm)
        )
        yield Found(product_id, reason, times / (times + 2) * max(lasts, 1) / days_ago / (1 + passed))


def find_linked(known: Known) -> Iterator[Found]:
    """What the owner says goes with what was bought lately, and was not bought since; and better versions of it."""
    history, today = known.history, known.today
    lately = {one.product_id: one for one in bought_lately(history, today)}
    for product_id, other_id, kind in known.links:
        one, other = lately.get(product_id), history.bought.get(other_id)
        if one is None or product_id not in known.goods or other_id not in known.goods:
            continue
        fresh = LATELY_DAYS / (LATELY_DAYS + (today - one.last_day).days)
        if kind == LinkKind.BETTER:
            if other is None and one.last_day < today:  # who bought it today has just decided
                yield Found(other_id, better(known.goods[product_id], known.goods[other_id]), fresh)
        elif other is None or (other.last_day < one.last_day and not is_too_soon(other, known.goods[other_id], today)):
            yield Found(other_id, GoesWith(known.goods[product_id].name), fresh)


def find_also_bought(known: Known) -> Iterator[Found]:
    """What others bought who bought the same, and the client never did."""
    for pair in known.pairs:
        if pair.product_id in known.goods and pair.other_id not in known.history.bought:
            reason = AlsoBoughtReason(known.goods[pair.product_id].name, pair.lift, pair.buyers)
            yield Found(pair.other_id, reason, 1 - 1 / max(cautious(pair.lift, pair.buyers), 1))


def better(than: Goods, goods: Goods) -> Better:
    """The reason of a better version, with the difference of the usual prices."""
    if not than.price or goods.price is None:
        return Better(than.name, None)
    return Better(than.name, goods.price / than.price - 1)


def is_too_soon(one: Bought, goods: Goods, today: date) -> bool:
    """Whether the client has at least half of it left, or bought it today."""
    lasts = lasts_days(one, goods) or 1
    return (today - one.last_day).days < lasts * TOO_SOON


def best_of_each(found: Iterable[Found]) -> list[Found]:
    """One for each product, the strongest; of equals the first by name of what it goes with."""
    best: dict[int, Found] = {}
    for one in sorted(found, key=lambda one: (-one.strength, getattr(one.reason, "name", ""))):
        best.setdefault(one.product_id, one)
    return list(best.values())
