"""A discount as typed: in percent or in money."""

from __future__ import annotations

from decimal import Decimal

from app.services.purchases.money import percent_of
from app.ui.widgets.typed import minor_of, quantity_of


def discount_of(text: str, base: int) -> int | None:
    """ "10%" or "10 %" of `base`, or "150" in money, as minor units; "" is 0.

    None where it cannot be understood, is below nothing, or is more than `base` itself.
    """
    typed = text.strip()
    if not typed:
        return 0
    if "%" in typed:
        percent = quantity_of(typed.strip("% "))
        found = None if percent is None else percent_of(base, Decimal(percent) / 1000)
    else:
        found = minor_of(typed)
    return found if found is not None and 0 <= found <= base else None
