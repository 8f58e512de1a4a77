"""Money at risk in words, for the first page too: nothing of the forecast is loaded for it."""

from __future__ import annotations

from app.i18n import money

HALF = 50  # minor units; less would be told as 0


def at_risk_money(minor: int | None, currency: str) -> str:
    """The money at risk without its kopecks; "" where nothing is left of it then."""
    return money(minor, currency, cents=False) if minor is not None and minor >= HALF else ""
