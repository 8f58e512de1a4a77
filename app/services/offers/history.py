"""What a client bought, product by product, out of the receipts that count; it knows nothing of later days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enums import PurchaseStatus
from app.models.purchase import Purchase, PurchaseLine

# The newest receipts of a client that are looked at; who has more is known well enough by these.
RECEIPTS_READ = 1_000
RHYTHM_DAYS = 3  # days with a purchase from which on there is a rhythm, as for the client's own


@dataclass(frozen=True)
class Bought:
    """One product in the hands of a client. Quantity in thousandths; days ascend and hold only what was kept."""

    product_id: int
    days: tuple[date, ...]
    last_quantity: int  # bought on the last day
    returned: bool  # and not bought again since

    @property
    def last_day(self) -> date:
        """When it was bought last."""
        return self.days[-1]

    @property
    def rhythm_days(self) -> float | None:
        """Median of the days between purchases, from three days on."""
        if len(self.days) < RHYTHM_DAYS:
            return None
        return float(median((later - day).days for day, later in zip(self.days, self.days[1:], strict=False)))


@dataclass(frozen=True)
class History:
    """What a client has of the products that he bought and kept, those that he gave back, and his days in the shop."""

    bought: dict[int, Bought]
    returned: frozenset[int]
    days: tuple[date, ...]  # with a purchase of any product, ascending


def history_of(session: Session, client_id: int, until: date) -> History:
    """Up to the end of the day `until`, from the newest 1,000 receipts; cancelled and deleted ones do not count.

    A linked return takes back its sale's quantity. What came back altogether was not bought at all.
    """
    newest = (
        select(Purchase.id, Purchase.day, Purchase.return_of_id)
        .where(
            Purchase.client_id == client_id,
            Purchase.status == PurchaseStatus.DONE,
            Purchase.deleted_at.is_(None),
            Purchase.day <= until,
        )
        .order_by(Purchase.day.desc(), Purchase.id.desc())
        .limit(RECEIPTS_READ)
        .subquery()
    )
    statement = select(newest, PurchaseLine.product_id, PurchaseLine.quantity).join(
        PurchaseLine, PurchaseLine.purchase_id == newest.c.id
    )
    rows = session.execute(statement.where(PurchaseLine.product_id.is_not(None)))
    return _history(rows)


def _history(rows: Iterable[tuple[int, date, int | None, int, int]]) -> History:
    kept: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))  # product -> sale -> quantity left of it
    back: dict[int, date] = {}
    days: dict[int, date] = {}
    for receipt_id, day, sale_id, product_id, quantity in rows:
        kept[product_id][sale_id or receipt_id] += quantity
        days[receipt_id] = day
        if quantity < 0:
            back[product_id] = max(day, back.get(product_id, day))
    found = (_bought(product_id, sales, days, back.get(product_id)) for product_id, sales in kept.items())
    bought = {one.product_id: one for one in found if one is not None}
    returned = {product_id for product_id in back if product_id not in bought or bought[product_id].returned}
    return History(bought, frozenset(returned), tuple(sorted({day for one in bought.values() for day in one.days})))


def _bought(product_id: int, sales: dict[int, int], days: dict[int, date], back: date | None) -> Bought | None:
    by_day: dict[date, int] = defaultdict(int)
    for sale_id, quantity in sales.items():
        if quantity > 0 and sale_id in days:
            by_day[days[sale_id]] += quantity
    if not by_day or sum(sales.values()) <= 0:
        return None
    last = max(by_day)
    return Bought(product_id, tuple(sorted(by_day)), by_day[last], back is not None and back >= last)
