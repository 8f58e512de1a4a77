"""Words of names and addresses made comparable: other alphabets, sounds, short forms, and how alike two words are."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from app.services.duplicates.short_names import SHORT_NAMES

_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
        "і": "i", "ї": "i", "є": "e", "ґ": "g", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "қ": "k", "ғ": "g", "ң": "n",
    }
)  # fmt: skip
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|sh|tch|tsh|ch|zh|cz", "s"),
        (r"ph", "f"),
        (r"gh|kh|ck|cq|q|c|g|h|k|x", "k"),
        (r"ts|tz|z|j", "s"),
        (r"w|v|b|f|p", "f"),
        (r"d|t", "t"),
        (r"m", "n"),
        (r"[aeiouyäöü]+", ""),
        (r"(.)\1+", r"\1"),
    )
)
CLOSE, ALIKE = 0.92, 0.82  # Jaro-Winkler similarities
LONG_WORD = 8  # letters; two slips of the pen are allowed in it
FEWEST_SLIPPED = 3  # letters; two shorter words with one letter changed are two words


class Word(IntEnum):
    """How alike two words are."""

    MISSING = 0  # one of them is not there
    SAME = 1
    SHORT = 2  # a short form or an initial of the other
    TYPO = 3  # a slip of the pen
    ALIKE = 4
    DIFFERENT = 5


@lru_cache(maxsize=200_000)
def latin(word: str) -> str:
    """A folded word in Latin letters, so that the same name meets itself written in the other alphabet."""
    return word.translate(_LATIN) if not word.isascii() else word


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """What is left of a word when letters that are often confused are one: "" for an empty word."""
    heard = latin(word)
    first = heard[:1]
    for pattern, replacement in _SOUNDS:
        heard = pattern.sub(replacement, heard)
    return heard or first


def initial(word: str) -> bool:
    """Whether a word is only an initial."""
    return len(word) == 1


def alike(one: str, other: str) -> Word:
    """How alike two folded words are."""
    if not one or not other:
        return Word.MISSING
    if one == other:
        return Word.SAME
    if one.isascii() != other.isascii():
        one, other = latin(one), latin(other)
        if one == other:
            return Word.SAME
    if initial(one) or initial(other):
        return Word.SHORT if one[0] == other[0] else Word.DIFFERENT
    if not SHORT_NAMES.get(one, _NOTHING).isdisjoint(SHORT_NAMES.get(other, _NOTHING)):
        return Word.SHORT
    return _written_alike(one, other)


_NOTHING: frozenset[str] = frozenset()
alike_common = lru_cache(maxsize=1 << 16)(alike)
"""The same for words of which there are few, such as first names; of surnames nearly every pair is a new one."""


def _written_alike(one: str, other: str) -> Word:
    shorter = min(len(one), len(other))
    slips = OSA.distance(one, other, score_cutoff=2)
    if shorter >= FEWEST_SLIPPED and (slips == 1 or (slips == 2 and shorter >= LONG_WORD)):
        return Word.TYPO
    similarity = JaroWinkler.similarity(one, other, score_cutoff=ALIKE)
    if similarity >= CLOSE and shorter > FEWEST_SLIPPED:
        return Word.TYPO
    if shorter <= FEWEST_SLIPPED:
        return Word.ALIKE if similarity else Word.DIFFERENT
    near = similarity or one.startswith(other) or other.startswith(one) or sound(one) == sound(other)
    return Word.ALIKE if near else Word.DIFFERENT
