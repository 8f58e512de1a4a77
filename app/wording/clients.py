"""What is known of a client, in words: birthday, consents, ways to reach, what was bought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.i18n import _, day_text, quantity_text
from app.models.enums import ContactKind
from app.wording.counts import years_count, years_old

if TYPE_CHECKING:
    from app.services.clients.data import Birthday, ConsentRow, DateRow, LineRow

_CHANNELS: dict[str, Callable[[], str]] = {
    ContactKind.PHONE: lambda: _("calls"),
    ContactKind.EMAIL: lambda: _("e-mail"),
    ContactKind.WHATSAPP: lambda: "WhatsApp",
    ContactKind.TELEGRAM: lambda: "Telegram",
    ContactKind.VK: lambda: "VK",
    ContactKind.VIBER: lambda: "Viber",
}


def channel_name(kind: str) -> str:
    """A way to reach a client: "calls", "WhatsApp"."""
    return _CHANNELS[kind]()


def birthday_text(birthday: Birthday, today: date) -> str:
    """Day and month; with a known year also the year and the age on `today`."""
    if birthday.year is None:
        day = date(2000, birthday.month, birthday.day)  # a leap year, so that 29 February is a day
        return day_text(day, day)
    had_it = (today.month, today.day) >= (birthday.month, birthday.day)
    age = today.year - birthday.year - (0 if had_it else 1)
    leap = date(2000, birthday.month, birthday.day)
    return f"{day_text(leap, leap)} {birthday.year} · {years_old(age)}"


def yearly_text(shown: DateRow, today: date) -> str:
    """The day of an important date; with a known year also the year and how many years that is on `today`."""
    leap = date(2000, shown.month, shown.day)
    if shown.year is None:
        return day_text(leap, leap)
    years = today.year - shown.year - (0 if (today.month, today.day) >= (shown.month, shown.day) else 1)
    return f"{day_text(leap, leap)} {shown.year} · {years_count(years)}"


def consent_text(consent: ConsentRow) -> str:
    """A yes or a no in a few words, with its day and how it was given."""
    said = _("yes") if consent.given else _("no")
    if consent.channel in _CHANNELS:
        said = (_("yes: {where}") if consent.given else _("no: {where}")).format(where=_CHANNELS[consent.channel]())
    day = day_text(consent.day) if consent.day else ""
    return " · ".join(filter(None, (said, day, consent.source)))


def consent_name(purpose: str) -> str:
    """What the consent is for."""
    return _("Advertising") if purpose == "advertising" else _("Personal data")


def low_score_task() -> str:
    """What to do about a low score, as a task."""
    return _("Find out what was wrong")


def line_text(line: LineRow) -> str:
    """A position of a receipt: "Kenya 250 g × 2"."""
    name = line.product or _("without a name")
    return name if line.quantity == 1000 else f"{name} × {quantity_text(line.quantity)}"


def goods_text(lines: tuple[LineRow, ...]) -> str:
    """What a receipt holds, in one line."""
    return ", ".join(line_text(line) for line in lines)
