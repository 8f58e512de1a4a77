"""Who is worth comparing with whom: people who share a block, never everybody with everybody.

A block is what a phone, an e-mail, an address, a birthday with a name, or two names have in common once slips of the
pen are taken away. Where a block is crowded, each is compared with its neighbours in it only, so the number of pairs
grows with the number of people, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.services.duplicates.compare import SAME_PHONE
from app.services.duplicates.person import Person
from app.services.duplicates.words import latin, sound

CROWDED = 12  # people; a larger block is walked in order instead
NEIGHBOURS = 2  # how far
TELLING_NUMBER = 4  # digits: a post code, rather than a house or a flat

Keys = Iterable[object]
Order = Callable[[Person], tuple[str, ...]]


def phones(person: Person) -> Keys:
    """Last digits of each phone."""
    return [phone[-SAME_PHONE:] for phone in person.phones]


def emails(person: Person) -> Keys:
    """The name of each e-mail box, whoever keeps it."""
    return [email.partition("@")[0] for email in person.emails]


def two_names(person: Person) -> Keys:
    """The sounds of surname and first name, whichever is which; initials and short forms by their first letter."""
    if not (person.last and person.first):
        return ()
    one, other = sound(person.last), sound(person.first)
    short = latin(person.first)[0]
    return [(one, other) if one < other else (other, one), (one, short)]


def birthdays(person: Person) -> Keys:
    """The birthday, for those whose name is spelt in another way altogether."""
    return [person.birthday] if person.birthday[:1].isdigit() else ()


def names_and_birthday(person: Person) -> Keys:
    """Surname or first name with two parts of the birthday, so that the third may be wrong."""
    year, month, day = person.birthday[:4], person.birthday[4:6], person.birthday[6:]
    if not day:
        return ()
    low, high = (month, day) if month < day else (day, month)
    found: list[object] = []
    for name in {sound(name) for name in (person.last, person.first) if name}:
        found += [(name, low, high)] if year == "----" else [(name, low, high), (name, year, low), (name, year, high)]
    return found


def names_and_place(person: Person) -> Keys:
    """The surname with a number of the address or the city, the first name with a number that few share."""
    found: list[object] = []
    if person.last:
        places = [*person.numbers, *([sound(person.city)] if person.city else ())]
        found += [(sound(person.last), place) for place in places]
    if person.first:
        found += [(sound(person.first), number) for number in person.numbers if len(number) >= TELLING_NUMBER]
    return found


def addresses(person: Person) -> Keys:
    """Two numbers of the address of which few share one, or a number with the longest word of it."""
    numbers = person.numbers
    telling = [number for number in numbers if len(number) >= TELLING_NUMBER]
    found: list[object] = [(one, other) for one in telling for other in numbers if other != one]
    if person.street:
        word = sound(max(person.street.split(), key=len))
        found += [(word, number) for number in numbers]
    return found


def _by_name(person: Person) -> tuple[str, ...]:
    return person.last, person.first, person.birthday


def _by_first_name(person: Person) -> tuple[str, ...]:
    return person.first, person.last, person.birthday


def _by_birthday(person: Person) -> tuple[str, ...]:
    return person.birthday[4:], person.birthday, person.first


def _by_address(person: Person) -> tuple[str, ...]:
    return person.street, *person.numbers


@dataclass(frozen=True)
class Family:
    """Blocks of one kind, and in which orders a crowded one is walked."""

    keys: Callable[[Person], Keys]
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
EVERYBODY: tuple[Order, ...] = (_by_name, _by_first_name, _by_address)


def pairs(people: Sequence[Person], new: int | None = None) -> Iterator[set[int]]:
    """Pairs worth comparing, a family of blocks at a time: one * len(people) + other with one < other, by position.

    With `new`, only pairs with one of the first `new` people.
    """
    new = len(people) if new is None else new
    for family in FAMILIES:
        found: set[int] = set()
        for block in _shared(people, family):
            if block[0] < new:
                _add_block(people, block, family.orders, found)
        yield _with_new(found, new * len(people))
    everybody = range(len(people))
    for order in EVERYBODY:
        found = set()
        _walk(people, [place for place in everybody if order(people[place])[0]], order, found)
        yield _with_new(found, new * len(people))


def _shared(people: Sequence[Person], family: Family) -> Iterable[list[int]]:
    """Places of those who share a key, in order. Most keys have one person: only the hash of a key is kept."""
    first: dict[int, int] = {}
    blocks: dict[int, list[int]] = {}
    for place, person in enumerate(people):
        for key in set(map(hash, family.keys(person))):
            before = first.setdefault(key, place)
            if before != place:
                blocks.setdefault(key, [before]).append(place)
    return blocks.values()


def _with_new(found: set[int], below: int) -> set[int]:
    """Those whose first is new; the last number of a pair of theirs is under `below`."""
    return {pair for pair in found if pair < below}


def _add_block(people: Sequence[Person], block: list[int], orders: Iterable[Order], found: set[int]) -> None:
    size = len(people)
    if len(block) <= CROWDED:
        for at, one in enumerate(block):
            found.update(one * size + other for other in block[at + 1 :])
        return
    for order in orders:
        _walk(people, block, order, found)


def _walk(people: Sequence[Person], places: Iterable[int], order: Order, found: set[int]) -> None:
    """Pair everybody with the next few in an order."""
    size, ordered = len(people), sorted(places, key=lambda place: order(people[place]))
    for step in range(1, NEIGHBOURS + 1):
        found.update(
            one * size + other if one < other else other * size + one
            for one, other in zip(ordered, ordered[step:], strict=False)
        )
