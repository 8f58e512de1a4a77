"""People compared in pairs, field by field: each field gives a level, from "the same" to "different".

Many pairs are compared at once. Those that are strangers by the little that is quickly known are passed over before
the rest is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio
from rapidfuzz.process import cpdist

from app.services.duplicates.alike import distances, once_each, one_slip, words_alike
from app.services.duplicates.columns import Columns, Flags, Ints
from app.services.duplicates.words import Word

STREET_CLOSE, STREET_PART = 88.0, 70.0  # of 100
SLIPPED_NUMBER = 3  # digits, and more; a shorter number with another digit is another number
OPEN = 7  # in place of a level that was not looked at yet
UNEQUAL = 6  # in place of that of two surnames that are not the same

Rows = NDArray[np.uint8]  # a row for each pair, a column for each field of Levels
Hope = Callable[[Rows], Flags]  # which rows may still be one person, whatever stands for OPEN


class Birthday(IntEnum):
    """How alike two birthdays are."""

    MISSING = 0
    SAME = 1
    NO_YEAR = 2  # day and month agree, a year is not known
    TYPO = 3  # one digit, or two neighbours swapped
    SWAPPED = 4  # day for month
    PART = 5  # two of day, month and year
    DIFFERENT = 6


class Contact(IntEnum):
    """How alike the phones are, or the e-mails; the best pair counts."""

    MISSING = 0
    SAME = 1
    TYPO = 2
    DIFFERENT = 3


class Address(IntEnum):
    """How alike two addresses are."""

    MISSING = 0
    SAME = 1
    CLOSE = 2  # with slips of the pen, or a part missing
    STREET = 3  # words agree, numbers do not
    NUMBERS = 4  # numbers agree, words do not
    DIFFERENT = 5


class Order(IntEnum):
    """Whether surname and first name had to change places."""

    STRAIGHT = 1
    CROSSED = 2


class Levels(NamedTuple):
    """What comparing two people gives; the fields of the model."""

    last: int
    first: int
    order: int
    middle: int
    birthday: int
    phone: int
    email: int
    address: int
    city: int


LAST, FIRST, ORDER, MIDDLE, BIRTHDAY, PHONE, EMAIL, ADDRESS, CITY = range(len(Levels._fields))
_GOOD = (Word.SAME, Word.SHORT, Word.TYPO)
_RANK = np.array([0, 5, 3, 3, 1, -3], np.int64)  # of Word, to see whether names fit better crosswise


def compare(people: Columns, one: Ints, other: Ints) -> Rows:
    """The levels of each pair of people, given by their places; in no particular order of the two."""
    rows = _quickly(people, one, other)
    rows[:, LAST], rows[:, FIRST], rows[:, ORDER] = _names(people, one, other, rows[:, FIRST])
    rows[:, MIDDLE] = _middles(people, one, other)
    rows[:, CITY] = words_alike(people.names, people.city[one], people.city[other])
    rows[:, ADDRESS] = _addresses(people, one, other)
    return rows


def compare_promising(people: Columns, one: Ints, other: Ints, hope: Hope) -> tuple[Ints, Rows]:
    """The same for those pairs only that may be one person; returns which pairs, and their rows.

    Surnames, of which there are many, are looked at last.
    """
    rows = _quickly(people, one, other)
    kept = np.flatnonzero(~_strangers(people, one, other, rows))
    rows, one, other = rows[kept], one[kept], other[kept]
    rows[:, MIDDLE] = _middles(people, one, other)
    rows[:, CITY] = words_alike(people.names, people.city[one], people.city[other])
    rows[:, ADDRESS] = _addresses(people, one, other)
    left = np.flatnonzero(hope(_before_surnames(people, one, other, rows)))
    kept, rows, one, other = kept[left], rows[left], one[left], other[left]
    rows[:, LAST], rows[:, FIRST], rows[:, ORDER] = _names(people, one, other, rows[:, FIRST])
    left = np.flatnonzero(hope(rows))
    return kept[left], rows[left]


def _before_surnames(people: Columns, one: Ints, other: Ints, rows: Rows) -> Rows:
    """The rows with what the surnames may turn out to be."""
    mine, theirs = people.last[one], people.last[other]
    rows = rows.copy()
    rows[:, LAST] = np.where(mine == theirs, Word.SAME, UNEQUAL)
    rows[(mine == 0) | (theirs == 0), LAST] = Word.MISSING
    rows[:, ORDER] = Order.STRAIGHT
    crossed = np.flatnonzero(_may_cross(people, one, other))
    for field in (LAST, FIRST, ORDER):
        rows[crossed, field] = OPEN
    return rows


def _may_cross(people: Columns, one: Ints, other: Ints) -> Flags:
    """Whether the surname of one sounds like the first name of the other."""
    last, first = people.names.sounds[people.last], people.names.sounds[people.first]
    sounds_same: Flags = (last[one] == first[other]) & (last[one] > 0) | (first[one] == last[other]) & (first[one] > 0)
    return sounds_same


def _quickly(people: Columns, one: Ints, other: Ints) -> Rows:
    """What needs no look at letters, and the first names, of which there are few."""
    rows = np.zeros((len(one), len(Levels._fields)), np.uint8)
    rows[:, BIRTHDAY] = _birthdays(people, one, other)
    rows[:, PHONE] = _phones(people, one, other)
    rows[:, EMAIL] = _emails(people, one, other)
    rows[:, FIRST] = words_alike(people.names, people.first[one], people.first[other])
    return rows


def _strangers(people: Columns, one: Ints, other: Ints, rows: Rows) -> Flags:
    """The usual strangers: another first name, another birthday or phone, nothing in common."""
    born, phone, email = rows[:, BIRTHDAY], rows[:, PHONE], rows[:, EMAIL]
    differ = (born == Birthday.DIFFERENT) | ((phone == Contact.DIFFERENT) & (born == Birthday.MISSING))
    shared = _in(phone, Contact.SAME, Contact.TYPO) | _in(email, Contact.SAME, Contact.TYPO)
    crossed = (people.first[one] == people.last[other]) | (people.last[one] == people.first[other])
    strangers: Flags = differ & (rows[:, FIRST] == Word.DIFFERENT) & ~crossed & ~shared
    return strangers


def _in(levels: NDArray[np.uint8], *wanted: int) -> Flags:
    found: Flags = levels == wanted[0]
    for level in wanted[1:]:
        found |= levels == level
    return found


def _names(
    people: Columns, one: Ints, other: Ints, firsts: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Surname to surname and first name to first name, or crosswise where that fits better."""
    lasts, firsts = words_alike(people.names, people.last[one], people.last[other]), firsts.copy()
    order = np.full(len(one), Order.STRAIGHT, np.uint8)
    left = np.flatnonzero(~_in(lasts, *_GOOD) & ~_in(firsts, *_GOOD) & _may_cross(people, one, other))
    crossed = words_alike(people.names, people.last[one[left]], people.first[other[left]])
    back = words_alike(people.names, people.first[one[left]], people.last[other[left]])
    better = _RANK[crossed] + _RANK[back] > np.maximum(_RANK[lasts[left]] + _RANK[firsts[left]], 0)
    left, crossed, back = left[better], crossed[better], back[better]
    lasts[left], firsts[left] = np.minimum(crossed, back), np.maximum(crossed, back)  # the same whoever comes first
    order[left] = Order.CROSSED
    return lasts, firsts, order


