"""What a receipt is made of, as typed and as shown. Quantities in thousandths, money in minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LineData:
    """One position as typed; `discount` is off the whole line. `product_id` where it was chosen rather than typed,
    `line_id` where it is a line that the receipt has already."""

    product: str
    quantity: int = 1000
    price: int | None = None
    discount: int = 0
    product_id: int | None = None
    line_id: int | None = None


@dataclass(frozen=True)
class PurchaseData:
    """A receipt as typed; without a client it is an anonymous sale. `total` only where there are no priced lines;
    `enquiry_id` is the enquiry that the sale wins."""

    client_id: int | None
    day: date
    lines: tuple[LineData, ...] = ()
    total: int | None = None
    time: str | None = None
    receipt: str = ""
    payment: str = ""
    note: str = ""
    enquiry_id: int | None = None


@dataclass(frozen=True)
class ReturnLine:
    """A line of a sale that comes back, and how much of it; `sum` is the money given back, by share where None."""

    line_id: int
    quantity: int
    sum: int | None = None


@dataclass(frozen=True)
class LineShown:
    """A line of a saved receipt. `returnable` is how much of it can still come back, and `returnable_sum` what was
    paid for that (None: unknown); 0 and None on a return."""

    id: int
    product_id: int | None
    product: str
    unit: str
    quantity: int
    price: int | None
    discount: int
    sum: int | None
    returnable: int
    returnable_sum: int | None


@dataclass(frozen=True)
class PurchaseShown:
    """A saved receipt. `returns` are the receipts that took something of it back, `return_of` the sale of a return;
    `returned` is the money given back so far, not negative."""

    id: int
    version: int
    client_id: int | None
    client: str
    day: date
    time: str | None
    total: int | None
    receipt: str
    payment: str
    status: str
    note: str
    lines: tuple[LineShown, ...]
    return_of: int | None
    returns: tuple[int, ...]
    returned: int


@dataclass(frozen=True)
class UsualProduct:
    """What a client buys again and again: the price and the quantity of the last time."""

    product_id: int
    name: str
    price: int | None
    last_day: date
    times: int
    quantity: int
