"""What came back: the share of returns in sales."""

from __future__ import annotations

from dataclasses import dataclass


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
