"""Newcomers of a drop who look like a client of the shop, or like another newcomer, and what the owner says of them.

Nobody is merged silently: a pair that nobody decides stays two people. The cost is bounded: of a large drop only those
are compared who share a phone, an e-mail or a birthday with somebody, and of a large shop only those whom its indexes
find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.models.imports import likely as sql
from app.models.imports.staging import Stage
from app.services.imports.matching.likeness import display_name, fingerprint

if TYPE_CHECKING:
    from app.services.duplicates.likeness import Alike
    from app.services.duplicates.reasons import Reason

MOST_NEWCOMERS = 4_000  # compared
MOST_CLIENTS = 20_000  # of the shop; a larger one is asked by its indexes
MOST_FOUND = 5_000  # by each of them
MOST_PAIRS = 1_000  # told

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Side:
    """One of two who look alike, as shown. Money in minor units, the birthday as YYYY-MM-DD or --MM-DD."""

    client_id: int | None  # None for a newcomer
    fingerprints: tuple[str, ...]  # of a newcomer's mentions in the files
    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    birthday: str
    address: str
    receipts: int
    total: int
    last_day: str | None

    @property
    def key(self) -> str:
        """What names the side for as long as the files are not read anew."""
        return str(self.client_id) if self.client_id is not None else self.fingerprints[0]


@dataclass(frozen=True)
class LikelyPair:
    """A newcomer and whom it looks like: a client of the shop, or another newcomer. `same` is what the owner says."""

    newcomer: Side
    other: Side
    batch: int  # number of the newcomer's file within the drop
    score: float  # 0..1
    reasons: tuple[Reason, ...]
    same: bool | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What names the pair."""
        return self.newcomer.key, self.other.key


@dataclass(frozen=True)
class Likely:
    """What looking for likely pairs gave: the pairs, the surest first, and what a large drop has beside them."""

    pairs: tuple[LikelyPair, ...] = ()
    not_compared: int = 0  # newcomers
    not_told: int = 0  # pairs

    def of_batch(self, batch: int) -> int:
        """How many open pairs a file of the drop brings."""
        return sum(pair.batch == batch and pair.same is None for pair in self.pairs)

    def decisions(self) -> dict[tuple[str, str], bool]:
        """What was decided so far."""
        return {pair.key: pair.same for pair in self.pairs if pair.same is not None}

    def decided(self, key: tuple[str, str], same: bool | None) -> Likely:
        """The same with one pair decided, or open again."""
        return replace(self, pairs=tuple(replace(p, same=same) if p.key == key else p for p in self.pairs))


def find_likely(raw: Any) -> Likely:
    """Likely pairs of what is matched in the stage. Decided before, or the same client already: not among them."""
    every = sql.count_newcomers(raw)
    if not every:
        return Likely()
    clients = sql.count_clients(raw)
    few = clients <= MOST_CLIENTS
    new = sql.newcomers(raw, MOST_NEWCOMERS if few else MOST_NEWCOMERS // 4)
    known = sql.everybody(raw) if few else sql.could_be(raw, [row[0] for row in new], MOST_FOUND)
    found = _alike(new, known, None if few and len(new) == every else clients + every)
    return Likely(_told(raw, new, known, found[:MOST_PAIRS]), every - len(new), max(0, len(found) - MOST_PAIRS))


def _alike(new: list[Row], known: list[Row], every: int | None) -> list[Alike]:
    """Newcomers compared with everybody; `every` as Comparison has it."""
    from app.services.duplicates.blocks import pairs
    from app.services.duplicates.columns import Columns
    from app.services.duplicates.find import THRESHOLD
    from app.services.duplicates.likeness import Comparison
    from app.services.duplicates.person import people_of

    people = Columns(people_of([row[:10] for row in (*new, *known)]))
    comparison = Comparison(people, len(new), every)
    comparison.add(pairs(people, len(new)))
    return comparison.likely(THRESHOLD)


def _told(raw: Any, new: list[Row], known: list[Row], found: list[Alike]) -> tuple[LikelyPair, ...]:
    from app.services.duplicates.reasons import reasons_of

    told = _Sides(raw, new, known, found)
    return tuple(
        LikelyPair(
            told.side(pair.one),
            told.side(pair.other),
            new[pair.one][10],
            round(pair.score, 4),
            reasons_of(pair.levels, pair.linked),
        )
        for pair in found
    )


class _Sides:
    """What is shown of everybody who is in a pair, read at once."""

    def __init__(self, raw: Any, new: list[Row], known: list[Row], found: Iterable[Alike]) -> None:
        self._new, self._known = new, known
        places = {place for pair in found for place in (pair.one, pair.other)}
        clusters = [new[place][0] for place in places if place < len(new)]
        clients = [known[place - len(new)][0] for place in places if place >= len(new)]
        self._prints: defaultdict[int, list[str]] = defaultdict(list)
        for cluster, *mention in sql.mentions_of(raw, clusters):
            self._prints[cluster].append(fingerprint(tuple(mention)))
        self._bought = sql.purchases_of(raw, clusters)
        self._facts = sql.shop_facts(raw, clients)

    def side(self, place: int) -> Side:
        """Whoever stands at that place among all that were compared."""
        if place < len(self._new):
            row = self._new[place]
            return _side(row, None, tuple(dict.fromkeys(self._prints[row[0]])), self._bought.get(row[0]))
        row = self._known[place - len(self._new)]
        return _side(row, row[0], (), self._facts.get(row[0]))


def _side(row: Row, client: int | None, prints: tuple[str, ...], facts: tuple[int, int, str | None] | None) -> Side:
    _id, name, _last, _first, _middle, company, born, contacts, address, city = row[:10]
    values = contacts.split("\n") if contacts else []
    phones, emails = [v for v in values if "@" not in v], [v for v in values if "@" in v]
    return Side(
        client,
        prints,
        display_name(name or company, phones, emails, None, None),
        tuple(phones),
        tuple(emails),
        f"{born[:4] if born[0] != '-' else '-'}-{born[-4:-2]}-{born[-2:]}" if born else "",
        ", ".join(filter(None, (city, address))),
        *(facts or (0, 0, None)),
    )


def say(stage: Stage, pairs: Iterable[LikelyPair]) -> None:
    """Put what the owner decided where the match looks for it."""
    pairs = list(pairs)
    with stage.transaction():
        sql.say_same(stage.raw, merged([pair for pair in pairs if pair.same]))
        sql.say_apart(
            stage.raw,
            [
                (pair.newcomer.key, pair.other.client_id, None if pair.other.client_id is not None else pair.other.key)
                for pair in pairs
                if pair.same is False
            ],
        )


def merged(pairs: list[LikelyPair]) -> list[tuple[str, int | None, str | None]]:
    """(mention, client or None, mark) of everybody who is one with somebody; who is one with the same is one too.

    Where a newcomer was said to be two clients of the shop, it is the one with the smaller number: an import merges no
    clients of the shop.
    """
    leader: dict[str, str] = {}

    def led(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    sides = {side.key: side for pair in pairs for side in (pair.newcomer, pair.other)}
    for pair in pairs:
        leader[led(pair.newcomer.key)] = led(pair.other.key)
    clients: dict[str, int] = {}
    for side in sides.values():
        if side.client_id is not None:
            first = led(side.key)
            clients[first] = min(side.client_id, clients.get(first, side.client_id))
    return [
        (mention, clients.get(led(side.key)), led(side.key)) for side in sides.values() for mention in side.fingerprints
    ]
