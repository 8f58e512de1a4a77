"""Sums of lines and receipts, to the minor unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from app.services.purchases.data import LineData

LARGEST_SUM = 10**13  # minor units of one line; a client's total stays within 64 bits


def line_sum(quantity: int, price: int, discount: int = 0) -> int:
    """quantity x price less discount, in minor units, rounded half-up (thousandths x minor units / 1000)."""
    exact = Decimal(quantity) * price / 1000
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP)) - discount


def percent_of(sum_: int, percent: Decimal) -> int:
    """So many percent of a sum, in minor units, rounded half-up."""
    return int((sum_ * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """`total` spread by weight in whole units, none lost: the largest remainders get what rounding down leaves.

    Weights are not negative; without any weight the first takes all.
    """
    whole = sum(weights)
    if whole == 0:
        return [total if place == 0 else 0 for place in range(len(weights))]
    sign = -1 if total < 0 else 1
    parts = [divmod(abs(total) * weight, whole) for weight in weights]
    left = abs(total) - sum(part for part, _rest in parts)
    by_rest = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    more = set(by_rest[:left])
    return [sign * (part + (place in more)) for place, (part, _rest) in enumerate(parts)]


def share_discount(lines: Sequence[LineData], total_discount: int) -> tuple[LineData, ...]:
    """A discount on the whole receipt, added to the discounts of its priced lines by their sums."""
    sums = [0 if line.price is None else max(0, line_sum(line.quantity, line.price, line.discount)) for line in lines]
    parts = shares(total_discount, sums) if any(sums) else [0] * len(lines)
    return tuple(replace(line, discount=line.discount + part) for line, part in zip(lines, parts, strict=True))
