"""One number of the report: its value, what it is made of, and the clients behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.models.listing.filter_fields import Group

Number = int | float | None


class Unit(StrEnum):
    """What a number is counted in."""

    MONEY = "money"  # minor units, int
    COUNT = "count"  # int
    SHARE = "share"  # 0..1
    DAYS = "days"
    SCORE = "score"  # -100..100
    RATIO = "ratio"  # times


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over a period; None is "no data", which is not 0.

    `parts`: what its formula is made of, by name, for the words of wording/figures.py. `before`: the same number over
    the compared period. `clients`: the filter that finds those it is counted of, as many as `parts` or `value` say;
    None where it is not of clients. `few`: too little data to build on.
    """

    key: str
    unit: Unit
    value: Number
    parts: Mapping[str, Number] = field(default_factory=dict)
    before: Number = None
    clients: Group | None = None
    few: bool = False

    @property
    def change(self) -> float | None:
        """Against the compared period: the difference of shares and scores (0.03 is 3 points), else by which share the
        number grew; None where one is missing or there is nothing to compare with."""
        if self.value is None or self.before is None:
            return None
        if self.unit in (Unit.SHARE, Unit.SCORE):
            return self.value - self.before
        return self.value / self.before - 1 if self.before > 0 else None


def share(part: float, whole: float) -> float | None:
    """part / whole; None where there is no whole."""
    return part / whole if whole else None


def average(total: int, several: int) -> int | None:
    """total / several in minor units, halves away from zero as money is rounded everywhere; None of nobody."""
    if not several:
        return None
    rounded = (2 * abs(total) + several) // (2 * several)
    return rounded if total >= 0 else -rounded
