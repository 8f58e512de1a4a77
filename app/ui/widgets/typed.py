"""What people type into a field, understood: time, birthday, money, quantity. None where it cannot be understood."""

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


def quantity_of(text: str) -> int | None:
    """ "1,5" -> 1500 thousandths."""
    from app.services.imports.values.numbers import millionths, thousandths

    return thousandths(millionths(text))
