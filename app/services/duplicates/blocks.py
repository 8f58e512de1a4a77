"""Who is worth comparing with whom: people who share a block, never everybody with everybody.

A block is what a phone, an e-mail, an address, a birthday with a name, or two names have in common once slips of the
pen are taken away. Where a block is crowded, each is compared with its neighbours in it only, so the number of pairs
grows with the number of people, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from app.services.duplicates.columns import Columns, Flags, Ints

CROWDED = 12  # people; a larger block is walked in order instead
NEIGHBOURS = 2  # how far
TELLING_NUMBER = 4  # digits: a post code, rather than a house or a flat

Keys = Iterator[tuple[Ints, Flags]]  # a key of everybody, and who has one
Order = Callable[[Columns], tuple[Ints, ...]]  # the most telling first


def _joined(*parts: Ints) -> Ints:
    """One number of several; they are small enough to stay apart."""
    key = parts[0]
    for part in parts[1:]:
        key = key << 21 | part
    return key


def phones(people: Columns) -> Keys:
    """Last digits of each phone."""
    for phone in people.phones:
        yield people.phone_ends[phone], phone > 0


def emails(people: Columns) -> Keys:
    """The name of each e-mail box, whoever keeps it."""
    for email in people.emails:
        yield people.boxes[email], email > 0


def two_names(people: Columns) -> Keys:
    """The sounds of surname and first name, whichever is which; initials and short forms by their first letter."""
    one, other = people.names.sounds[people.last], people.names.sounds[people.first]
    both = (one > 0) & (other > 0)
    yield _joined(np.minimum(one, other), np.maximum(one, other)), both
    yield -1 - _joined(one, people.names.latin_initials[people.first]), both


def birthdays(people: Columns) -> Keys:
    """The birthday, for those whose name is spelt in another way altogether."""
    yield people.birth, people.born[0] > 0


def names_and_birthday(people: Columns) -> Keys:
    """Surname or first name with two parts of the birthday, so that the third may be wrong."""
    year, month, day = people.born
    low, high = np.minimum(month, day), np.maximum(month, day)
    for names in (people.last, people.first):
        name = people.names.sounds[names]
        known = (name > 0) & (day > 0)
        yield _joined(name, low * 100 + high), known
        yield _joined(name, year * 100 + low + 10_000), known & (year > 0)
        yield _joined(name, year * 100 + high + 10_000), known & (year > 0)


def names_and_place(people: Columns) -> Keys:
    """The surname with a number of the address or the city, the first name with a number that few share."""
    last, first, city = (people.names.sounds[words] for words in (people.last, people.first, people.city))
    yield -1 - _joined(last, city), (last > 0) & (city > 0)
    for number in people.numbers:
        yield _joined(last, number), (last > 0) & (number > 0)
        telling = people.number_words.lengths[number] >= TELLING_NUMBER
        yield _joined(first, number), (first > 0) & telling


def addresses(people: Columns) -> Keys:
    """Two numbers of the address of which few share one, or a number with the longest word of it."""
    for one in people.numbers:
        telling = people.number_words.lengths[one] >= TELLING_NUMBER
        for other in people.numbers if telling.any() else ():
            yield -1 - _joined(one, other), telling & (other > 0) & (other != one)
        yield _joined(people.street_sound, one), (people.street_sound > 0) & (one > 0)


def _by_name(people: Columns) -> tuple[Ints, ...]:
    return people.last, people.first, people.birth


def _by_first_name(people: Columns) -> tuple[Ints, ...]:
    return people.first, people.last, people.birth


def _by_birthday(people: Columns) -> tuple[Ints, ...]:
    _year, month, day = people.born
    return month * 100 + day, people.birth, people.first


def _by_address(people: Columns) -> tuple[Ints, ...]:
    return people.street, people.number_set


@dataclass(frozen=True)
class Family:
    """Blocks of one kind, and in which orders a crowded one is walked."""

    keys: Callable[[Columns], Keys]
    orders: tuple[Order, ...]


FAMILIES = (
    Family(phones, (_by_name,)),
    Family(emails, (_by_name,)),
    Family(two_names, (_by_birthday, _by_address)),
    Family(birthdays, (_by_name, _by_first_name)),
    Family(names_and_birthday, (_by_first_name,)),
    Family(names_and_place, (_by_first_name,)),
    Family(addresses, (_by_address,)),
)
ORDERS: tuple[Order, ...] = (_by_name, _by_first_name, _by_birthday, _by_address)
EVERYBODY: tuple[Order, ...] = (_by_name, _by_first_name, _by_address)


def pairs(people: Columns, new: int | None = None) -> Ints:
    """Pairs worth comparing, each once and in order: one * people.size + other with one < other, by position.

    With `new`, only pairs with one of the first `new` people.
    """
    below = people.size * (people.size if new is None else new)
    places = {order: _places(order(people)) for order in ORDERS}
    found = [np.zeros(0, np.int64)]
    for family in FAMILIES:
        found += _blocks(people, family, places)
    for order in EVERYBODY:
        there = np.flatnonzero(order(people)[0])
        found += _neighbours(there[np.argsort(places[order][there])], people.size, None)
    numbers = np.concatenate([part[part < below] for part in found])
    numbers.sort()
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))[: len(numbers)]]


def _places(order: tuple[Ints, ...]) -> Ints:
    """The place of everybody in an order."""
    placed = np.empty(len(order[0]), np.int64)
    placed[np.lexsort(order[::-1])] = np.arange(len(placed))
    return placed


def _blocks(people: Columns, family: Family, places: dict[Order, Ints]) -> Iterator[Ints]:
    """Pairs of those who share a key of a family."""
    keys, owners = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for key, known in family.keys(people):
        owners.append(np.flatnonzero(known))
        keys.append(key[owners[-1]])
    key, owner = np.concatenate(keys), np.concatenate(owners)
    order = np.argsort(key)
    key, owner = key[order], owner[order]
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if len(key) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(key)))
    block = np.repeat(np.arange(len(starts)), sizes)
    small, crowded = ((sizes > 1) & (sizes <= CROWDED))[block], (sizes > CROWDED)[block]
    yield from _everybody_in(owner[small], block[small], people.size)
    for walk in family.orders if crowded.any() else ():
        members, of = owner[crowded], block[crowded]
        ordered = np.lexsort((places[walk][members], of))
        yield from _neighbours(members[ordered], people.size, of[ordered])


def _everybody_in(members: Ints, block: Ints, size: int) -> Iterator[Ints]:
    """All pairs of small blocks, which stand one after another."""
    for step in range(1, CROWDED):
        yield _pairs(members[:-step], members[step:], size, block[:-step] == block[step:])


def _neighbours(ordered: Ints, size: int, block: Ints | None) -> Iterable[Ints]:
    """Everybody with the next few in an order, in the same block."""
    for step in range(1, NEIGHBOURS + 1):
        same = np.ones(max(0, len(ordered) - step), np.bool_) if block is None else block[:-step] == block[step:]
        yield _pairs(ordered[:-step], ordered[step:], size, same)


def _pairs(one: Ints, other: Ints, size: int, together: Flags) -> Ints:
    together = together & (one != other)
    one, other = one[together], other[together]
    return np.minimum(one, other) * size + np.maximum(one, other)
