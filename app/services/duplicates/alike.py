"""How alike words, numbers and digits are, for many pairs at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from app.services.duplicates.columns import Flags, Ints, Vocabulary
from app.services.duplicates.short_names import SHORT_NAMES
from app.services.duplicates.words import ALIKE, CLOSE, FEWEST_SLIPPED, LONG_WORD, Word, latin

Levels = NDArray[np.uint8]

_NIBBLES = 0x1111111111111111  # the lowest bit of each


def words_alike(words: Vocabulary, one: Ints, other: Ints) -> Levels:
    """Word of each pair of codes. Pairs of words that differ are looked at once each."""
    return _unless_same(one, other, lambda a, b: _differing(words, a, b))


def _unless_same(one: Ints, other: Ints, compare: Callable[[Ints, Ints], Levels]) -> Levels:
    found = np.where(one == other, Word.SAME, Word.DIFFERENT).astype(np.uint8)
    found[(one == 0) | (other == 0)] = Word.MISSING
    differ = np.flatnonzero(found == Word.DIFFERENT)
    found[differ] = once_each(one[differ], other[differ], compare)
    return found


def once_each(one: Ints, other: Ints, compare: Callable[[Ints, Ints], NDArray[Any]]) -> NDArray[Any]:
    """What `compare` says of pairs of codes, whichever comes first, asked once for each two."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    every, places = np.unique(low << 32 | high, return_inverse=True)
    return compare(every >> 32, every & 0xFFFFFFFF)[places]


def _differing(words: Vocabulary, one: Ints, other: Ints) -> Levels:
    """Two words; those of two alphabets are both put into Latin letters."""
    found = np.empty(len(one), np.uint8)
    mixed = words.ascii[one] != words.ascii[other]
    found[~mixed] = _spelt(words, one[~mixed], other[~mixed])
    mine, theirs = ([latin(word) for word in words.text[codes[mixed]]] for codes in (one, other))
    both = Vocabulary((*mine, *theirs))
    found[mixed] = _unless_same(both.codes(mine), both.codes(theirs), lambda a, b: _spelt(both, a, b))
    return found


def _spelt(words: Vocabulary, one: Ints, other: Ints) -> Levels:
    """Two words of one alphabet: an initial, a short form, or a slip of the pen."""
    found = np.full(len(one), Word.DIFFERENT, np.uint8)
    initial = (words.lengths[one] == 1) | (words.lengths[other] == 1)
    found[initial & (words.initials[one] == words.initials[other])] = Word.SHORT
    for place in np.flatnonzero(words.has_short[one] & words.has_short[other] & ~initial):
        if not SHORT_NAMES[words.words[one[place]]].isdisjoint(SHORT_NAMES[words.words[other[place]]]):
            found[place] = Word.SHORT
    left = np.flatnonzero(~initial & (found == Word.DIFFERENT))
    found[left] = _written_alike(words, one[left], other[left])
    return found


def _written_alike(words: Vocabulary, one: Ints, other: Ints) -> Levels:
    found = np.full(len(one), Word.DIFFERENT, np.uint8)
    shorter = np.minimum(words.lengths[one], words.lengths[other])
    slips = distances(words, one, other, 2)
    slipped = (shorter >= FEWEST_SLIPPED) & ((slips == 1) | ((slips == 2) & (shorter >= LONG_WORD)))
    found[slipped] = Word.TYPO
    left = np.flatnonzero(~slipped)
    mine, theirs = list(words.text[one[left]]), list(words.text[other[left]])
    near = cpdist(mine, theirs, scorer=JaroWinkler.similarity, score_cutoff=ALIKE, dtype=np.float64)
    long = shorter[left] > FEWEST_SLIPPED
    sounds_same = (words.sounds[one[left]] == words.sounds[other[left]]) & long
    found[left[(near > 0) | sounds_same]] = Word.ALIKE
    found[left[(near >= CLOSE) & long]] = Word.TYPO
    return found


def distances(words: Vocabulary, one: Ints, other: Ints, most: int) -> Ints:
    """Slips of the pen between words; one more than `most` stands for any more."""
    mine, theirs = list(words.text[one]), list(words.text[other])
    return np.asarray(cpdist(mine, theirs, scorer=OSA.distance, score_cutoff=most, dtype=np.int64), np.int64)


def one_slip(words: Vocabulary, one: Ints, other: Ints) -> Flags:
    """Whether words of digits differ by one digit, or by two neighbours swapped, or by one that is left out."""
    mine, theirs = words.digits[one], words.digits[other]
    same_length = (words.lengths[one] == words.lengths[other]) & (mine >= 0) & (theirs >= 0)
    differ = mine ^ theirs
    nibbles = (differ | differ >> 1 | differ >> 2 | differ >> 3) & _NIBBLES
    lowest = nibbles & -nibbles
    found: Flags = same_length & (nibbles == lowest) & (one != other)
    swapped = np.flatnonzero(same_length & (nibbles == (lowest | lowest << 4)) & (one != other))
    near = np.abs(words.lengths[one] - words.lengths[other]) <= 1
    left = np.concatenate((swapped, np.flatnonzero(~same_length & near & (one > 0) & (other > 0))))
    found[left] = distances(words, one[left], other[left], 1) == 1
    return found
