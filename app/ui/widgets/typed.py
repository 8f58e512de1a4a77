"""What people type into a field, understood: time, money, quantity. None where it cannot be understood."""

from __future__ import annotations

import re
from datetime import time

_TIME = re.compile(r"(\d{1,2})(?:[:.,\- ]?(\d{2}))?")


def time_of(text: str) -> time | None:
    """ "9", "9:30", "930", "21.00" -> a wall time."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def minor_of(text: str) -> int | None:
    """ "1 890,50" -> 189050 minor units."""
    from app.services.imports.values.numbers import millionths, minor

    return minor(millionths(text))


def minor_text(minor: int) -> str:
    """Minor units as one types them: 189050 -> "1890.50", 189000 -> "1890"."""
    return f"{minor / 100:.2f}".removesuffix(".00")


def quantity_of(text: str) -> int | None:
    """ "1,5" -> 1500 thousandths; "1,250" weighs one and a quarter, for nobody types the gaps of thousands here."""
    from app.services.imports.values.numbers import millionths, thousandths

    return thousandths(millionths(text, three_digits_are_thousands=False))


def plain_quantity(thousandths: int) -> str:
    """Thousandths as one types them: 1500 -> "1.5", 1000000 -> "1000"."""
    whole, part = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole}.{part:03d}".rstrip("0").removesuffix(".")
