"""The average receipt before and after a day: a campaign, a new price, or any day the owner names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.product import Product
from app.models.search import fold
from app.models.sold import Spread, spread
from app.services.intervals import Sums, mean_difference
from app.services.report.figures import average
from app.services.spend import spend_in

if TYPE_CHECKING:
    from app.services.report.period import Period

DAYS = 30
FEW_RECEIPTS = 30
MOST_PRICES = 20  # products whose price changed, the latest
MOST_COMPARED = 12  # turns on paper and in files, which ask nothing; the window has them all


@dataclass(frozen=True, slots=True)
class Turn:
    """A day worth looking at: a campaign that began, or a product whose price changed. `title` is the campaign's source
    or the product's name; `id` that of the spend or the product."""

    kind: Literal["campaign", "price"]
    day: date
    title: str
    id: int


@dataclass(frozen=True, slots=True)
class Side:
    """Receipts of one side, those with a known sum; `average` = net revenue / receipts. Money in minor units."""

    first: date
    last: date
    receipts: int
    revenue: int
    average: int | None


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """As many days before `day` as from it on. `change` is the difference of the averages in minor units with its 95 %
    interval; None where a side has too few receipts for one. `is_sure`: the interval leaves 0 out."""

    day: date
    before: Side
    after: Side
    change: int | None
    low: int | None
    high: int | None
    is_sure: bool
    few: bool  # under 30 receipts on a side


@dataclass(frozen=True, slots=True)
class TurnCompared:
    """What happened, and 30 days before it beside 30 days from it on."""

    turn: Turn
    sides: BeforeAfter


def find_turns(session: Session, period: Period) -> tuple[Turn, ...]:
    """Campaigns that began and products whose price changed last on the days of the period; the latest first. What is
    paid month by month for a source begins once."""
    changed = select(Product.price_day, Product.name, Product.id).where(
        Product.price_day >= period.first, Product.price_day <= period.last
    )
    prices = session.execute(changed.order_by(Product.price_day.desc(), Product.id).limit(MOST_PRICES))
    turns = [Turn("price", day, name, product_id) for day, name, product_id in prices if day is not None]
    paid = [(fold(spend.source), spend) for spend in spend_in(session)]
    running = {(source, spend.last_day + timedelta(days=1)) for source, spend in paid}
    turns += [
        Turn("campaign", spend.first_day, spend.source, spend.id)
        for source, spend in paid
        if period.first <= spend.first_day <= period.last and (source, spend.first_day) not in running
    ]
    return tuple(sorted(turns, key=lambda turn: (-turn.day.toordinal(), turn.kind, turn.title, turn.id)))


def read_before_after(
    session: Session, day: date, today: date, days: int = DAYS, product_id: int | None = None
) -> BeforeAfter:
    """The receipts of `days` days from `day` on against those of as many before; of fewer, where `today` is sooner.
    With a product, only receipts with it on them."""
    length = max(1, min(days, (today - day).days + 1))
    before = _read(session, day - timedelta(days=length), day - timedelta(days=1), product_id)
    after = _read(session, day, day + timedelta(days=length - 1), product_id)
    sides = _side(*before), _side(*after)
    few = min(before[2].receipts, after[2].receipts) < FEW_RECEIPTS
    found = mean_difference(Sums(*after[2]), Sums(*before[2]))
    if found is None:
        return BeforeAfter(day, *sides, None, None, None, False, few)
    change, margin = found
    low, high = round(change - margin), round(change + margin)
    return BeforeAfter(day, *sides, round(change), low, high, not few and not low <= 0 <= high, few)


def average_before_after(
    db: Database, day: date, today: date, days: int = DAYS, product_id: int | None = None
) -> BeforeAfter:
    """The same, for who looks at one day after another."""
    with db.read() as session:
        return read_before_after(session, day, today, days, product_id)


def compare_turns(
    db: Database, turns: Sequence[Turn], today: date, step: Callable[[], object] = lambda: None
) -> tuple[TurnCompared, ...]:
    """The latest of them, the latest first; `step` is called between them and may raise."""
    made = []
    for turn in turns[:MOST_COMPARED]:
        product = turn.id if turn.kind == "price" else None
        made.append(TurnCompared(turn, average_before_after(db, turn.day, today, product_id=product)))
        step()
    return tuple(made)


def _read(session: Session, first: date, last: date, product_id: int | None) -> tuple[date, date, Spread]:
    return first, last, spread(session, first, last, product_id)


def _side(first: date, last: date, found: Spread) -> Side:
    return Side(first, last, found.receipts, found.revenue, average(found.revenue, found.receipts))
