"""Who bought this also bought: the counting held against plain sums, and what it must not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from math import sqrt
from random import Random

import pytest

from app.models.also_bought import Line, Pair, pairs_of
from app.models.database import Database
from app.models.enums import PurchaseStatus
from app.models.product import Product
from app.models.purchase import Purchase
from app.services.offers import co_occurrence
from app.services.offers.refresh import pairs_as_of, refresh_also_bought
from app.services.purchases.data import LineData, PurchaseData, ReturnLine
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase, delete_purchase
from tests.factories import NOW, make_client, sell

TODAY = date(2026, 11, 21)


def plain_pairs(lines: list[Line], kept_of_each: int) -> dict[int, list[Pair]]:
    """The same definition, with sets and loops."""
    totals: dict[tuple[int, int], int] = defaultdict(int)
    for client, product, quantity in lines:
        totals[client, product] += quantity
    who: dict[int, set[int]] = defaultdict(set)
    for (client, product), quantity in totals.items():
        if quantity > 0:
            who[product].add(client)
    n = len(set().union(*who.values())) if who else 0
    found: dict[int, list[Pair]] = {}
    for a in who:
        for b in who:
            both, chance = len(who[a] & who[b]), len(who[a]) * len(who[b]) / max(n, 1)
            share_a, share_b = len(who[a]) / n, len(who[b]) / n
            deviation = sqrt(n * share_a * share_b * (1 - share_a) * (1 - share_b) * n / max(n - 1, 1))
            if a != b and both >= (3 if n < 1000 else 10) and both >= 1.2 * chance and both >= chance + 2.5 * deviation:
                found.setdefault(a, []).append(Pair(a, b, both, both / chance))
    for pairs in found.values():
        pairs.sort(key=lambda pair: (-pair.lift * (1 - pair.buyers**-0.5), pair.other_id))
    return {a: pairs[:kept_of_each] for a, pairs in found.items()}


def random_lines(random: Random, clients: int, products: int) -> list[Line]:
    """Purchases with tastes, so that some products go together; and returns of all kinds."""
    lines = []
    for _visit in range(clients * 4):
        client = random.randint(1, clients)
        taste = client % 5
        for _line in range(random.randint(1, 4)):
            product = random.randint(1, products)
            if random.random() < 0.6:
                product = min(max(1, product - product % 5 + taste), products)
            lines.append((client, product, random.choice((500, 1000, 2000))))
    for client, product, quantity in random.sample(lines, len(lines) // 8):
        lines.append((client, product, -random.choice((quantity, 500))))
    random.shuffle(lines)
    return lines


def count(lines: list[Line], ids: list[int], step: Callable[[], object] = lambda: None) -> list[Pair]:
    """The program's counting of these lines, in small blocks."""
    back = [line for line in lines if line[2] <= 0]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    shop = co_occurrence.Shop(ids, max((line[0] for line in lines), default=0), len(lines))
    return co_occurrence.find_pairs([back] if back else [], blocks, shop, step)


@pytest.mark.parametrize("seed", range(12))
def test_pairs_are_those_of_plain_sums(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    clients, products = random.choice((8, 60, 400, 1500)), random.choice((3, 12, 40))
    lines = random_lines(random, clients, products)
    monkeypatch.setattr(co_occurrence, "BLOCK", random.choice((7, 64, 1 << 18)))
    monkeypatch.setattr(co_occurrence, "KEPT_OF_EACH", random.choice((2, 20)))
    pairs = count(lines, list(range(1, products + 1)))

    found: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.product_id].append(pair)
    plain = plain_pairs(lines, co_occurrence.KEPT_OF_EACH)
    assert {a: [(p.other_id, p.buyers) for p in some] for a, some in found.items()} == {
        a: [(p.other_id, p.buyers) for p in some] for a, some in plain.items()
    }
    for a, some in plain.items():
        assert [pair.lift for pair in found[a]] == pytest.approx([pair.lift for pair in some])


def test_products_that_are_not_asked_for_are_left_out() -> None:
    lines = [(client, product, 1000) for client in range(1, 11) for product in (1, 2, 9)]
    lines += [(client, 5, 1000) for client in range(11, 41)]
    pairs = count(lines, [1, 2, 5])
    assert [(pair.product_id, pair.other_id, pair.buyers, pair.lift) for pair in pairs] == [
        (1, 2, 10, 4.0),
        (2, 1, 10, 4.0),
    ]


def test_a_shop_of_one_or_without_sales_has_no_pairs() -> None:
    assert count([], [1, 2]) == []
    assert count([], []) == []
    assert count([(1, 1, 1000), (1, 2, 1000)], [1, 2]) == []


