"""A day as people type it: "31.10.2026", "31.10", "5", "311026", "2026-10-31"."""

from __future__ import annotations

import re
from datetime import date


def typed_day(text: str, shown: date) -> date | None:
    """The day that `text` means; what it leaves out is as in `shown`. None for what is no day, such as 31.11."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 1 and len(parts[0]) in (4, 6, 8):
        run = parts[0]
        parts = [run[:2], run[2:4], *([run[4:]] if len(run) > 4 else [])]
    if parts and len(parts[0]) == 4:
        parts.reverse()
    if not 1 <= len(parts) <= 3 or any(len(part) > 2 for part in parts[:2]):
        return None
    day, month, year = [*(int(part) for part in parts), 0, 0][:3]
    if len(parts) == 3:
        if len(parts[2]) not in (2, 4):
            return None
        year += 2000 if len(parts[2]) == 2 else 0
    try:
        return date(year if len(parts) == 3 else shown.year, month if len(parts) > 1 else shown.month, day)
    except ValueError:
        return None
