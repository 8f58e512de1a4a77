"""The command that tells who is likely to be in the shop twice."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from app.cli.output import write_json, write_line, write_table
from app.cli.shop import Shop
from app.i18n import _, ngettext, number_text
from app.services.clients.find import get_client_rows

if TYPE_CHECKING:
    from app.services.duplicates.find import LikelyPair


def run_duplicates(shop: Shop, options: Namespace) -> int:
    """Likely pairs, the surest first."""
    from app.services.duplicates.find import THRESHOLD, find_duplicates
    from app.wording.likeness import likeness_sentence

    pairs = find_duplicates(shop.db, THRESHOLD if options.threshold is None else options.threshold)
    if options.json:
        write_json({"pairs": [pair_json(pair) for pair in pairs]})
        return 0
    names = {row.id: row.name for row in get_client_rows(shop.db, [client for p in pairs for client in (p.a, p.b)])}
    rows = [(str(p.a), names[p.a], str(p.b), names[p.b], f"{p.score:.0%}", likeness_sentence(p.reasons)) for p in pairs]
    if rows:
        write_table(("", _("Client"), "", _("Client"), _("Likely"), _("Why")), rows, right=(0, 2, 4))
    n = len(rows)
    write_line(ngettext("{n} likely pair", "{n} likely pairs", n).format(n=number_text(n)))
    return 0


def pair_json(pair: LikelyPair) -> dict[str, Any]:
    """A pair in the shape of the contract."""
    from app.wording.likeness import reason_words

    return {
        "a": pair.a,
        "b": pair.b,
        "a_external_id": pair.a_external_id,
        "b_external_id": pair.b_external_id,
        "score": pair.score,
        "reasons": reason_words(pair.reasons),
    }
