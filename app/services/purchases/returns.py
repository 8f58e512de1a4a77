"""Returns against a receipt, in part or as a whole: a receipt of its own with negative quantities and sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import PurchaseStatus
from app.models.facts import refresh_facts
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.errors import (
    InvalidValue,
    NotFound,
    NothingToReturn,
    ReturnBeforeSale,
    ReturnOfReturn,
    ReturnTooMuch,
    ReturnTooMuchMoney,
)
from app.services.purchases.checks import wall_time
from app.services.purchases.data import ReturnLine
from app.services.purchases.family import end_returned
from app.services.purchases.find import Left, left_of, live_purchase, money_returned, returns_of
from app.services.purchases.money import line_sum
from app.services.purchases.save import AREAS
from app.services.shop_time import is_plausible


def return_purchase(
    db: Database,
    sale_id: int,
    lines: Sequence[ReturnLine],
    day: date,
    time: str | None,
    now: datetime,
    payment: str = "",
    note: str = "",
    total: int | None = None,
) -> int:
    """Take back what `lines` say, or without lines all that is left; returns the id of the return's receipt.

    `total` is the money given back for a sale whose lines have no sums; else it follows from the lines. Raises
    NotFound, InvalidValue, ReturnOfReturn, ReturnBeforeSale, NothingToReturn, ReturnTooMuch, ReturnTooMuchMoney.
    """
    with db.write(*AREAS) as session:
        sale = live_purchase(session, sale_id)
        _check(sale, day, lines, total)
        returns = returns_of(session, sale)
        left = left_of(sale, returns)
        wanted = _wanted(session, sale, lines, left)
        begin_action(session, "return_purchase", now)
        row = Purchase(client_id=sale.client_id, day=day, time=wall_time(time), return_of_id=sale.id, status="done")
        row.payment, row.note, row.receipt, row.staff_id = payment.strip(), note.strip(), "", db.staff_id
        row.created_at = row.updated_at = now
        rest = None if sale.total is None else sale.total - money_returned(returns)
        sums = _sums(wanted, left, rest)
        row.lines = [_line(line, wanted[line.id], sums[line.id]) for line in sale.lines if line.id in wanted]
        row.total = _total(rest, sums, total, whole=_is_whole(wanted, left))
        session.add(row)
        session.flush()
        end_returned(session, sale, (*returns, row))
        if sale.client_id is not None:
            refresh_facts(session, [sale.client_id])
        return row.id


def money_back(quantity: int, left_quantity: int, left_sum: int | None) -> int | None:
    """What a part of the rest of a line is worth, rounded half-up; all of the rest is exactly what is left of it."""
    if left_sum is None or left_quantity == 0:
        return left_sum
    return (2 * left_sum * quantity + left_quantity) // (2 * left_quantity)


def _check(sale: Purchase, day: date, lines: Sequence[ReturnLine], total: int | None) -> None:
    if sale.return_of_id is not None or (sale.total is not None and sale.total < 0):
        raise ReturnOfReturn()
    if sale.status != PurchaseStatus.DONE:
        raise NothingToReturn()
    if not is_plausible(day):
        raise InvalidValue(field="date", value=day.isoformat())
    if day < sale.day:
        raise ReturnBeforeSale(day=sale.day)
    if len({line.line_id for line in lines}) < len(lines):
        raise InvalidValue(field="line", value=str(len(lines)))
    for line in lines:
        if line.quantity <= 0:
            raise InvalidValue(field="quantity", value=str(line.quantity // 1000))
    for sum_ in (total, *(line.sum for line in lines)):
        if sum_ is not None and sum_ < 0:
            raise InvalidValue(field="sum", value=str(sum_ // 100))


def _wanted(
    session: Session, sale: Purchase, lines: Sequence[ReturnLine], left: Mapping[int, Left]
) -> dict[int, ReturnLine]:
    """What comes back by the line's id; all that is left where nothing is asked for."""
    if not lines:
        return {row: ReturnLine(row, rest.quantity) for row, rest in left.items() if rest.quantity > 0}
    rows = {row.id: row for row in sale.lines}
    for line in lines:
        if line.line_id not in rows:
            raise NotFound(what="line", id=line.line_id)
        rest, row = left[line.line_id], rows[line.line_id]
        if line.quantity > rest.quantity:
            product = None if row.product_id is None else session.get(Product, row.product_id)
            named = {"product": product.name, "unit": product.unit} if product else {}
            raise ReturnTooMuch(left=rest.quantity, **named)
        if line.sum is not None and rest.sum is not None and line.sum > rest.sum:
            raise ReturnTooMuchMoney(left=rest.sum)
    return {line.line_id: line for line in lines}


def _is_whole(wanted: Mapping[int, ReturnLine], left: Mapping[int, Left]) -> bool:
    """Whether nothing is left after this, and nobody said for how much."""
    rests = {row: rest.quantity for row, rest in left.items() if rest.quantity > 0}
    return rests == {row: back.quantity for row, back in wanted.items() if back.sum is None}


def _sums(wanted: Mapping[int, ReturnLine], left: Mapping[int, Left], rest: int | None) -> dict[int, int | None]:
    """The money for each line that comes back; where nobody said it, all together is not more than is left."""
    sums: dict[int, int | None] = {row: back.sum for row, back in wanted.items()}
    for row, back in wanted.items():
        if back.sum is None:
            worth = money_back(back.quantity, left[row].quantity, left[row].sum)
            given = sum(sum_ or 0 for sum_ in sums.values())
            sums[row] = worth if worth is None or rest is None else min(worth, max(rest - given, 0))
    return sums


def _line(row: PurchaseLine, back: ReturnLine, money: int | None) -> PurchaseLine:
    """The line of the return: as the sale's, with its signs turned, in the same place."""
    line = PurchaseLine(product_id=row.product_id, position=row.position, quantity=-back.quantity, price=row.price)
    line.sum = None if money is None else -money
    line.discount = 0
    if row.price is not None and line.sum is not None:
        line.discount = line_sum(line.quantity, row.price) - line.sum
    return line


def _total(rest: int | None, sums: Mapping[int, int | None], asked: int | None, whole: bool) -> int | None:
    """What the return adds to the shop's money: not more than was paid, and all of that where all comes back."""
    if not sums and (max(rest or 0, 0) if asked is None else asked) == 0:
        raise NothingToReturn()
    known = [sum_ for sum_ in sums.values() if sum_ is not None]
    money = asked if asked is not None else (sum(known) if known else None)
    if asked is None and whole and rest is not None:
        money = max(rest, 0)
    if money is not None and rest is not None and money > max(rest, 0):
        raise ReturnTooMuchMoney(left=max(rest, 0))
    return None if money is None else -money
