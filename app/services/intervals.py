"""How sure a share or a difference is: intervals that hold the true one 95 times of a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z_CONFIDENCE = 1.959964  # quantile of the normal distribution for 95 % confidence, two-sided


@dataclass(frozen=True, slots=True)
class Sums:
    """Values added up: how many, their sum and the sum of their squares."""

    count: int
    sum: float
    squares: float

    @classmethod
    def of(cls, values: Sequence[int]) -> Sums:
        """Of these values."""
        return cls(len(values), sum(values), sum(value * value for value in values))


def wilson(share: float, count: int) -> tuple[float, float]:
    """Interval of a share of `count`, one at least.

    Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    square = Z_CONFIDENCE**2
    middle = share + square / (2 * count)
    spread = Z_CONFIDENCE * sqrt(share * (1 - share) / count + square / (4 * count**2))
    return (middle - spread) / (1 + square / count), (middle + spread) / (1 + square / count)


def mean_difference(first: Sums, second: Sums) -> tuple[float, float] | None:
    """Mean of the first less that of the second, and the half width of its interval; None with under two values.

    Welch, The generalization of Student's problem, Biometrika 34 (1947), with the quantile of the normal distribution.
    """
    if min(first.count, second.count) < 2:
        return None
    errors = [
        max(0.0, one.count * one.squares - one.sum**2) / (one.count**2 * (one.count - 1)) for one in (first, second)
    ]
    return first.sum / first.count - second.sum / second.count, Z_CONFIDENCE * sqrt(sum(errors))