def _middles(people: Columns, one: Ints, other: Ints) -> NDArray[np.uint8]:
    """Patronymics are alike by their endings, so those that are only alike differ."""
    found = words_alike(people.names, people.middle[one], people.middle[other])
    found[found == Word.ALIKE] = Word.DIFFERENT
    return found


def _birthdays(people: Columns, one: Ints, other: Ints) -> NDArray[np.uint8]:
    mine, theirs = people.birth[one], people.birth[other]
    found = np.full(len(one), Birthday.DIFFERENT, np.uint8)
    years, months, days = ((part[one], part[other]) for part in people.born)
    whole = (years[0] > 0) & (years[1] > 0)
    swapped = (months[0] == days[1]) & (days[0] == months[1])
    same_year, same_month, same_day = (a == b for a, b in (years, months, days))
    two = same_year.astype(np.uint8) + same_month + same_day == 2
    found[whole & two] = Birthday.PART
    known = np.flatnonzero(whole)
    found[known[one_slip(people.births, mine[known], theirs[known])]] = Birthday.TYPO
    found[swapped & (same_year | ~whole)] = Birthday.SWAPPED
    found[same_month & same_day & ~whole] = Birthday.NO_YEAR
    found[whole & (mine == theirs)] = Birthday.SAME
    found[(mine == 0) | (theirs == 0)] = Birthday.MISSING
    return found


