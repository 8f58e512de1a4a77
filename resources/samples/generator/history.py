"""Two years of the sample shop: who came when and what was on each receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from goods import BEANS, EQUIPMENT, PRODUCTS, SUPPLIES, SWEETS, Product, of
from people import Person

OPENED_BEFORE = 810  # days from the first sale to the anchor
ANONYMOUS = 130


@dataclass(frozen=True)
class Line:
    """One position of a receipt; money in kopecks."""

    product: Product
    quantity: int
    price: int
    discount: int

    @property
    def sum(self) -> int:
        return self.quantity * self.price - self.discount


@dataclass
class Receipt:
    """One receipt; without a person it is a sale to nobody known. A return has negative quantities."""

    day: date
    at: time
    person: Person | None
    lines: list[Line]
    number: int = 0


def make_history(random: Random, people: list[Person], anchor: date) -> list[Receipt]:
    """All receipts up to the day before the anchor, numbered in order of time."""
    opened = anchor - timedelta(days=OPENED_BEFORE)
    for person in people:
        person.visits = _visits(random, person, opened, anchor)
    receipts = [_receipt(random, person, day) for person in people for day in person.visits]
    receipts += [
        _receipt(random, None, opened + timedelta(days=random.randrange(OPENED_BEFORE))) for _ in range(ANONYMOUS)
    ]
    receipts += [_return(sale, anchor) for sale in random.sample([r for r in receipts if _is_small(r)], 7)]
    receipts.sort(key=lambda receipt: (receipt.day, receipt.at))
    for number, receipt in enumerate(receipts, 1):
        receipt.number = number
    return receipts


def _visits(random: Random, person: Person, opened: date, anchor: date) -> list[date]:
    """Days of the visits, oldest first, walked backwards from the last one at the person's own pace."""
    count, silence = {
        "regular": (200, person.rhythm * random.uniform(0.05, 1.45)),
        "lapsed": (random.randint(4, 30), max(31.0, 2 * person.rhythm) * random.uniform(1.02, 2.9)),
        "occasional": (random.randint(2, 4), random.uniform(20, 420)),
        "once": (1, random.uniform(25, 700)),
        "new": (random.randint(1, 3), random.uniform(1, 18)),
        "prospect": (0, 0.0),
    }[person.kind]
    pace = person.rhythm * (3 if person.kind == "occasional" else 0.6 if person.kind == "new" else 1)
    joined = max(0, int(random.triangular(-150, 760, 90))) if person.kind == "regular" else 0
    day = anchor - timedelta(days=max(1, round(silence)))
    days: list[date] = []
    while len(days) < count and day >= opened + timedelta(days=joined):
        days.append(day)
        day -= timedelta(days=max(2, round(pace * random.lognormvariate(0, 0.22))))
    return days[::-1]


def _receipt(random: Random, person: Person | None, day: date) -> Receipt:
    favourites = person.favourites if person else random.choices(PRODUCTS, [p.weight for p in PRODUCTS], k=1)
    wanted = [random.choice(favourites)]
    if random.random() < 0.3:
        wanted.append(random.choice(favourites if random.random() < 0.5 else PRODUCTS[:42]))
    for chance, category in ((0.22, SWEETS), (0.16, SUPPLIES), (0.05, EQUIPMENT)):
        if random.random() < chance:
            goods = of(category)
            wanted += random.choices(goods, [product.weight for product in goods])
    share = random.choice((0, 0, 0, 5, 10)) if person and person.kind in ("regular", "lapsed") else 0
    at = time(random.choices(range(10, 21), (2, 3, 4, 5, 4, 3, 4, 5, 7, 6, 3))[0], random.randrange(60))
    return Receipt(day, at, person, [_line(random, product, day, share) for product in dict.fromkeys(wanted)])


def _line(random: Random, product: Product, day: date, share: int) -> Line:
    quantity = random.choice((1, 1, 1, 2)) if product.category in (BEANS, SWEETS) else 1
    price = product.price(day) * 100
    return Line(product, quantity, price, quantity * price * share // 100)


def _is_small(receipt: Receipt) -> bool:
    return receipt.person is not None and receipt.person.kind == "regular" and len(receipt.lines) > 1


def _return(sale: Receipt, anchor: date) -> Receipt:
    """The last line of the sale comes back a few days later."""
    line = sale.lines[-1]
    back = Line(line.product, -line.quantity, line.price, -line.discount)
    return Receipt(min(sale.day + timedelta(days=3), anchor - timedelta(days=1)), time(12, 30), sale.person, [back])
