"""What of a client matched a search, in words."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _

# What matched -> how it is said before its text; the others speak for themselves.
_CALLED: dict[str, Callable[[], str]] = {
    "card": lambda: _("Card"),
    "company": lambda: _("Company"),
    "external_id": lambda: _("Number"),
    "tag": lambda: _("Tag"),
    "note": lambda: _("Note"),
    "address": lambda: _("Address"),
}


def matched_text(thing: str, text: str, label: str) -> str:
    """ "Card: 1234567", "Dog: Rex", or the text alone where it is plain what it is; "" for the name."""
    if thing == "name":
        return ""
    called = label or (_CALLED[thing]() if thing in _CALLED else "")
    return _("{name}: {value}").format(name=called, value=text) if called else text
