"""Candidate pairs compared and scored: the likeness of everybody in a group of people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.services.duplicates.columns import Columns, Flags, Ints
from app.services.duplicates.compare import (
    ADDRESS,
    BIRTHDAY,
    EMAIL,
    FIRST,
    LAST,
    ORDER,
    PHONE,
    Address,
    Birthday,
    Contact,
    Levels,
    Order,
    Rows,
    compare,
    compare_promising,
)
from app.services.duplicates.model import STRANGERS, Model, Patterns, fit, patterns_of
from app.services.duplicates.words import Word

SAMPLED = 20_000  # pairs taken at random, to learn how alike strangers are
HOPELESS = 1e-3  # score before anything was learned; such pairs are not kept
USUAL = 200.0  # people whose names are taken to be as frequent as anywhere, added to those of the shop
LEAST_SHARE = 1e-12  # of people with a name
MOST_LINKS = 20  # of one person; more are no person
RAREST, MOST_COMMON = 5.0, -4.0  # logs; bounds of what the frequency of a name can change


@dataclass(frozen=True)
class Alike:
    """Two people, by their places, with what comparing them gave."""

    one: int
    other: int
    levels: Levels
    score: float
    linked: bool = False  # through a third


class Comparison:
    """Pairs of a group of people, as they are found. `add` may be called any number of times before `likely`."""

    def __init__(self, people: Columns, new: int | None = None, every: int | None = None) -> None:
        """`new`: the first so many are compared with all, not all with all.

        `every`: how many people there are, where these are only those of them who could be alike.
        """
        self.people = people
        self._every = people.size if every is None else every
        self._new = people.size if new is None else new
        self._in_all = self._new * (self._new - 1) / 2 + self._new * (self._every - self._new)
        self._start = fit(self._new, self._in_all)
        self._pairs: list[Ints] = [np.zeros(0, np.int64)]
        self._rows: list[Rows] = [np.zeros((0, len(Levels._fields)), np.uint8)]

    def add(self, pairs: Ints) -> None:
        """Compare pairs (one * number of people + other), each once; those without hope are forgotten."""
        one, other = np.divmod(pairs, max(1, self.people.size))
        kept, rows = compare_promising(self.people, one, other, self._hope)
        self._pairs.append(pairs[kept])
        self._rows.append(rows)

    def _hope(self, rows: Rows) -> Flags:
        """Whether two people of these levels may be one, if they share the rarest of names."""
        patterns, places = patterns_of(rows)
        last, first = (np.where(patterns.rows[:, field] == Word.SAME, RAREST, 0.0) for field in (LAST, FIRST))
        return np.asarray(self._start.scores(patterns.rows, last, first) >= HOPELESS)[places]

    @cached_property
    def model(self) -> Model:
        """The model fitted to these people."""
        return fit(self._new, self._in_all, patterns_of(np.concatenate(self._rows))[0], self._sample())

    def _sample(self) -> Patterns | None:
        """Levels of pairs taken at random, the same ones every time; people chosen for their likeness do not tell."""
        size = self.people.size
        if size < 2 or size < self._every:
            return None
        random, count = np.random.default_rng(size), min(SAMPLED, size * size)
        one, further = random.integers(0, size, count), random.integers(1, size, count)
        return patterns_of(compare(self.people, one, (one + further) % size))[0]

    def likely(self, threshold: float) -> list[Alike]:
        """Pairs that score at least the threshold, the surest first."""
        pairs, rows = np.concatenate(self._pairs), np.concatenate(self._rows)
        one, other = np.divmod(pairs, max(1, self.people.size))
        scores = self.model.scores(rows, *self._rare(one, rows))
        told = np.flatnonzero((scores >= threshold) & ~_namesakes(rows))
        found = [
            Alike(a, b, Levels(*levels), score)
            for a, b, levels, score in zip(
                one[told].tolist(), other[told].tolist(), rows[told].tolist(), scores[told].tolist(), strict=True
            )
        ]
        found += self._implied(found, threshold)
        return sorted(found, key=lambda alike: (-alike.score, alike.one, alike.other))

    def _rare(self, one: Ints, rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How much rarer than usual the surname and the first name are on which two agree, as logarithms."""
        straight = rows[:, ORDER] == Order.STRAIGHT

        def rare(field: int, codes: Ints, people: int) -> NDArray[np.float64]:
            usual = self.model.tables[STRANGERS][field][Word.SAME]
            counts = np.bincount(codes, minlength=1)
            share = (counts - 1 + USUAL * np.exp(usual)) / (people + USUAL)
            rarer = np.clip(usual - np.log(np.maximum(share, LEAST_SHARE)), MOST_COMMON, RAREST)
            return np.where(straight & (rows[:, field] == Word.SAME), rarer[codes[one]], 0.0)

        # Whoever has the surname is here, wherever the others are.
        return rare(LAST, self.people.last, self._every), rare(FIRST, self.people.first, self.people.size)

    def _implied(self, found: list[Alike], threshold: float) -> list[Alike]:
        """Two who are not told as alike, but are both like a third; as likely as both links together."""
        links: defaultdict[int, dict[int, Alike]] = defaultdict(dict)
        for alike in found:
            links[alike.one][alike.other] = links[alike.other][alike.one] = alike
        through = [
            (one, other, near[one], near[other])
            for near in links.values()
            for one, other in combinations(sorted(near)[:MOST_LINKS], 2)
            if near[one].score * near[other].score >= threshold and other not in links[one] and one < self._new
        ]
        places = np.array([pair[:2] for pair in through], np.int64).reshape(-1, 2)
        implied: dict[tuple[int, int], Alike] = {}
        for (one, other, *near), row in zip(through, compare(self.people, *places.T).tolist(), strict=True):
            levels, score = Levels(*row), near[0].score * near[1].score
            known = implied.get((one, other))
            if (known is None or score > known.score) and not _news_of_difference(levels, *(n.levels for n in near)):
                implied[one, other] = Alike(one, other, levels, score, linked=True)
        return list(implied.values())


def _namesakes(rows: Rows) -> Flags:
    """Pairs with nothing in common but their names, and with different phones."""
    found: Flags = rows[:, PHONE] == Contact.DIFFERENT
    for field, levels in _COMMON.items():
        found &= ~np.isin(rows[:, field], levels)
    return found


_COMMON: dict[int, tuple[int, ...]] = {
    BIRTHDAY: (Birthday.SAME, Birthday.NO_YEAR, Birthday.TYPO, Birthday.SWAPPED),
    EMAIL: (Contact.SAME, Contact.TYPO),
    ADDRESS: (Address.SAME, Address.CLOSE),
}


def _news_of_difference(levels: Levels, *links: Levels) -> bool:
    """Whether two differ in what the third, through whom they are linked, does not say or says with an initial."""
    return any(
        getattr(levels, field) == differ and all(getattr(link, field) != differ for link in links)
        for field, differ in _TELLING
    )


_TELLING = (
    ("last", Word.DIFFERENT),
    ("first", Word.DIFFERENT),
    ("middle", Word.DIFFERENT),
    ("birthday", Birthday.DIFFERENT),
)
