"""What stands in an own field of the shop, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from app.i18n import _, day_text, number_text
from app.models.enums import OwnKind


def kind_name(kind: str) -> str:
    """What an own field holds."""
    return KINDS[kind]()


KINDS: dict[str, Callable[[], str]] = {
    OwnKind.TEXT: lambda: _("Text"),
    OwnKind.NUMBER: lambda: _("A number"),
    OwnKind.DATE: lambda: _("Date"),
    OwnKind.YES_NO: lambda: _("Yes or no"),
    OwnKind.CHOICE: lambda: _("One of a list"),
}


def own_text(kind: str, value: str) -> str:
    """A stored value as people read it: a day in words, yes or no, a number in the language's way."""
    if kind == OwnKind.DATE:
        return day_text(date.fromisoformat(value))
    if kind == OwnKind.YES_NO:
        return _("yes") if value == "1" else _("no")
    if kind == OwnKind.NUMBER:
        return number_text(Decimal(value), max(0, -int(Decimal(value).normalize().as_tuple().exponent)))
    return value
