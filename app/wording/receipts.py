"""How a receipt is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _

if TYPE_CHECKING:
    from app.services.purchases.data import PurchaseShown


def receipt_title(purchase: PurchaseShown) -> str:
    """ "Receipt 101", "Return 102"."""
    returns = purchase.return_of is not None or (purchase.total or 0) < 0
    words = _("Return {number}") if returns else _("Receipt {number}")
    return words.format(number=purchase.receipt or f"R-{purchase.id}")
