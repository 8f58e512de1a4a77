"""Offers and why they are made: frozen values; the words are in app/wording/offers.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Wanted:
    """The client asked for it when it was missing or too dear, and neither is so any more."""

    day: date
    why: str  # InterestReason


@dataclass(frozen=True)
class Usual:
    """Bought again and again, and the usual time since the last purchase is over."""

    last_day: date
    days_ago: int
    times: int  # days on which it was bought
    rhythm_days: float  # median of the days between them


@dataclass(frozen=True)
class UsedUp:
    """By the shop's rule for the product, what was bought last is used up by now."""

    last_day: date
    days_ago: int
    lasts_days: int  # replenish_days x the quantity bought last


@dataclass(frozen=True)
class GoesWith:
    """By the owner's word it goes with `name`, which the client bought or is buying."""

    name: str


@dataclass(frozen=True)
class Better:
    """By the owner's word a better version of `name`."""

    name: str
    dearer: float | None  # by which share of the other's price: 0.18; None without both prices


@dataclass(frozen=True)
class AlsoBoughtReason:
    """Those who bought `name` bought it `lift` times as often as buyers in general; so many clients bought both."""

    name: str
    lift: float
    buyers: int


OfferReason = Wanted | Usual | UsedUp | GoesWith | Better | AlsoBoughtReason


@dataclass(frozen=True)
class Offer:
    """A product to offer a client now. Price in minor units, where the catalogue has one; score 0..1, best is 1."""

    product_id: int
    name: str
    price: int | None
    reason: OfferReason
    score: float


@dataclass(frozen=True)
class Beside:
    """A product to name in one line beside a sale; price in minor units, where the catalogue has one."""

    product_id: int
    name: str
    price: int | None
    reason: GoesWith | Better | AlsoBoughtReason
