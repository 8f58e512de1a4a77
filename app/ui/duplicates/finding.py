"""The services of the Duplicates page as it uses them; every function here runs in a lane, never in the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.ui.background import Report
from app.ui.duplicates.pair_list import Listed

if TYPE_CHECKING:
    from app.models.database import Database
    from app.services.clients.data import ClientCard, ClientRow
    from app.services.clients.merging.merge import Merged
    from app.services.duplicates.pairs import LikelyPair

READ_AT_ONCE = 500  # clients


@dataclass(frozen=True)
class Both:
    """The cards of a pair; None for one that is gone meanwhile."""

    stays: ClientCard | None
    goes: ClientCard | None


def find_pairs(db: Database, report: Report) -> tuple[LikelyPair, ...]:
    """All likely pairs, the surest first. Raises Cancelled."""
    from app.services.duplicates.find import THRESHOLD
    from app.services.duplicates.pairs import list_pairs

    return list_pairs(db, THRESHOLD, report)


def list_rows(db: Database, pairs: Sequence[LikelyPair], places: Sequence[int]) -> list[Listed]:
    """The pairs at these places with both clients; without those of whom one is gone."""
    rows = _rows(db, [pairs[place] for place in places])
    found = []
    for place in places:
        a, b = rows.get(pairs[place].a), rows.get(pairs[place].b)
        if a is not None and b is not None:
            found.append(Listed(place, pairs[place], *who_stays(a, b)))
    return found


def who_stays(a: ClientRow, b: ClientRow) -> tuple[ClientRow, ClientRow]:
    """The one who is proposed to stay, and the other: more visits, then more money, then the older one stays."""
    first, second = sorted((a, b), key=lambda row: (-row.visits, -row.total, row.id))
    return first, second


def read_both(db: Database, stays: int, goes: int) -> Both:
    """Both cards; a client who is in the trash or was merged is gone."""
    return Both(_card(db, stays), _card(db, goes))


def merge(db: Database, stays: int, goes: int, now: datetime, from_other: frozenset[str]) -> Merged:
    """Merge one pair. Raises NotFound, InvalidValue."""
    from app.services.clients.merging.merge import merge_clients

    return merge_clients(db, stays, goes, now, from_other)


def merge_all(db: Database, pairs: Sequence[LikelyPair], now: datetime, report: Report) -> Merged:
    """Merge many pairs as one action, each into the one who is proposed to stay. Raises Cancelled."""
    from app.services.clients.merging.merge import merge_pairs

    rows = _rows(db, pairs)
    both = [who_stays(rows[pair.a], rows[pair.b]) for pair in pairs if pair.a in rows and pair.b in rows]
    return merge_pairs(db, [(stays.id, goes.id) for stays, goes in both], now, report)


def tell_apart(db: Database, pair: LikelyPair, now: datetime) -> int:
    """The two are not the same; the action that takes it back."""
    from app.services.duplicates.pairs import tell_apart as told

    return told(db, pair.a, pair.b, now)


def _rows(db: Database, pairs: Sequence[LikelyPair]) -> dict[int, ClientRow]:
    from app.services.clients.find import get_client_rows

    ids = sorted({client for pair in pairs for client in (pair.a, pair.b)})
    blocks = (ids[start : start + READ_AT_ONCE] for start in range(0, len(ids), READ_AT_ONCE))
    return {row.id: row for block in blocks for row in get_client_rows(db, block)}


def _card(db: Database, client_id: int) -> ClientCard | None:
    from app.services.clients.card import get_client_card
    from app.services.errors import NotFound

    try:
        card = get_client_card(db, client_id)
    except NotFound:
        return None
    return card if card.row.id == client_id else None
