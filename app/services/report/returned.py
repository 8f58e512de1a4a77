"""What came back: the share of returns in sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.models.sold import HourSold


@dataclass(frozen=True, slots=True)
class Returned:
    """Sales and returns of a period, receipts with a known sum above and below 0. Money in minor units, both positive;
    shares 0..1, None without a sale."""

    sales: int
    sold: int
    returns: int
    returned: int
    share: float | None  # returned / sold
    receipts_share: float | None  # returns / sales


def read_returned(hours: Sequence[HourSold]) -> Returned:
    """What came back among the receipts of these hours (models/sold.py)."""
    sales, returns = sum(hour.sales for hour in hours), sum(hour.returns for hour in hours)
    sold, returned = sum(hour.sold for hour in hours), -sum(hour.returned for hour in hours)
    share, receipts_share = (returned / sold, returns / sales) if sales else (None, None)
    return Returned(sales, sold, returns, returned, share, receipts_share)
