"""What a sale begins with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SaleStart:
    """Who buys and what is in the receipt at once; `enquiry_id` is the enquiry that the sale wins. With `purchase_id`
    it is that receipt, to be changed."""

    client_id: int | None = None
    products: tuple[int, ...] = ()
    enquiry_id: int | None = None
    purchase_id: int | None = None


def sale_start(start: SaleStart | int | str | None) -> SaleStart:
    """The start of a dialog that may be given a client only."""
    if isinstance(start, SaleStart):
        return start
    return SaleStart(client_id=start if isinstance(start, int) else None)
