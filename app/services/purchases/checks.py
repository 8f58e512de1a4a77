"""What makes no sense on a receipt, and what a sale and its returns owe each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import time

from sqlalchemy.orm import Session

from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.errors import InvalidValue, ReturnBeforeSale, SaleBelowReturned
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import money_returned
from app.services.purchases.money import LARGEST_SUM, line_sum
from app.services.shop_time import is_plausible

LARGEST_QUANTITY = 10**13  # thousandths


def check_typed(data: PurchaseData) -> None:
    """Raises InvalidValue for a receipt that cannot be meant."""
    wall_time(data.time)
    if not data.lines and data.total is None:
        raise InvalidValue(field="line", value="")
    if not is_plausible(data.day):
        raise InvalidValue(field="date", value=data.day.isoformat())
    if data.total is not None and abs(data.total) > LARGEST_SUM:
        raise InvalidValue(field="sum", value=str(data.total // 100))
    for line in data.lines:
        _check_line(line)


def _check_line(line: LineData) -> None:
    if line.product_id is None and not line.product.strip():
        raise InvalidValue(field="product", value=line.product)
    if line.quantity == 0 or abs(line.quantity) > LARGEST_QUANTITY:
        raise InvalidValue(field="quantity", value=str(line.quantity // 1000))
    if line.price is not None and not 0 <= line.price <= LARGEST_SUM:
        raise InvalidValue(field="price", value=str(line.price // 100))
    gross = 0 if line.price is None else abs(line_sum(line.quantity, line.price))
    if gross > LARGEST_SUM:
        raise InvalidValue(field="sum", value=str(gross // 100))
    if abs(line.discount) > gross or (line.discount < 0 < line.quantity):
        raise InvalidValue(field="discount", value=str(line.discount // 100), why="too_much")


def wall_time(typed: str | None) -> str | None:
    """A time of the day as it is stored, to the second. Raises InvalidValue."""
    if typed is None or not typed.strip():
        return None
    try:
        wall = time.fromisoformat(typed.strip())
    except ValueError as error:
        raise InvalidValue(field="time", value=typed) from error
    if wall.tzinfo is not None:
        raise InvalidValue(field="time", value=typed)
    return wall.isoformat("seconds")


def check_returns(session: Session, sale: Purchase, returns: Sequence[Purchase]) -> None:
    """A sale and the returns against it, after one of them was changed: not less than came back, nor after it.

    Raises ReturnBeforeSale and SaleBelowReturned.
    """
    for row in returns:
        if row.day < sale.day:
            raise ReturnBeforeSale(day=sale.day)
    sold = _by_product(sale.lines)
    for product_id, quantity in _by_product(line for row in returns for line in row.lines).items():
        if -quantity > sold[product_id]:
            product = None if product_id is None else session.get(Product, product_id)
            named = {"product": product.name, "unit": product.unit} if product else {}
            raise SaleBelowReturned(quantity=-quantity, **named)
    given_back = money_returned(returns)
    if sale.total is not None and given_back > max(sale.total, 0):
        raise SaleBelowReturned(sum=given_back)


def _by_product(lines: Iterable[PurchaseLine]) -> defaultdict[int | None, int]:
    quantities: defaultdict[int | None, int] = defaultdict(int)
    for line in lines:
        quantities[line.product_id] += line.quantity
    return quantities
