"""Candidate pairs compared and scored: the likeness of everybody in a group of people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from math import exp, log
from random import Random

from app.services.duplicates.compare import Birthday, Levels, Order, compare, compare_promising
from app.services.duplicates.model import STRANGERS, Model, fit
from app.services.duplicates.person import Person
from app.services.duplicates.words import Word

SAMPLED = 20_000  # pairs taken at random, to learn how alike strangers are
HOPELESS = 1e-3  # score before anything was learned; such pairs are not kept
USUAL = 200.0  # people whose names are taken to be as frequent as anywhere, added to those of the shop
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

    def __init__(self, people: Sequence[Person], new: int | None = None, every: int | None = None) -> None:
        """`new`: the first so many are compared with all, not all with all.

        `every`: how many people there are, where these are only those of them who could be alike.
        """
        self.people = people
        self._every = len(people) if every is None else every
        self._new = len(people) if new is None else new
        self._in_all = self._new * (self._new - 1) / 2 + self._new * (self._every - self._new)
        self.found: dict[int, Levels] = {}
        self._start = fit(self._new, self._in_all, {}, {})
        self._hopeless: dict[Levels, bool] = {}
        self._patterns: dict[Levels, Levels] = {}  # each kept once

    def add(self, pairs: Iterable[int]) -> None:
        """Compare pairs (one * number of people + other) that were not yet; those without hope are forgotten."""
        people, size, found, hopeless, patterns = (
            self.people,
            len(self.people),
            self.found,
            self._hopeless,
            self._patterns,
        )
        for pair in pairs:
            if pair in found:
                continue
            levels = compare_promising(people[pair // size], people[pair % size])
            if levels is None:
                continue
            vain = hopeless.get(levels)
            if vain is None:
                vain = hopeless[levels] = self._is_hopeless(levels)
            if not vain:
                found[pair] = patterns.setdefault(levels, levels)

    def _is_hopeless(self, levels: Levels) -> bool:
        """Whether two people of these levels stay strangers even if they share the rarest of names."""
        rare = [RAREST if level == Word.SAME else 0.0 for level in levels[:2]]
        return self._start.score(levels, *rare) < HOPELESS

    @cached_property
    def model(self) -> Model:
        """The model fitted to these people."""
        return fit(self._new, self._in_all, Counter(self.found.values()), self._sample())

    def _sample(self) -> Mapping[Levels, int]:
        """Levels of pairs taken at random, the same ones every time; people chosen for their likeness do not tell."""
        size = len(self.people)
        if size < 2 or size < self._every:
            return {}
        random = Random(size)
        taken = (random.sample(range(size), 2) for _ in range(min(SAMPLED, size * size)))
        return Counter(compare(self.people[one], self.people[other]) for one, other in taken)

    def likely(self, threshold: float) -> list[Alike]:
        """Pairs that score at least the threshold, the surest first."""
        people, size, model = self.people, len(self.people), self.model
        rare = Rarity(people, self._every, model)
        found = []
        for pair, levels in self.found.items():
            one, other = pair // size, pair % size
            score = model.score(levels, *rare.of(people[one], levels))
            if score >= threshold:
                found.append(Alike(one, other, levels, score))
        found += self._implied(found, threshold)
        return sorted(found, key=lambda alike: (-alike.score, alike.one, alike.other))

    def _implied(self, found: list[Alike], threshold: float) -> list[Alike]:
        """Two who are not told as alike, but are both like a third; as likely as both links together."""
        links: defaultdict[int, dict[int, Alike]] = defaultdict(dict)
        for alike in found:
            links[alike.one][alike.other] = links[alike.other][alike.one] = alike
        implied: dict[tuple[int, int], Alike] = {}
        for near in links.values():
            for one, other in combinations(sorted(near)[:MOST_LINKS], 2):
                score = near[one].score * near[other].score
                known = implied.get((one, other))
                if score < threshold or other in links[one] or one >= self._new or (known and known.score >= score):
                    continue
                levels = compare(self.people[one], self.people[other])
                if not _news_of_difference(levels, near[one].levels, near[other].levels):
                    implied[one, other] = Alike(one, other, levels, score, linked=True)
        return list(implied.values())


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


class Rarity:
    """How much rarer than usual a name is on which two people agree, as a logarithm."""

    def __init__(self, people: Sequence[Person], every: int, model: Model) -> None:
        self._last, self._first = Counter(p.last for p in people), Counter(p.first for p in people)
        self._sizes = every, len(people)  # whoever has the surname is here, wherever the others are
        self._usual = {field: model.tables[STRANGERS][field][Word.SAME] for field in (0, 1)}

    def of(self, person: Person, levels: Levels) -> tuple[float, float]:
        """For the surname and the first name; 0 where they are not the same."""
        if levels.order != Order.STRAIGHT:
            return 0.0, 0.0
        last = self._log(0, self._last[person.last]) if levels.last == Word.SAME else 0.0
        return last, self._log(1, self._first[person.first]) if levels.first == Word.SAME else 0.0

    def _log(self, field: int, count: int) -> float:
        return _rarer(self._usual[field], count, self._sizes[field])


@lru_cache(maxsize=100_000)
def _rarer(usual: float, count: int, people: int) -> float:
    share = (count - 1 + USUAL * exp(usual)) / (people + USUAL)
    return max(MOST_COMMON, min(RAREST, usual - log(share)))
