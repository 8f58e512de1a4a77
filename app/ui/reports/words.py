"""Numbers of the report in words, as tables and charts need them; "—" is "no data", which is not 0."""

from __future__ import annotations

from datetime import date

from app.i18n import money, money_short, month_short, number_text, percent_text

NO_DATA = "—"
AXIS_SHORT_FROM = 10_000  # major units; smaller sums stand whole beside the grid


def money_text(minor: float | None, currency: str) -> str:
    """A sum without kopecks."""
    return NO_DATA if minor is None else money(round(minor / 100) * 100, currency, cents=False)


def axis_money(minor: float, currency: str) -> str:
    """A sum beside the grid: "200K ₽"."""
    return money_short(minor, currency, 1, AXIS_SHORT_FROM)


def share_text(share: float | None, places: int = 1) -> str:
    """A fraction as percent: "22.9 %"."""
    return NO_DATA if share is None else percent_text(share, places).replace(" %", "\N{NO-BREAK SPACE}%")


def count_text(count: float | None) -> str:
    """A whole number."""
    return NO_DATA if count is None else number_text(round(count))


def ratio_text(ratio: float | None) -> str:
    """How many times one is the other: "11.9"."""
    return NO_DATA if ratio is None else number_text(ratio, 1)


def times_text(ratio: float | None) -> str:
    """A ratio: "×1.4"."""
    return NO_DATA if ratio is None else f"×{number_text(ratio, 1)}"


def month_label(month: date, *, with_year: bool = False) -> str:
    """A month below a bar: "Nov", "Nov 26"."""
    name = month_short(month)
    return f"{name} {month:%y}" if with_year else name
