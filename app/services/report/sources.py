"""Where new clients come from, what each source costs and what its clients are worth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source over a period; "" is of clients whose source nobody told, and of spend for none in particular.

    Money in minor units, net of returns. `spend` None: nothing was entered for these days. `cac` = spend / new buyers.
    `ltv` = net revenue ever, up to the end of the period, of those who bought in it / their number. `ltv_to_cac` stands
    on revenue, not on margin.
    """

    source: str
    buyers: int  # with a visit in the period
    new_buyers: int  # whose first visit is in the period
    revenue: int  # of the period
    spend: int | None
    cac: int | None
    ltv: int | None
    ltv_to_cac: float | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Every source with buyers or spend in the period, most new buyers first, and all of them together."""

    rows: tuple[SourceRow, ...]
    total: SourceRow
