"""Two people compared, field by field: each field gives a level, from "the same" to "different"."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from app.services.duplicates.person import Person
from app.services.duplicates.words import Word, alike, alike_common

SAME_PHONE = 7  # last digits; a number with and without its area code is one
STREET_CLOSE, STREET_PART = 88.0, 70.0  # of 100
MIDDLES = {Word.ALIKE: Word.DIFFERENT}  # patronymics are alike by their endings


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


_RANK = {Word.MISSING: 0, Word.SAME: 5, Word.SHORT: 3, Word.TYPO: 3, Word.ALIKE: 1, Word.DIFFERENT: -3}
_SHARED = (Contact.SAME, Contact.TYPO)
_GOOD = frozenset((Word.SAME, Word.SHORT, Word.TYPO))


def compare(one: Person, other: Person) -> Levels:
    """The levels of two people, in no particular order."""
    birthday = _birthdays(one.birthday, other.birthday)
    phone, email = _phones(one.phones, other.phones), _emails(one.emails, other.emails)
    return _whole(one, other, birthday, phone, email)


def compare_promising(one: Person, other: Person) -> Levels | None:
    """The same, or None for the usual strangers: another first name, another birthday or phone, nothing in common."""
    birthday = _birthdays(one.birthday, other.birthday)
    phone, email = _phones(one.phones, other.phones), _emails(one.emails, other.emails)
    if (
        (birthday is Birthday.DIFFERENT or (phone is Contact.DIFFERENT and not birthday))
        and alike_common(one.first, other.first) is Word.DIFFERENT
        and one.first != other.last
        and one.last != other.first
        and phone not in _SHARED
        and email not in _SHARED
    ):
        return None
    return _whole(one, other, birthday, phone, email)


def _whole(one: Person, other: Person, birthday: Birthday, phone: Contact, email: Contact) -> Levels:
    last, first, order = _names(one.last, one.first, other.last, other.first)
    middle, city = alike_common(one.middle, other.middle), alike_common(one.city, other.city)
    middle = MIDDLES.get(middle, middle)
    return Levels(last, first, order, middle, birthday, phone, email, _addresses(one, other), city)


def _names(last: str, first: str, other_last: str, other_first: str) -> tuple[Word, Word, Order]:
    """Surname to surname and first name to first name, or crosswise where that fits better."""
    surnames, firsts = alike(last, other_last), alike_common(first, other_first)
    if surnames in _GOOD or firsts in _GOOD:
        return surnames, firsts, Order.STRAIGHT
    crossed, back = alike(last, other_first), alike(first, other_last)
    if _RANK[crossed] + _RANK[back] > max(_RANK[surnames] + _RANK[firsts], 0):
        return min(crossed, back), max(crossed, back), Order.CROSSED  # the same whoever comes first
    return surnames, firsts, Order.STRAIGHT


def _birthdays(one: str, other: str) -> Birthday:
    if not one or not other:
        return Birthday.MISSING
    if one == other:
        return Birthday.SAME if one[0] != "-" else Birthday.NO_YEAR
    if one[0] == "-" or other[0] == "-":
        return _without_year(one[4:], other[4:])
    if one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]:
        return Birthday.SWAPPED
    if OSA.distance(one, other, score_cutoff=1) == 1:
        return Birthday.TYPO
    agreeing = (one[:4] == other[:4]) + (one[4:6] == other[4:6]) + (one[6:] == other[6:])
    return Birthday.PART if agreeing == 2 else Birthday.DIFFERENT


def _without_year(one: str, other: str) -> Birthday:
    if one == other:
        return Birthday.NO_YEAR
    return Birthday.SWAPPED if one[:2] == other[2:] and one[2:] == other[:2] else Birthday.DIFFERENT


def _phones(one: tuple[str, ...], other: tuple[str, ...]) -> Contact:
    if not one or not other:
        return Contact.MISSING
    best = Contact.DIFFERENT
    for mine in one:
        for theirs in other:
            if mine == theirs or (mine[-SAME_PHONE:] == theirs[-SAME_PHONE:] and len(mine) != len(theirs)):
                return Contact.SAME
            if OSA.distance(mine, theirs, score_cutoff=1) == 1:
                best = Contact.TYPO
    return best


def _emails(one: tuple[str, ...], other: tuple[str, ...]) -> Contact:
    if not one or not other:
        return Contact.MISSING
    best = Contact.DIFFERENT
    for mine in one:
        for theirs in other:
            if mine == theirs:
                return Contact.SAME
            if OSA.distance(mine, theirs, score_cutoff=1) == 1 or _one_box(mine, theirs):
                best = Contact.TYPO
    return best


def _one_box(mine: str, theirs: str) -> bool:
    """The same name at another provider ("krylova.olga@mail.ru", "krylova.olga@gmail.com")."""
    box = mine.partition("@")[0]
    return len(box) > SAME_PHONE and box == theirs.partition("@")[0]


def _addresses(one: Person, other: Person) -> Address:
    streets, numbers = bool(one.street and other.street), bool(one.numbers and other.numbers)
    if not streets and not numbers:
        return Address.MISSING
    near = max(token_sort_ratio(one.street, other.street), token_set_ratio(one.street, other.street)) if streets else 0
    if numbers and one.numbers == other.numbers and (near == 100 or not streets):
        return Address.SAME
    shared = numbers and not set(one.numbers).isdisjoint(other.numbers)
    slipped = shared or (numbers and _slipped(one.numbers, other.numbers))
    if near >= STREET_CLOSE:
        return Address.CLOSE if slipped or not numbers else Address.STREET
    if near >= STREET_PART and slipped:
        return Address.CLOSE
    return Address.NUMBERS if shared else Address.DIFFERENT


def _slipped(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two numbers of some length differ by a slip of the pen."""
    return any(len(mine) > 2 and OSA.distance(mine, theirs, score_cutoff=1) == 1 for mine in one for theirs in other)
