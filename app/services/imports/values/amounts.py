"""Price, quantity, discount and sum of a line, exact in millionths and rounded once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from app.services.imports.values.cells import Cell
from app.services.imports.values.numbers import MILLION, divide_half_up, millionths, minor, thousandths


class DiscountKind(StrEnum):
    """What the numbers of a discount column are."""

    FRACTION = "fraction"  # 0.2
    PERCENT = "percent"  # 20
    MONEY = "money"


Line = tuple[int | None, int | None, int | None, int | None]
"""quantity (thousandths), price, discount, sum (minor units)."""

_PERCENT = re.compile(r"\bпроц(?:\.|ент\w*)?|\bpercent\b", re.IGNORECASE)
_NO_DISCOUNT = frozenset(("нет", "без скидки", "no", "none", "не было"))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SUM_UNIT = MILLION * 10_000  # price x quantity in millionths squared -> minor units


def discount_kind(title: str, values: Iterable[Cell], prices: Sequence[int], decimal: str | None) -> DiscountKind:
    """What a discount column holds, from its title and all its values; `prices` in millionths."""
    cells = list(values)
    if (
        any(isinstance(cell, str) and "%" in cell for cell in cells)
        or "%" in title
        or "процент" in title.casefold()
        or "percent" in title.casefold()
    ):
        numbers = [number for cell in cells if (number := discount_number(cell, decimal)) is not None]
        return (
            DiscountKind.FRACTION
            if numbers and max(numbers) <= MILLION and any(0 < n < MILLION for n in numbers)
            else DiscountKind.PERCENT
        )
    numbers = [number for cell in cells if (number := discount_number(cell, decimal)) is not None]
    if not numbers or min(numbers) < 0:
        return DiscountKind.MONEY
    if max(numbers) <= MILLION:
        return DiscountKind.FRACTION
    whole = all(number % MILLION == 0 for number in numbers)
    if whole and max(numbers) <= 100 * MILLION and prices and sorted(prices)[len(prices) // 2] > 150 * MILLION:
        return DiscountKind.PERCENT
    return DiscountKind.MONEY


def discount_number(cell: Cell, decimal: str | None) -> int | None:
    """A discount in millionths; the percent sign is cut off (the column knows), and the minus of "-5%"."""
    if isinstance(cell, str):
        cell = _PERCENT.sub("%", cell)
        if cell.strip().casefold() in _NO_DISCOUNT:
            return 0
        if "%" in cell:
            found = _NUMBER.findall(cell)
            cell = found[0] if len(found) == 1 else cell.replace("%", "")
    number = millionths(cell, decimal, False)
    return None if number is None else abs(number)


def line_of(
    quantity: int | None, price: int | None, discount: int | None, given: int | None, kind: DiscountKind
) -> Line:
    """The line's figures from what the file gives, all in millionths; a given sum is never recomputed."""
    pieces = MILLION if quantity is None else quantity
    gross = None if price is None else divide_half_up(price * pieces, _SUM_UNIT)
    if given is not None:
        line_sum = minor(given)
        off = None if discount is None or gross is None or line_sum is None else gross - line_sum
        return thousandths(quantity), minor(price), off if off and off * gross > 0 else None, line_sum  # type: ignore[operator]
    if gross is None or price is None:
        return thousandths(quantity), None, _money_off(discount, kind), None
    line_sum = gross
    if discount:
        if kind is DiscountKind.MONEY:
            line_sum = gross - (minor(discount) or 0) * (1 if gross >= 0 else -1)
        else:
            whole = MILLION if kind is DiscountKind.FRACTION else 100 * MILLION
            line_sum = divide_half_up(price * pieces * (whole - discount), _SUM_UNIT * whole)
    return thousandths(quantity), minor(price), gross - line_sum if discount else None, line_sum


def _money_off(discount: int | None, kind: DiscountKind) -> int | None:
    return minor(discount) if kind is DiscountKind.MONEY else None