def _best(
    words: list[Ints], one: Ints, other: Ints, level: Callable[[Ints, Ints], NDArray[np.uint8]]
) -> NDArray[np.uint8]:
    """The best level of any word of one and any of the other; `level` is asked about pairs of codes that are there."""
    found = np.zeros(len(one), np.uint8)
    for mine, theirs in product(words, repeat=2):
        a, b = mine[one], theirs[other]
        at = np.flatnonzero((a > 0) & (b > 0))
        told, before = level(a[at], b[at]), found[at]
        found[at] = np.where(before == Contact.MISSING, told, np.minimum(before, told))
    return found


def _phones(people: Columns, one: Ints, other: Ints) -> NDArray[np.uint8]:
    words, ends = people.phone_words, people.phone_ends

    def level(mine: Ints, theirs: Ints) -> NDArray[np.uint8]:
        shorter = (ends[mine] == ends[theirs]) & (words.lengths[mine] != words.lengths[theirs])
        found = np.full(len(mine), Contact.DIFFERENT, np.uint8)
        found[one_slip(words, mine, theirs)] = Contact.TYPO
        found[(mine == theirs) | shorter] = Contact.SAME
        return found

    return _best(people.phones, one, other, level)


def _emails(people: Columns, one: Ints, other: Ints) -> NDArray[np.uint8]:
    """One box at another provider ("krylova.olga@mail.ru", "krylova.olga@gmail.com") is a slip of the pen, too."""
    words, box, starts, ends = people.email_words, people.boxes, people.email_starts, people.email_ends

    def level(mine: Ints, theirs: Ints) -> NDArray[np.uint8]:
        found = np.full(len(mine), Contact.DIFFERENT, np.uint8)
        near = np.flatnonzero(
            (np.abs(words.lengths[mine] - words.lengths[theirs]) <= 1)
            & ((starts[mine] == starts[theirs]) | (ends[mine] == ends[theirs]))
        )
        found[near[distances(words, mine[near], theirs[near], 1) == 1]] = Contact.TYPO
        found[(box[mine] == box[theirs]) & people.long_boxes[mine]] = Contact.TYPO
        found[mine == theirs] = Contact.SAME
        return found

    return _best(people.emails, one, other, level)


def _addresses(people: Columns, one: Ints, other: Ints) -> NDArray[np.uint8]:
    streets = (people.street[one] > 0) & (people.street[other] > 0)
    numbers = (people.number_set[one] > 0) & (people.number_set[other] > 0)
    same_numbers = people.number_set[one] == people.number_set[other]
    near = _streets_alike(people, one, other, streets)
    shared, slipped = _numbers_alike(people, one, other)
    slipped |= shared
    found = np.where(shared, Address.NUMBERS, Address.DIFFERENT).astype(np.uint8)
    found[(near >= STREET_PART) & slipped] = Address.CLOSE
    close = near >= STREET_CLOSE
    found[close] = np.where(slipped | ~numbers, Address.CLOSE, Address.STREET)[close]
    found[numbers & same_numbers & ((near == 100) | ~streets)] = Address.SAME
    found[~streets & ~numbers] = Address.MISSING
    return found


def _streets_alike(people: Columns, one: Ints, other: Ints, there: Flags) -> NDArray[np.float64]:
    """0 to 100; 0 where a street is not known."""
    near = np.where(there & (people.street[one] == people.street[other]), 100.0, 0.0)
    differ = np.flatnonzero(there & (near == 0))

    def ratio(mine: Ints, theirs: Ints) -> NDArray[np.float64]:
        a, b = list(people.streets.text[mine]), list(people.streets.text[theirs])
        ratios = [
            cpdist(a, b, scorer=scorer, score_cutoff=STREET_PART) for scorer in (token_sort_ratio, token_set_ratio)
        ]
        best: NDArray[np.float64] = np.maximum(*ratios)
        return best

    near[differ] = once_each(people.street[one[differ]], people.street[other[differ]], ratio)
    return near


def _numbers_alike(people: Columns, one: Ints, other: Ints) -> tuple[Flags, Flags]:
    """Whether two addresses share a number, and whether two numbers of some length differ by a slip of the pen."""
    shared, slipped = np.zeros(len(one), np.bool_), np.zeros(len(one), np.bool_)
    words = people.number_words
    for mine, theirs in product(people.numbers, repeat=2):
        a, b = mine[one], theirs[other]
        shared |= (a == b) & (a > 0)
        long = np.flatnonzero((words.lengths[a] >= SLIPPED_NUMBER) & (b > 0) & ~slipped)
        slipped[long] |= one_slip(words, a[long], b[long])
    return shared, slipped