def test_the_work_ends_when_it_is_cancelled() -> None:
    class Enough(Exception):
        pass

    def step() -> None:
        raise Enough

    with pytest.raises(Enough):
        count([(1, 1, 1000)], [1], step)


def basket(db: Database, client_id: int | None, day: date, *names: str) -> int:
    """A receipt with a line of each product."""
    lines = tuple(LineData(name, 1000, 10_000) for name in names)
    return add_purchase(db, PurchaseData(client_id, day, lines), NOW)


def stored(db: Database) -> dict[tuple[str, str], int]:
    """Buyers of both by the names of the products."""
    with db.read() as session:
        names = {product.id: product.name for product in session.query(Product)}
        return {(names[p.product_id], names[p.other_id]): p.buyers for p in pairs_of(session, names)}


def shop_of_coffee(db: Database) -> list[int]:
    """Six who buy a funnel and filters, twenty who buy tea."""
    fans = [make_client(db, f"Любитель {n}") for n in range(6)]
    for place, client_id in enumerate(fans):
        basket(db, client_id, TODAY - timedelta(days=20 + place), "Воронка", "Фильтры")
    for n in range(20):
        basket(db, make_client(db, f"Гость {n}"), TODAY - timedelta(days=n), "Чай")
    return fans


def test_what_clients_buy_together_is_stored_both_ways(db: Database) -> None:
    shop_of_coffee(db)
    assert refresh_also_bought(db, TODAY)
    assert stored(db) == {("Воронка", "Фильтры"): 6, ("Фильтры", "Воронка"): 6}


def test_what_was_bought_on_two_days_is_bought_by_one_client_all_the_same(db: Database) -> None:
    fans = shop_of_coffee(db)
    basket(db, fans[0], TODAY, "Весы")
    basket(db, fans[1], TODAY, "Весы")
    basket(db, fans[2], TODAY - timedelta(days=200), "Весы")
    refresh_also_bought(db, TODAY)
    assert stored(db)["Весы", "Воронка"] == 3


def test_returned_cancelled_deleted_and_anonymous_sales_do_not_count(db: Database) -> None:
    fans = shop_of_coffee(db)
    returned = basket(db, fans[0], TODAY, "Весы", "Термос")
    shown = get_purchase(db, returned)
    scales = next(line for line in shown.lines if line.product == "Весы")
    return_purchase(db, returned, [ReturnLine(scales.id, 1000, None)], TODAY, None, NOW)
    delete_purchase(db, basket(db, fans[1], TODAY, "Весы"), NOW)
    cancelled = basket(db, fans[2], TODAY, "Весы")
    for client_id in (fans[3], fans[4], None):
        basket(db, client_id, TODAY, "Весы")
    with db.write() as session:
        session.get_one(Purchase, cancelled).status = PurchaseStatus.CANCELLED
    refresh_also_bought(db, TODAY)
    assert ("Весы", "Воронка") not in stored(db)
    basket(db, fans[0], TODAY, "Весы")  # taken after all
    with db.read() as session:
        weighed = session.query(Product).filter_by(name="Весы").one().id
    assert [pair.buyers for pair in pairs_as_of(db, TODAY) if pair.product_id == weighed] == [3, 3]


def test_a_past_day_knows_only_what_was_bought_up_to_it(db: Database) -> None:
    shop_of_coffee(db)
    assert {pair.buyers for pair in pairs_as_of(db, TODAY)} == {6}
    assert pairs_as_of(db, TODAY - timedelta(days=20)) == []  # everybody bought the same by then
    assert pairs_as_of(db, TODAY - timedelta(days=400)) == []


def test_another_count_waits_until_there_is_something_new(db: Database) -> None:
    assert not refresh_also_bought(db, TODAY)  # an empty shop
    fans = shop_of_coffee(db)
    assert refresh_also_bought(db, TODAY)
    assert not refresh_also_bought(db, TODAY + timedelta(days=30))  # nothing was sold since
    sell(db, fans[0], TODAY, product="Чай")
    assert not refresh_also_bought(db, TODAY + timedelta(days=1))
    assert refresh_also_bought(db, TODAY + timedelta(days=7))
    for client_id in fans:
        sell(db, client_id, TODAY, product="Чай")
    assert refresh_also_bought(db, TODAY + timedelta(days=7))


def test_a_product_taken_out_of_the_file_meanwhile_leaves_no_pair(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services.offers import refresh

    shop_of_coffee(db)
    gone = [Pair(1, 999_999, 6, 2.0), Pair(1, 2, 6, 2.0)]
    monkeypatch.setattr(refresh, "pairs_until", lambda *_asked: gone)
    assert refresh_also_bought(db, TODAY)
    assert list(stored(db).values()) == [6]
