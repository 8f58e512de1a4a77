"""How sure two people are one: the model of Fellegi and Sunter (1969), fitted to the shop's own people by EM.

Every pair is one of three kinds: the same person; a household, which shares its surname, address and phone but not its
first names and birthdays; or two strangers. Each kind has its own shares of levels, field by field. Those of the same
person and of strangers start as below and are learned from the pairs of this shop; a field that is missing tells
nothing. A score is the probability of the first kind. Two people with a rare name count for more than two namesakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from app.services.duplicates.compare import Address, Birthday, Contact, Levels, Order
from app.services.duplicates.words import Word

Shares = dict[int, float]
ROUNDS = 25  # of EM; it settles in fewer
SETTLED = 1e-4
SETTLED_FIELDS = ("first", "middle")  # one person has one first name; learning it would take a family for one person
LEARNED_AFTER = 40.0  # pairs whose weight the starting shares of the same person have
STRANGERS_AFTER = 4_000.0  # and those of strangers
MATCHES, HOUSEHOLDS = 0.02, 0.005  # pairs of each kind for one person, before anything is known of the shop
KINDS = SAME, HOUSE, STRANGERS = range(3)

_WORD = (Word.SAME, Word.SHORT, Word.TYPO, Word.ALIKE, Word.DIFFERENT)


def _shares(levels: Iterable[int], *shares: float) -> Shares:
    return dict(zip(levels, shares, strict=True))


START: dict[str, tuple[Shares, Shares, Shares]] = {  # field -> same person, household, strangers
    "last": (
        _shares(_WORD, 0.85, 0.01, 0.07, 0.03, 0.04),
        _shares(_WORD, 0.55, 0.01, 0.12, 0.02, 0.30),
        _shares(_WORD, 0.002, 0.002, 0.002, 0.014, 0.98),
    ),
    "first": (
        _shares(_WORD, 0.80, 0.07, 0.07, 0.03, 0.03),
        _shares(_WORD, 0.012, 0.006, 0.007, 0.025, 0.95),
        _shares(_WORD, 0.012, 0.006, 0.007, 0.025, 0.95),
    ),
    "order": (
        _shares(Order, 0.97, 0.03),
        _shares(Order, 0.98, 0.02),
        _shares(Order, 0.98, 0.02),
    ),
    "middle": (
        _shares(_WORD, 0.85, 0.05, 0.05, 0.0, 0.05),
        _shares(_WORD, 0.25, 0.01, 0.02, 0.0, 0.72),
        _shares(_WORD, 0.03, 0.005, 0.005, 0.0, 0.96),
    ),
    "birthday": (
        _shares(tuple(Birthday)[1:], 0.84, 0.03, 0.05, 0.01, 0.03, 0.04),
        _shares(tuple(Birthday)[1:], 0.01, 0.003, 0.002, 0.0001, 0.012, 0.9729),
        _shares(tuple(Birthday)[1:], 0.00005, 0.0027, 0.0009, 0.00003, 0.006, 0.99032),
    ),
    "phone": (
        _shares(tuple(Contact)[1:], 0.72, 0.05, 0.23),
        _shares(tuple(Contact)[1:], 0.50, 0.01, 0.49),
        _shares(tuple(Contact)[1:], 0.00002, 0.00002, 0.99996),
    ),
    "email": (
        _shares(tuple(Contact)[1:], 0.65, 0.10, 0.25),
        _shares(tuple(Contact)[1:], 0.20, 0.01, 0.79),
        _shares(tuple(Contact)[1:], 0.00002, 0.00008, 0.9999),
    ),
    "address": (
        _shares(tuple(Address)[1:], 0.50, 0.25, 0.05, 0.05, 0.15),
        _shares(tuple(Address)[1:], 0.60, 0.20, 0.05, 0.05, 0.10),
        _shares(tuple(Address)[1:], 0.0001, 0.0005, 0.004, 0.03, 0.9654),
    ),
    "city": (
        _shares(_WORD, 0.80, 0.01, 0.07, 0.02, 0.10),
        _shares(_WORD, 0.90, 0.00, 0.04, 0.01, 0.05),
        _shares(_WORD, 0.25, 0.001, 0.003, 0.016, 0.73),
    ),
}  # fmt: skip
LEAST = 1e-6  # share of a level that was never seen

Tables = tuple[tuple[dict[int, float], ...], ...]


@dataclass(frozen=True)
class Model:
    """Fitted shares as logarithms, and how often each kind of pair is."""

    tables: Tables  # kind -> field -> level -> log share
    prior: tuple[float, float, float]  # log share of each kind among all pairs

    def score(self, levels: Levels, rare_last: float = 0.0, rare_first: float = 0.0) -> float:
        """Probability 0..1 that two people are one.

        `rare_last` and `rare_first`: logs of how much rarer than usual the names are on which they agree.
        """
        return self.kinds(levels, rare_last, rare_first)[SAME]

    def kinds(self, levels: Levels, rare_last: float = 0.0, rare_first: float = 0.0) -> tuple[float, float, float]:
        """Probability of each kind of pair."""
        same, house, strangers = (self._log(kind, levels) for kind in KINDS)
        same, house = same + rare_last + rare_first, house + rare_last  # a family shares its surname
        top = max(same, house, strangers)
        same, house, strangers = exp(same - top), exp(house - top), exp(strangers - top)
        whole = same + house + strangers
        return same / whole, house / whole, strangers / whole

    def _log(self, kind: int, levels: Levels) -> float:
        total = self.prior[kind]
        for table, level in zip(self.tables[kind], levels, strict=True):
            if level:
                total += table[level]
        return total


def fit(people: int, in_all: float, found: Mapping[Levels, int], sampled: Mapping[Levels, int]) -> Model:
    """The model of a shop by expectation and maximisation.

    `people`: who may have a double, `in_all`: how many pairs they make with everybody.

    `found`: how often each pattern of levels occurs among the pairs worth comparing; `sampled`: among pairs taken at
    random, which are nearly all strangers.
    """
    people, every = max(1, people), max(1.0, in_all)
    matches, houses = MATCHES * people, HOUSEHOLDS * people
    shares = [[dict(START[field][kind]) for field in Levels._fields] for kind in KINDS]
    model = _model(shares, matches, houses, every)
    for _round in range(ROUNDS if found or sampled else 0):
        weights = {pattern: model.kinds(pattern) for pattern in {*found, *sampled}}
        new_matches = MATCHES * people + sum(count * weights[p][SAME] for p, count in found.items())
        new_houses = HOUSEHOLDS * people + sum(count * weights[p][HOUSE] for p, count in found.items())
        for place, field in enumerate(Levels._fields):
            if field not in SETTLED_FIELDS:
                shares[SAME][place] = _learned(field, place, SAME, found, weights, LEARNED_AFTER)
            shares[STRANGERS][place] = _learned(field, place, STRANGERS, sampled, weights, STRANGERS_AFTER)
        settled = abs(new_matches - matches) <= SETTLED * matches
        matches, houses = new_matches, new_houses
        model = _model(shares, matches, houses, every)
        if settled:
            break
    return model


def _model(shares: list[list[Shares]], matches: float, houses: float, every: float) -> Model:
    tables = tuple(
        tuple({level: log(max(share, LEAST)) for level, share in field.items()} for field in kind) for kind in shares
    )
    return Model(tables, (log(matches / every), log(houses / every), log(max(0.5, 1 - (matches + houses) / every))))


def _learned(
    field: str,
    place: int,
    kind: int,
    patterns: Mapping[Levels, int],
    weights: Mapping[Levels, tuple[float, float, float]],
    after: float,
) -> Shares:
    """Shares of the levels of one field among one kind; the starting ones weigh as much as `after` pairs."""
    seen: Counter[int] = Counter()
    for pattern, count in patterns.items():
        if pattern[place]:
            seen[pattern[place]] += count * weights[pattern][kind]  # type: ignore[assignment]
    whole = sum(seen.values()) + after
    return {level: (seen[level] + after * share) / whole for level, share in START[field][kind].items()}
