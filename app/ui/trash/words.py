"""What the Trash page says."""

from __future__ import annotations

from datetime import date, datetime

from app.i18n import _, ngettext, number_text, short_day, time_text


def since_text(at: datetime, today: date) -> str:
    """A moment of the shop's clock: "today, 12:40", "3 May, 9:15"."""
    day = _("today") if at.date() == today else short_day(at.date(), today)
    return f"{day}, {time_text(at.time())}"


def restored_text(count: int) -> str:
    """What the bar says after clients came back."""
    said = ngettext("{n} client is back from the trash", "{n} clients are back from the trash", count)
    return said.format(n=number_text(count))
