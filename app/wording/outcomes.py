"""What came of a contact in words, and why clients leave."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import _
from app.models.enums import Outcome

LEAVING_REASONS = (
    lambda: _("Price"),
    lambda: _("Assortment"),
    lambda: _("The service"),
    lambda: _("Moved away"),
    lambda: _("Something else"),
)


def outcome_name(outcome: str) -> str:
    """What came of it, in a word or two."""
    return {
        Outcome.REACHED: _("Reached"),
        Outcome.NO_ANSWER: _("No answer"),
        Outcome.BOUGHT: _("Has bought"),
        Outcome.NOT_INTERESTED: _("Not interested"),
        Outcome.WRONG_NUMBER: _("Wrong number"),
    }[Outcome(outcome)]


def outcome_said(outcome: Outcome, name: str, when: str, *, is_client: bool) -> str:
    """What the bar at the bottom says; `when` it is tried again, after no answer."""
    if outcome is Outcome.NOT_INTERESTED and not is_client:
        return _("{name} is not interested").format(name=name)
    said = {
        Outcome.REACHED: _("Reached: {name}"),
        Outcome.NO_ANSWER: _("{name}: no answer, reminded again {when}"),
        Outcome.BOUGHT: _("{name} has bought"),
        Outcome.NOT_INTERESTED: _("{name} is not interested: no offers for some months"),
        Outcome.WRONG_NUMBER: _("{name}: the number is crossed out, the reminder stays"),
    }[outcome]
    return said.format(name=name, when=when)


def leaving_reasons(own: Sequence[str]) -> list[str]:
    """Why clients leave: the owner's list, or the usual reasons in the language of the moment."""
    return list(own) or [reason() for reason in LEAVING_REASONS]
