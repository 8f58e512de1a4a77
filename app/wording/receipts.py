"""How a receipt is called, its time and its sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _, money

if TYPE_CHECKING:
    from app.services.purchases.data import PurchaseShown


def receipt_title(purchase: PurchaseShown) -> str:
    """ "Receipt 101", "Return 102"."""
    returns = purchase.return_of is not None or (purchase.total or 0) < 0
    words = _("Return {number}") if returns else _("Receipt {number}")
    return words.format(number=purchase.receipt or f"R-{purchase.id}")


def clock_text(time: str | None) -> str:
    """ "14:05" of a wall time, nothing where there is none."""
    return (time or "")[:5]


def money_or_dash(minor: int | None, currency: str) -> str:
    """A sum, "—" where it is not known."""
    return "—" if minor is None else money(minor, currency)
