"""Why something is offered, in one short phrase that stands after the product's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.i18n import _, day_text, ngettext, number_text
from app.models.enums import InterestReason
from app.services.offers.reasons import AlsoBoughtReason, Better, GoesWith, OfferReason, UsedUp, Usual, Wanted

FEW_BUYERS = 30  # below, the phrase says how many clients it comes from


def offer_words(reason: OfferReason) -> str:
    """ "the usual purchase, 74 days ago", "goes with Kenya 250 g", "dearer than Kenya 250 g by 18 %"."""
    return _WORDS[type(reason)](reason)


def _wanted(reason: Wanted) -> str:
    day = day_text(reason.day)
    if reason.why == InterestReason.TOO_DEAR:
        return _("was too dear on {day}, is cheaper now").format(day=day)
    return _("wanted on {day}, is here now").format(day=day)


def _usual(reason: Usual) -> str:
    n = reason.days_ago
    return ngettext("the usual purchase, {n} day ago", "the usual purchase, {n} days ago", n).format(n=n)


def _used_up(reason: UsedUp) -> str:
    n = reason.days_ago
    return ngettext("used up by now, bought {n} day ago", "used up by now, bought {n} days ago", n).format(n=n)


def _goes_with(reason: GoesWith) -> str:
    return _("goes with {product}").format(product=reason.name)


def _better(reason: Better) -> str:
    if reason.dearer is None or round(abs(reason.dearer) * 100) == 0:
        return _("better than {product}").format(product=reason.name)
    words = _("better than {product}, dearer by {percent} %")
    if reason.dearer < 0:
        words = _("better than {product}, and cheaper by {percent} %")
    return words.format(product=reason.name, percent=number_text(round(abs(reason.dearer) * 100)))


def _also_bought(reason: AlsoBoughtReason) -> str:
    lift = number_text(reason.lift, 1)
    words = _("taken {times} times more often with {product}").format(times=lift, product=reason.name)
    if reason.buyers >= FEW_BUYERS:
        return words
    n = reason.buyers
    return words + ", " + ngettext("by {n} client", "by {n} clients", n).format(n=n)


_WORDS: dict[type, Callable[[Any], str]] = {
    Wanted: _wanted,
    Usual: _usual,
    UsedUp: _used_up,
    GoesWith: _goes_with,
    Better: _better,
    AlsoBoughtReason: _also_bought,
}
