"""How sure two people are one: the model of Fellegi and Sunter (1969), fitted to the shop's own people by EM.

Every pair is one of three kinds: the same person; a household, which shares its surname, address and phone but not its
first names and birthdays; or two strangers. Each kind has its own shares of levels, field by field. Those of the same
person and of strangers start as below and are learned from the pairs of this shop; a field that is missing tells
nothing. A score is the probability of the first kind. Two people with a rare name count for more than two namesakes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.services.duplicates.compare import LAST, OPEN, UNEQUAL, Address, Birthday, Contact, Levels, Order, Rows
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
IMPOSSIBLE = 1e6  # less, as a logarithm

Table = NDArray[np.float64]
LEVELS = OPEN + 1
_FIELDS = len(Levels._fields)
_BITS = 3  # of a level


def _started(kind: int) -> Table:
    """Starting shares of one kind: a row for each field, a column for each level."""
    table = np.zeros((_FIELDS, LEVELS))
    for place, field in enumerate(Levels._fields):
        for level, share in START[field][kind].items():
            table[place, level] = share
    return table


_START = np.stack([_started(kind) for kind in KINDS])


@dataclass(frozen=True)
class Patterns:
    """Different rows of levels, and how often each occurs."""

    rows: Rows
    counts: NDArray[np.int64]


def patterns_of(rows: Rows) -> tuple[Patterns, NDArray[np.int64]]:
    """The different rows, and which of them each row is."""
    shifts = np.arange(_FIELDS, dtype=np.int64) * _BITS
    packed = np.zeros(len(rows), np.int64)
    for place, shift in enumerate(shifts):
        packed |= rows[:, place].astype(np.int64) << shift
    every, places, counts = np.unique(packed, return_inverse=True, return_counts=True)
    return Patterns((every[:, None] >> shifts & OPEN).astype(np.uint8), counts), np.asarray(places)


@dataclass(frozen=True)
class Model:
    """Fitted shares as logarithms, and how often each kind of pair is."""

    tables: Table  # kind, field, level -> log share; 0 for a level that tells nothing
    prior: Table  # log share of each kind among all pairs

    def scores(self, rows: Rows, rare_last: Table | float = 0.0, rare_first: Table | float = 0.0) -> Table:
        """Probability 0..1 that two people are one, for each row of levels.

        `rare_last` and `rare_first`: logs of how much rarer than usual the names are on which they agree.
        """
        same: Table = self.kinds(rows, rare_last, rare_first)[SAME]
        return same

    def kinds(self, rows: Rows, rare_last: Table | float = 0.0, rare_first: Table | float = 0.0) -> Table:
        """Probability of each kind of pair, a row for each kind."""
        logs = np.repeat(self.prior[:, None], len(rows), axis=1)
        for place in range(_FIELDS):
            logs += self.tables[:, place][:, rows[:, place]]
        logs[SAME] += rare_last + rare_first
        logs[HOUSE] += rare_last  # a family shares its surname
        shares: Table = np.exp(logs - logs.max(axis=0))
        shares /= shares.sum(axis=0)
        return shares


def fit(people: int, in_all: float, found: Patterns | None = None, sampled: Patterns | None = None) -> Model:
    """The model of a shop by expectation and maximisation.

    `people`: who may have a double, `in_all`: how many pairs they make with everybody.

    `found`: patterns of levels among the pairs worth comparing; `sampled`: among pairs taken at random, which are
    nearly all strangers.
    """
    people, every = max(1, people), max(1.0, in_all)
    matches, houses = MATCHES * people, HOUSEHOLDS * people
    shares = _START.copy()
    model = _model(shares, matches, houses, every)
    learned = [place for place, field in enumerate(Levels._fields) if field not in SETTLED_FIELDS]
    if found is None:
        return model
    for _round in range(ROUNDS):
        weights = model.kinds(found.rows) * found.counts
        new_matches, new_houses = MATCHES * people + weights[SAME].sum(), HOUSEHOLDS * people + weights[HOUSE].sum()
        shares[SAME, learned] = _learned(SAME, found.rows, weights[SAME], LEARNED_AFTER)[learned]
        if sampled is not None:
            strange = model.kinds(sampled.rows)[STRANGERS] * sampled.counts
            shares[STRANGERS] = _learned(STRANGERS, sampled.rows, strange, STRANGERS_AFTER)
        settled = abs(new_matches - matches) <= SETTLED * matches
        matches, houses = new_matches, new_houses
        model = _model(shares, matches, houses, every)
        if settled:
            break
    return model


def _model(shares: Table, matches: float, houses: float, every: float) -> Model:
    tables = np.log(np.maximum(shares, LEAST))
    prior = np.log([matches / every, houses / every, max(0.5, 1 - (matches + houses) / every)])
    # What was not looked at yet may turn out the best for one person, and is then nothing for a household.
    telling = tables[SAME] - tables[STRANGERS]
    tables[SAME, :, OPEN] = telling[:, 1:OPEN].max(axis=1)
    tables[SAME, LAST, UNEQUAL] = telling[LAST, Word.SAME + 1 : UNEQUAL].max()
    for field, level in ((slice(None), OPEN), (LAST, UNEQUAL)):
        tables[HOUSE, field, level], tables[STRANGERS, field, level] = -IMPOSSIBLE, 0.0
    tables[:, :, 0] = 0.0
    return Model(tables, prior)


def _learned(kind: int, rows: Rows, weights: Table, after: float) -> Table:
    """Shares of the levels of every field among one kind; the starting ones weigh as much as `after` pairs."""
    seen = np.stack([np.bincount(rows[:, place], weights, LEVELS) for place in range(_FIELDS)])
    seen[:, 0] = 0.0  # a field that is missing tells nothing
    return np.asarray((seen + after * _START[kind]) / (seen.sum(axis=1, keepdims=True) + after))
