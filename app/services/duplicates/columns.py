"""People as columns of numbers, so that many of them are compared at once.

Words are codes in a sorted list, 0 where there is none: equal codes are equal words, and the order of codes is the
order of words. Digits are packed four bits each, so that one wrong digit is one nibble that differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from app.services.duplicates.person import People
from app.services.duplicates.short_names import SHORT_NAMES
from app.services.duplicates.words import latin, sounds

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

PACKED = 15  # digits that fit into one number
MOST_WORDS = 5  # phones, e-mails or numbers of one person that are compared
SAME_PHONE = 7  # last digits; a number with and without its area code is one
LONG_BOX = 7  # letters before the @; a name with more is hardly that of two people
SLIP_SAFE = 4  # letters at either end


class Vocabulary:
    """Different words with what is asked of each, sorted unless nobody asks for their order."""

    def __init__(self, words: Iterable[str], *, ordered: bool = True) -> None:
        self.words = sorted({"", *words}) if ordered else list(dict.fromkeys(chain(("",), words)))
        self.text = np.array(self.words, dtype=object)
        self._places = {word: place for place, word in enumerate(self.words)}

    def codes(self, words: Sequence[str]) -> Ints:
        """The place of each of these words."""
        return np.fromiter(map(self._places.__getitem__, words), np.int64, len(words))

    @cached_property
    def lengths(self) -> Ints:
        """Letters of each word."""
        return np.fromiter(map(len, self.words), np.int64, len(self.words))

    @cached_property
    def ascii(self) -> Flags:
        """Whether a word is of Latin letters."""
        return np.fromiter(map(str.isascii, self.words), np.bool_, len(self.words))

    @cached_property
    def has_short(self) -> Flags:
        """Whether a word is a first name of which short forms are known, or one of those."""
        return np.fromiter((word in SHORT_NAMES for word in self.words), np.bool_, len(self.words))

    @cached_property
    def initials(self) -> Ints:
        """The first letter of each word."""
        return np.fromiter((ord(word[0]) if word else 0 for word in self.words), np.int64, len(self.words))

    @cached_property
    def latin_initials(self) -> Ints:
        """The first Latin letter of each word."""
        return np.fromiter((ord(latin(w[0])[:1] or w[0]) if w else 0 for w in self.words), np.int64, len(self.words))

    @cached_property
    def sounds(self) -> Ints:
        """A number for what each word sounds like; 0 for no word."""
        heard = sounds(self.words)
        numbers = {"": 0}
        return np.fromiter((numbers.setdefault(one, len(numbers)) for one in heard), np.int64, len(heard))

    @cached_property
    def digits(self) -> Ints:
        """The digits of a word of at most fifteen of them, packed; -1 for any other word."""
        return np.fromiter(map(_packed, self.words), np.int64, len(self.words))


def _packed(word: str) -> int:
    return int(word, 16) if word.isdecimal() and word.isascii() and len(word) <= PACKED else -1


class Columns:
    """What people are compared by, a column each; in the order of `people`."""

    def __init__(self, people: People) -> None:
        self.ids, last, first, middle, born, phones, emails, streets, numbers, cities = people
        self.size = len(self.ids)
        self.names = Vocabulary(chain(last, first, middle, cities))
        self.last, self.first, self.middle, self.city = map(self.names.codes, (last, first, middle, cities))
        self.births = Vocabulary(born)
        self.birth = self.births.codes(born)
        self.phone_words = Vocabulary(chain.from_iterable(phones), ordered=False)
        self.phones = _padded(self.phone_words, phones)
        self.email_words = Vocabulary(chain.from_iterable(emails), ordered=False)
        self.emails = _padded(self.email_words, emails)
        self.streets = Vocabulary(streets)
        self.street = self.streets.codes(streets)
        self.number_words = Vocabulary(chain.from_iterable(numbers), ordered=False)
        self.numbers = _padded(self.number_words, numbers)
        self.number_set = _ranks(numbers)

    @cached_property
    def phone_ends(self) -> Ints:
        """The last digits of each phone."""
        return np.array([int(word[-SAME_PHONE:] or 0) for word in self.phone_words.words], np.int64)

    @cached_property
    def boxes(self) -> Ints:
        """A number for the name of each e-mail box, whoever keeps it."""
        return _numbered(word.partition("@")[0] for word in self.email_words.words)

    @cached_property
    def long_boxes(self) -> Flags:
        """Whether such a name is long enough to be somebody's own."""
        return np.array([word.find("@") > LONG_BOX for word in self.email_words.words], np.bool_)

    @cached_property
    def email_starts(self) -> Ints:
        """A number for how each e-mail begins; a slip of the pen leaves that as it is, or how it ends."""
        return _numbered(word[:SLIP_SAFE] for word in self.email_words.words)

    @cached_property
    def email_ends(self) -> Ints:
        """A number for how each e-mail ends, from the last letters of the box on; one for all short boxes."""
        parts = [word.partition("@") for word in self.email_words.words]
        return _numbered(box[-SLIP_SAFE:] + at + by if len(box) > 2 * SLIP_SAFE else "" for box, at, by in parts)

    @cached_property
    def street_sound(self) -> Ints:
        """What the longest word of each person's street sounds like, told apart from other words by being its own."""
        longest = [max(street.split(), key=len, default="") for street in self.streets.words]
        words = Vocabulary(longest, ordered=False)
        return words.sounds[words.codes(longest)][self.street]

    @cached_property
    def born(self) -> tuple[Ints, Ints, Ints]:
        """Year, month and day of each birthday; 0 where it is not known."""
        parts = [(_int(word[:4]), _int(word[4:6]), _int(word[6:])) for word in self.births.words]
        year, month, day = np.array(parts, np.int64).reshape(-1, 3).T
        return year[self.birth], month[self.birth], day[self.birth]


def _int(digits: str) -> int:
    return int(digits) if digits.isdecimal() else 0


def _padded(vocabulary: Vocabulary, lists: Sequence[tuple[str, ...]]) -> list[Ints]:
    """Codes of the first of everybody's words, of the second, and so on; 0 for those who have no more."""
    columns: list[Ints] = []
    left = lists
    while any(left) and len(columns) < MOST_WORDS:
        columns.append(vocabulary.codes([words[0] if words else "" for words in left]))
        left = [words[1:] for words in left]
    return columns


def _numbered(words: Iterable[str]) -> Ints:
    """A number for each different word."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64)


def _ranks(lists: Sequence[tuple[str, ...]]) -> Ints:
    places = {words: place for place, words in enumerate(sorted({(), *lists}))}
    return np.fromiter(map(places.__getitem__, lists), np.int64, len(lists))
