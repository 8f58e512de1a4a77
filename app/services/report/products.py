"""Products that bring clients back, and products that are bought together on one receipt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComesBack:
    """A product on a certain visit of clients: `clients` took it then; of these `counted` have had 90 days since, and
    `back` of them came again within these. `share` = back / counted, None where nobody counts yet; `low` and `high`
    are its 95 % interval (Wilson)."""

    product_id: int
    product: str
    clients: int
    counted: int
    back: int
    share: float | None
    low: float | None
    high: float | None
    few: bool  # too little to tell anything


@dataclass(frozen=True, slots=True)
class VisitProducts:
    """What was taken on the first visit of clients, or on the second, in a period: `rows` by the lower end of the
    interval, the surest first. `counted`, `back`, `share` are of all clients with such a visit, whatever they took."""

    rows: tuple[ComesBack, ...]
    counted: int
    back: int
    share: float | None


@dataclass(frozen=True, slots=True)
class ReceiptPair:
    """Two products on the same receipts of a period, `lift` times as often as chance would bring."""

    product_id: int
    product: str
    other_id: int
    other: str
    receipts: int
    lift: float
