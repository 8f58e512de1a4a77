"""After random sales, returns and deletions every offer is true to what a plain account of them says."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from statistics import median

import pytest

from app.models.also_bought import Pair, replace_pairs
from app.models.database import Database
from app.services.offers.listing import list_offers
from app.services.offers.reasons import AlsoBoughtReason, Better, GoesWith, Offer, UsedUp, Usual
from app.services.products.data import Link, ProductData
from app.services.products.save import archive_products, save_product, set_in_stock
from app.services.purchases.data import LineData, PurchaseData, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase
from tests.factories import NOW, make_client

TODAY = date(2026, 11, 21)
PRODUCTS = 9
LASTS = {1: 10, 2: 30, 3: 5}  # replenish_days by product

Sale = dict[int, int]  # product -> quantity left


class Account:
    """What one client did, by hand: sales by number with their day, and days on which something came back."""

    def __init__(self) -> None:
        self.sales: dict[int, tuple[date, Sale]] = {}
        self.back: dict[int, date] = {}

    def days(self, product: int) -> list[date]:
        """Days on which the product was bought and kept."""
        return sorted({day for day, sale in self.sales.values() if sale.get(product, 0) > 0})

    def gave_back(self, product: int) -> bool:
        """Returned, and not bought since."""
        days, back = self.days(product), self.back.get(product)
        return back is not None and (not days or back >= days[-1])


def random_history(db: Database, random: Random, client_id: int, ids: list[int], names: list[str]) -> Account:
    """Sales with returns and deletions among them."""
    account = Account()
    for _step in range(random.randint(3, 40)):
        day = TODAY - timedelta(days=random.choice((0, 9, 20, 25, 30, 40, 45, 60, 70, 100, 150, 300)))
        taken = random.sample(range(PRODUCTS), random.randint(1, 3))
        lines = tuple(LineData(names[n], random.choice((1000, 2000)), 10_000, product_id=ids[n]) for n in taken)
        sale_id = add_purchase(db, PurchaseData(client_id, day, lines), NOW)
        account.sales[sale_id] = day, {n: line.quantity for n, line in zip(taken, lines, strict=True)}
        act = random.random()
        if act < 0.12:
            delete_purchase(db, sale_id, NOW)
            del account.sales[sale_id]
        elif act < 0.3:
            row = random.choice(get_purchase(db, sale_id).lines)
            product, later = ids.index(row.product_id or 0), day + timedelta(days=random.randint(0, 3))
            return_purchase(db, sale_id, [ReturnLine(row.id, 1000, None)], min(later, TODAY), None, NOW)
            account.sales[sale_id][1][product] -= 1000
            account.back[product] = max(min(later, TODAY), account.back.get(product, day))
    return account


def check(offer: Offer, product: int, account: Account, links: dict[str, set[int]]) -> None:
    """The reason says what the account says."""
    days, reason = account.days(product), offer.reason
    assert not account.gave_back(product)
    assert TODAY not in days
    if isinstance(reason, Usual):
        gaps = [(b - a).days for a, b in pairwise(days)]
        assert (reason.last_day, reason.times, reason.rhythm_days) == (days[-1], len(days), median(gaps))
        assert reason.days_ago == (TODAY - days[-1]).days >= reason.rhythm_days
    elif isinstance(reason, UsedUp):
        left = sum(sale.get(product, 0) for day, sale in account.sales.values() if day == days[-1])
        assert len(days) < 3
        assert reason.days_ago == (TODAY - days[-1]).days >= reason.lasts_days == LASTS[product] * left // 1000
    elif isinstance(reason, GoesWith):
        assert product in links[reason.name]
    else:
        assert days == []
        assert isinstance(reason, AlsoBoughtReason) or (isinstance(reason, Better) and product in links[reason.name])


@pytest.mark.parametrize("seed", range(3))
def test_every_offer_is_true(db: Database, seed: int) -> None:
    random = Random(seed)
    names = [f"Товар {n}" for n in range(PRODUCTS)]
    ids = [
        save_product(db, ProductData(name, price=10_000, replenish_days=LASTS.get(n)), NOW)
        for n, name in enumerate(names)
    ]
    links: dict[str, set[int]] = defaultdict(set)
    for n in range(4):
        others = random.sample([other for other in range(PRODUCTS) if other != n], 2)
        told = (Link(ids[others[0]], "goes_with"), Link(ids[others[1]], "better"))
        data = ProductData(names[n], price=10_000, replenish_days=LASTS.get(n), links=told)
        save_product(db, data, NOW, ids[n], 1)
        links[names[n]] |= set(others)
    with db.write() as session:
        replace_pairs(session, [Pair(a, b, 20, 1.2 + random.random()) for a in ids for b in ids if a < b])
    archive_products(db, [ids[8]], True, NOW)
    set_in_stock(db, ids[7], False, NOW, TODAY)
    seen: set[type] = set()
    for n in range(10):
        client_id = make_client(db, f"Клиент {n}")
        account = random_history(db, random, client_id, ids, names)
        for offer in list_offers(db, client_id, TODAY):
            product = ids.index(offer.product_id)
            assert product not in (7, 8)
            check(offer, product, account, links)
            seen.add(type(offer.reason))
    assert Usual in seen
    assert len(seen) >= 3  # so that the account was held against offers of several kinds
