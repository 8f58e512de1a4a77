"""The average receipt before and after a day: a campaign, a new price, or any day the owner names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


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
