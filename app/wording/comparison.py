"""The comparison of clients who come back with those who came once, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from app.i18n import _, money, ngettext, number_text, percent_text
from app.wording.counts import clients_count, days_count

if TYPE_CHECKING:
    from app.services.segments.compare import CameBack, Comparison, Side

NONE = "—"


class SideFigure(NamedTuple):
    """A line of the comparison: its name, what it is, and the figure of a side."""

    name: Callable[[], str]
    tip: Callable[[], str]
    text: Callable[[Side, str], str]


# Side -> its head.
SIDES: dict[str, Callable[[], str]] = {
    "repeat": lambda: _("came again"),
    "once": lambda: _("came once"),
}


def _money(minor: int | None, currency: str) -> str:
    return NONE if minor is None else money(minor, currency, cents=False)


def _share(share: float | None) -> str:
    return NONE if share is None else percent_text(share, 1 if share < 0.1 else 0)


SIDE_FIGURES: tuple[SideFigure, ...] = (
    SideFigure(
        lambda: _("Clients"),
        lambda: _("Who bought on two days or more, and who bought on one day, over 90 days ago"),
        lambda side, _currency: number_text(side.clients),
    ),
    SideFigure(
        lambda: _("Brought in all"),
        lambda: _("All their purchases less what they gave back"),
        lambda side, currency: _money(side.revenue, currency),
    ),
    SideFigure(
        lambda: _("Average receipt"),
        lambda: _("Revenue less returns, divided by the receipts"),
        lambda side, currency: _money(side.average, currency),
    ),
    SideFigure(
        lambda: _("First purchase"),
        lambda: _("What they spent on their first day, on average"),
        lambda side, currency: _money(side.first_average, currency),
    ),
    SideFigure(
        lambda: _("Visits of a client"),
        lambda: _("Days with a purchase, on average"),
        lambda side, _currency: NONE if side.visits_each is None else number_text(side.visits_each, 1),
    ),
    SideFigure(
        lambda: _("Come every"),
        lambda: _("The middle one of their own rhythms; known from three visits on"),
        lambda side, _currency: NONE if side.rhythm_days is None else days_count(round(side.rhythm_days)),
    ),
    SideFigure(
        lambda: _("Gave back"),
        lambda: _("Share of the money that they took back"),
        lambda side, _currency: _share(side.returns_share),
    ),
)

_TELLS: dict[str, tuple[Callable[[], str], str]] = {
    "few": (lambda: _("too few to tell"), "neutral"),
    "higher": (lambda: _("more than usual"), "accent"),
    "lower": (lambda: _("less than usual"), "warn"),
}


def tells_text(row: CameBack) -> str:
    """Whether more or fewer of them came again than of all; nothing where it is about the same."""
    return _TELLS[row.tells][0]() if row.tells in _TELLS else ""


def tells_tone(row: CameBack) -> str:
    """The tone of its chip."""
    return _TELLS[row.tells][1] if row.tells in _TELLS else ""


def come_back_sentence(found: Comparison) -> str:
    """ "46 % of 210 clients came again: 97 of those who first came over 90 days ago." """
    if found.share is None:
        return _("Nobody has had 90 days to come again yet.")
    told = _("Of {clients} who first came over 90 days ago {back} came again: {share}.")
    return told.format(clients=clients_count(found.counted), back=number_text(found.back), share=_share(found.share))


def fresh_sentence(found: Comparison) -> str:
    """Who has had no time to come again."""
    told = ngettext(
        "{n} client came once in the last 90 days: it is too early to say, so they are left out.",
        "{n} clients came once in the last 90 days: it is too early to say, so they are left out.",
        found.fresh.clients,
    )
    return told.format(n=number_text(found.fresh.clients))
