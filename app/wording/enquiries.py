"""Enquiries in words: the columns, why they are lost, what comes next, how long they have been there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.i18n import _, ngettext, number_text, short_day, time_text
from app.models.enums import EnquiryState

if TYPE_CHECKING:
    from app.services.enquiries.data import EnquiryRow, NextStep

Said = tuple[str, str]  # a text and its tone: "", second, warn, bad, accent

STATES: dict[EnquiryState, Callable[[], str]] = {
    EnquiryState.NEW: lambda: _("New enquiries"),
    EnquiryState.IN_WORK: lambda: _("In work"),
    EnquiryState.WON: lambda: _("Won"),
    EnquiryState.LOST: lambda: _("Lost"),
}

# What happens when a card is let go over the column.
DROPS: dict[EnquiryState, Callable[[], str]] = {
    EnquiryState.NEW: lambda: _("Let go: it is new again"),
    EnquiryState.IN_WORK: lambda: _("Let go: it is in work"),
    EnquiryState.WON: lambda: _("Let go and write the sale"),
    EnquiryState.LOST: lambda: _("Let go and say why"),
}

EMPTY: dict[EnquiryState, Callable[[], str]] = {
    EnquiryState.NEW: lambda: _("Nobody is waiting for an answer."),
    EnquiryState.IN_WORK: lambda: _("Drag a card here, or press Ctrl+→ on it, when you begin."),
    EnquiryState.WON: lambda: _("Nothing sold yet in these days."),
    EnquiryState.LOST: lambda: _("Nothing lost in these days."),
}

LOST_REASONS: tuple[Callable[[], str], ...] = (
    lambda: _("Too expensive"),
    lambda: _("Was not in stock"),
    lambda: _("Bought elsewhere"),
    lambda: _("Changed their mind"),
    lambda: _("Does not answer"),
)


def state_text(state: str) -> str:
    """The name of a column."""
    return STATES[EnquiryState(state)]()


def lost_reasons(own: Sequence[str]) -> list[str]:
    """Why enquiries are lost: the owner's list, or the usual reasons in the language of the moment."""
    return list(own) or [reason() for reason in LOST_REASONS]


def enquiries_count(n: int) -> str:
    """ "1 enquiry", "5 enquiries"."""
    return ngettext("{n} enquiry", "{n} enquiries", n).format(n=number_text(n))


def older_text(n: int) -> str:
    """What leads to the closed ones that are not shown."""
    return ngettext("{n} older one", "{n} older ones", n).format(n=number_text(n))


def age_text(day: date, today: date) -> str:
    """How long ago an enquiry came, where there is little room: "today", "yesterday", "5 d."."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else _("{n} d.").format(n=number_text(days))


def when_text(step: NextStep, today: date) -> str:
    """Day and time of a next step: "today 15:30", "24 Nov"."""
    near = {today: _("today"), today + timedelta(days=1): _("tomorrow"), today - timedelta(days=1): _("yesterday")}
    day = near.get(step.day) or short_day(step.day, today)
    return f"{day} {time_text(step.time)}" if step.time else day


def status_text(row: EnquiryRow, now: datetime, untouched_hours: int) -> Said:
    """The line of a card that says what is to be done, or how it ended. `now` is the shop's wall clock, aware."""
    today = now.date()
    if row.state is EnquiryState.LOST:
        return row.lost_reason or _("No reason given"), "second"
    if row.state is EnquiryState.WON:
        closed = short_day(row.closed_at.astimezone(now.tzinfo).date(), today) if row.closed_at else ""
        said = _("Sold on {day}") if row.purchase_id is not None else _("Won without a sale, {day}")
        return said.format(day=closed), "accent" if row.purchase_id is not None else "second"
    if row.step is not None:
        return f"{when_text(row.step, today)} · {row.step.title}", _step_tone(row.step, now)
    if row.state is EnquiryState.NEW:
        waits = now - row.touched_at >= timedelta(hours=untouched_hours)
        return (_("Waits for an answer"), "bad") if waits else (_("Just came"), "second")
    return _("No next step"), "warn"


def spoken_text(row: EnquiryRow, status: str, worth: str) -> str:
    """A card as a screen reader says it."""
    return ", ".join(filter(None, (row.who, row.asked, worth, status, row.product, row.source)))


def _step_tone(step: NextStep, now: datetime) -> str:
    if step.day < now.date():
        return "bad"
    if step.day > now.date():
        return "second"
    return "bad" if step.time is not None and step.time < now.time() else "warn"
