"""What the clients pages say about a client, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.i18n import _, day_text, number_text, quoted
from app.models.enums import InteractionKind
from app.wording.counts import days_count

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, ClientRow

_INTERACTIONS: dict[str, tuple[Callable[[], str], str]] = {
    InteractionKind.CALL: (lambda: _("Phone call"), "phone"),
    InteractionKind.VISIT: (lambda: _("Talk in the shop"), "store"),
    InteractionKind.MESSAGE: (lambda: _("Message"), "message-circle"),
    InteractionKind.EMAIL: (lambda: _("Mail"), "mail"),
    InteractionKind.NOTE: (lambda: _("Note"), "sticky-note"),
}


def interaction_name(kind: str) -> str:
    """A logged contact: "Call", "Note"."""
    return _INTERACTIONS[kind][0]()


def interaction_icon(kind: str) -> str:
    """The icon of a logged contact."""
    return _INTERACTIONS[kind][1]


def direction_name(direction: str) -> str:
    """Who began a call or a message."""
    return _("incoming") if direction == "in" else _("outgoing")


def since_text(card: ClientCard) -> str:
    """Since when the client is one, and the number of the card."""
    day = card.row.first_visit or card.created_at.date()
    known = [_("since {day}").format(day=day_text(day))]
    if card.row.card:
        known.append(_("card {number}").format(number=card.row.card))
    return " · ".join(known)


def silent_days(row: ClientRow, today: date) -> int | None:
    """Days since the last visit, None before the first."""
    return None if row.last_visit is None else (today - row.last_visit).days


def silence_tone(row: ClientRow, today: date) -> str:
    """Silent for longer than usual is a warning; for twice the limit the client counts as gone."""
    silence = silent_days(row, today)
    if silence is None or row.silence_limit is None or row.lapse_day is None or row.lapse_day > today:
        return ""
    return "bad" if silence >= 2 * row.silence_limit else "warn"


def short_days(days: int) -> str:
    """Days where there is little room: "74 d."."""
    return _("{n} d.").format(n=number_text(days))


def rhythm_text(row: ClientRow) -> str:
    """The usual gap between visits, a dash where it is unknown."""
    return "—" if row.rhythm_days is None else days_count(round(row.rhythm_days))


def silence_sentence(row: ClientRow, today: date) -> str:
    """Why the client should be won back, or nothing."""
    if not silence_tone(row, today):
        return ""
    silence = days_count(silent_days(row, today) or 0)
    if row.rhythm_days is None:
        return _("Silent for {days}").format(days=silence)
    return _("Silent for {days}, usually buys every {rhythm}").format(
        days=silence, rhythm=days_count(round(row.rhythm_days))
    )


def gone_text(name: str) -> str:
    """What the bar says after Delete."""
    return _("{name} is in the trash").format(name=quoted(name))
