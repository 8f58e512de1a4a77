"""Offers for a client at the terminal: of today, or of a past day out of what was known on it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from app.cli.output import money_json, write_line
from app.cli.shop import Shop
from app.i18n import _
from app.services.errors import StorageError
from app.services.offers.listing import list_offers
from app.services.offers.reasons import Offer
from app.services.offers.refresh import pairs_as_of, refresh_also_bought
from app.wording.offers import offer_words


def client_offers(shop: Shop, options: Namespace, client_id: int) -> tuple[Offer, ...]:
    """The offers of the day. What others bought too is counted anew first if much was bought since."""
    today = shop.today(options)
    if options.as_of:
        return list_offers(shop.db, client_id, today, pairs=pairs_as_of(shop.db, today))
    with suppress(StorageError):  # the last count will do while the file is busy
        refresh_also_bought(shop.db, today)
    return list_offers(shop.db, client_id, today)


def offers_json(offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """Offers in the shape of the contract, best first."""
    return [
        {
            "product": offer.name,
            "reason": offer_words(offer.reason),
            "score": offer.score,
            "product_id": offer.product_id,
            "price": money_json(offer.price),
        }
        for offer in offers
    ]


def write_offers(offers: Iterable[Offer]) -> None:
    """A line for each, below a title; nothing without offers."""
    lines = [f"  {offer.name}: {offer_words(offer.reason)}" for offer in offers]
    for line in (_("Offer now"), *lines) if lines else ():
        write_line(line)
