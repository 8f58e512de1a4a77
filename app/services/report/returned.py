"""What came back: the share of returns in sales."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.report.figures import share
from app.services.report.period import Period
from app.services.report.shop_days import ShopDays, inside


@dataclass(frozen=True, slots=True)
class Returned:
    """Sales and returns of a period, receipts with a known sum above and below 0. Money in minor units, both positive;
    `share` = returned / sold, None without a sale."""

    sales: int
    sold: int
    returns: int
    returned: int
    share: float | None


def read_returned(days: ShopDays, period: Period) -> Returned:
    """What came back in a period."""
    parts = [(part, inside(part, period)) for part in (days.of_clients, days.of_nobody)]
    net, sold, sales, returns = (
        sum(int(getattr(part, name)[rows].sum()) for part, rows in parts)
        for name in ("net", "sold", "sales", "returns")
    )
    return Returned(sales, sold, returns, sold - net, share(sold - net, sold))
