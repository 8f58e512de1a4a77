"""Why something is offered, in the words that stand after the product's name."""

from __future__ import annotations

from datetime import date

import pytest

from app.i18n import set_language
from app.models.enums import InterestReason
from app.services.offers.reasons import AlsoBoughtReason, Better, GoesWith, OfferReason, UsedUp, Usual, Wanted
from app.wording.offers import offer_words

DAY = date(2026, 9, 8)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Usual(DAY, 74, 16, 21.0), "the usual purchase, 74 days ago"),
        (Usual(DAY, 1, 16, 1.0), "the usual purchase, 1 day ago"),
        (UsedUp(DAY, 40, 30), "used up by now, bought 40 days ago"),
        (GoesWith("Funnel V60"), "goes with Funnel V60"),
        (Better("Kenya 250 g", 0.18), "better than Kenya 250 g, dearer by 18 %"),
        (Better("Kenya 250 g", -0.05), "better than Kenya 250 g, and cheaper by 5 %"),
        (Better("Kenya 250 g", 0.001), "better than Kenya 250 g"),
        (Better("Kenya 250 g", None), "better than Kenya 250 g"),
        (AlsoBoughtReason("Kenya 250 g", 3.14, 30), "taken 3.1 times more often with Kenya 250 g"),
        (AlsoBoughtReason("Kenya 250 g", 3.14, 4), "taken 3.1 times more often with Kenya 250 g, by 4 clients"),
        (Wanted(DAY, InterestReason.MISSING), "wanted on 8 September 2026, is here now"),
        (Wanted(DAY, InterestReason.TOO_DEAR), "was too dear on 8 September 2026, is cheaper now"),
    ],
)
def test_a_reason_is_one_short_phrase(reason: OfferReason, words: str) -> None:
    assert offer_words(reason) == words


def test_reasons_in_russian_count_days_clients_and_decimals() -> None:
    set_language("ru")
    assert offer_words(Usual(DAY, 74, 16, 21.0)) == "обычная покупка, прошло 74 дня"
    assert offer_words(Usual(DAY, 21, 16, 21.0)) == "обычная покупка, прошёл 21 день"
    assert offer_words(AlsoBoughtReason("Кения", 3.14, 21)) == "берут вместе с «Кения» в 3,1 раза чаще, по 21 клиенту"
    assert offer_words(Better("Кения", 0.18)) == "лучше, чем «Кения», дороже на 18 %"
