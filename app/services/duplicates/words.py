"""Words of names and addresses made comparable: other alphabets, sounds, and what is told of two words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

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
        (r"(?<=(.))\1+", ""),
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


def sounds(words: Sequence[str]) -> list[str]:
    """What is left of words when letters that are often confused are one: "" for an empty word.

    The words, which have no line breaks, are looked at all at once.
    """
    heard = "\n".join(words).translate(_LATIN)
    firsts = [word[:1] for word in heard.split("\n")]
    for pattern, replacement in _SOUNDS:
        heard = pattern.sub(replacement, heard)
    return [sound or first for sound, first in zip(heard.split("\n"), firsts, strict=True)]
