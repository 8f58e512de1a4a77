"""Somebody else changed the client meanwhile: both changes are put together, and where they meet it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.i18n import _
from app.services.clients.data import ClientCard
from app.ui.dialogs.client_form.typed import Typed
from app.wording.imports import field_name

_PARTS: dict[str, Callable[[], str]] = {
    "contacts": lambda: _("Phones, e-mails, messengers"),
    "addresses": lambda: _("Addresses"),
    "channel": lambda: _("Likes to be reached by"),
    "quiet": lambda: _("Do not disturb"),
    "consents": lambda: _("Consents"),
    "referred_by": lambda: _("Brought by"),
    "own": lambda: _("Own fields"),
    "contact_days": lambda: _("Stay in touch every so many days"),
    "muted": lambda: _("No offers before"),
    "dates": lambda: _("Important dates"),
}


def put_together(base: Typed, mine: Typed, theirs: Typed) -> Typed:
    """What I typed, and theirs wherever I left it as it was."""
    return {name: theirs[name] if mine[name] == base[name] else mine[name] for name in mine}


def conflict_text(base: Typed, mine: Typed, theirs: Typed, card: ClientCard) -> str:
    """What the other changed, a line for each part; yours is named where both changed the same."""
    who = card.changes[0].who if card.changes else ""
    head = (
        _("{name} changed this client meanwhile.").format(name=who) if who else _("This client was changed meanwhile.")
    )
    lines = []
    for name, value in theirs.items():
        if value == base[name]:
            continue
        part = _PARTS[name]() if name in _PARTS else field_name(name)
        lines.append(_("{part}: now {value}").format(part=part, value=_text(value)))
        if mine[name] not in (base[name], value):
            lines[-1] += " " + _("(you have {value}, it stands in the form)").format(value=_text(mine[name]))
    return "\n".join(
        [head, *lines, _("Nothing was overwritten, nothing you typed is lost. Look it over and save again.")]
    )


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(map(_text, value.values())) or "—"
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(one[-1] if isinstance(one, list) else one) for one in value))) or "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value or "—")
