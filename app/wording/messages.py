"""What a message to a client is about, in a word or two."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _

_NAMES: dict[str, Callable[[], str]] = {
    "": lambda: _("Without a text"),
    "birthday": lambda: _("Birthday"),
    "follow_up": lambda: _("About what was promised"),
    "lapsed": lambda: _("We miss you"),
    "enquiry": lambda: _("About what was asked"),
    "interest": lambda: _("What was wanted is here"),
    "case": lambda: _("About the open case"),
    "renewal": lambda: _("Time to renew"),
    "date": lambda: _("A day to remember"),
    "replenishment": lambda: _("Time to buy again"),
    "service": lambda: _("Time for a service"),
    "feedback": lambda: _("Thanks after a purchase"),
    "cadence": lambda: _("Staying in touch"),
    "hello": lambda: _("Greeting"),
    "thanks": lambda: _("Thank you"),
    "arrival": lambda: _("New arrival"),
    "score": lambda: _("Ask for a score"),
}


def message_name(kind: str) -> str:
    """ "Thank you", "New arrival", "Without a text"."""
    worded = _NAMES.get(kind)
    return worded() if worded else kind
