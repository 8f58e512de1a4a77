"""The commands about people who are in the shop twice: who is likely to be, merge two, take a merge back."""

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


def run_merge(shop: Shop, options: Namespace) -> int:
    """Make two clients one; the number that is told takes it back."""
    from app.services.clients.merging.merge import merge_clients

    merged = merge_clients(shop.db, options.keep, options.other, shop.now)
    return _tell_merge(options, merged.action_id, merged.kept_id)


def run_unmerge(shop: Shop, options: Namespace) -> int:
    """Take a merge back."""
    from app.services.clients.merging.merge import kept_by, unmerge

    kept = kept_by(shop.db, options.merge)
    unmerge(shop.db, options.merge, shop.now)
    return _tell_merge(options, options.merge, kept)


def _tell_merge(options: Namespace, merge: int, kept: int) -> int:
    if options.json:
        write_json({"merge": merge, "kept": kept})
    else:
        write_line(str(merge))
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
