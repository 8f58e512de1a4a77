"""Clients, or clients to be, in the form in which they are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from app.models.search import fold

NATIONAL = 10  # digits of a number that stay when the country's code, or the 8 before it, is taken off
Told = TypeVar("Told")

FEWEST_DIGITS = 5  # of a phone
_LETTERS = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\d+[a-zа-я]?(?![^\W\d_])|[^\W\d_]+|\d+")
_LEGAL = frozenset("ооо оао зао пао ао тоо ип чп нко ltd llc inc gmbh corp co plc llp ag oy ab".split())
# Words that nearly every address has; what is left tells one street from another.
_COMMON = frozenset(
    (
        "ул улица д дом кв квартира г город пр просп проспект пер переулок пл площадь ш шоссе б бул бульвар"
        " к корп корпус стр строение оф офис обл область р рн район с село п пос поселок мкр под подъезд эт этаж"
        " st street rd road ave avenue ln lane dr drive pl place ct court cct circuit cres crescent apt unit flat no"
    ).split()
)


class People(NamedTuple):
    """Folded texts, a list for each field; "" and () where nothing is known. `id` tells the compared people apart."""

    id: list[int]
    last: list[str]  # letters only; of a company the words of its name
    first: list[str]
    middle: list[str]
    birthday: list[str]  # YYYYMMDD, with ---- for a year that is not known
    phones: list[tuple[str, ...]]  # national digits
    emails: list[tuple[str, ...]]
    street: list[str]  # words of the address that tell it from others
    numbers: list[tuple[str, ...]]  # of house, flat and post code, in order of their digits
    city: list[str]


def people_of(rows: Sequence[tuple[Any, ...]]) -> People:
    """People of the texts that the shop or a file has.

    A row: id, name, surname, first name, patronymic, company, birthday, contacts (phones and e-mails, a line each),
    address, city.
    """
    if not rows:
        return joined(())
    ids, names, lasts, firsts, middles, companies, births, contacts, addresses, cities = zip(*rows, strict=True)
    surnames = [
        last or ("" if first else _company(company or name))
        for name, last, first, company in zip(names, lasts, firsts, companies, strict=True)
    ]
    reached = list(map(_contacts, contacts))
    lived = _each(addresses, _address)
    return People(
        list(ids),
        _each(surnames, _letters),
        _each(firsts, _letters),
        _each(middles, _letters),
        list(births),
        [phones for phones, _emails in reached],
        [emails for _phones, emails in reached],
        [street for street, _numbers in lived],
        [numbers for _street, numbers in lived],
        _each(cities, _letters),
    )


def joined(parts: Iterable[People]) -> People:
    """The people of several parts, one after another."""
    every: list[tuple[list[Any], ...]] = list(parts)
    return People(*([told for part in every for told in part[field]] for field in range(len(People._fields))))


def _each(texts: Sequence[str], read: Callable[[str], Told]) -> list[Told]:
    """What `read` makes of each text, asked once for each different one."""
    known = {text: read(text) for text in set(texts)}
    return list(map(known.__getitem__, texts))


def _letters(text: str) -> str:
    """Folded letters of a part of a name, whatever stands between them."""
    folded = fold(text)
    return folded if folded.isalpha() else "".join(_LETTERS.findall(folded))


def _company(name: str) -> str:
    return " ".join(word for word in fold(name).split() if word not in _LEGAL)


def _contacts(contacts: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """National digits of the phones, and the e-mails."""
    if not contacts:
        return (), ()
    if contacts[1:].isdigit() and len(contacts) > NATIONAL:  # one phone, as it is stored
        return (contacts[-NATIONAL:],), ()
    phones, emails = [], []
    for value in contacts.split("\n"):
        if "@" in value:
            emails.append(value)
        elif len(digits := _digits(value)) >= FEWEST_DIGITS:
            phones.append(digits[-NATIONAL:])
    return tuple(phones), tuple(emails)


def _digits(phone: str) -> str:
    bare = phone.removeprefix("+")
    return bare if bare.isdigit() else "".join(filter(str.isdigit, bare))


def _address(address: str) -> tuple[str, tuple[str, ...]]:
    """The telling words of an address, and its numbers."""
    if not address:
        return "", ()
    words, numbers = [], set()
    for part in _ADDRESS.findall(fold(address)):
        if part[0].isdigit():
            numbers.add(part)
        elif part not in _COMMON:
            words.append(part)
    return " ".join(words), tuple(sorted(numbers))
