"""A client, or a client to be, in the form in which two of them are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from app.models.search import fold

NATIONAL = 10  # digits of a number that stay when the country's code, or the 8 before it, is taken off
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


class Person(NamedTuple):
    """Folded texts; "" and () where nothing is known. `id` is whatever tells the compared people apart."""

    id: int
    last: str  # letters only; of a company the words of its name
    first: str
    middle: str
    birthday: str  # YYYYMMDD, with ---- for a year that is not known
    phones: tuple[str, ...]  # national digits
    emails: tuple[str, ...]
    street: str  # words of the address that tell it from others
    numbers: tuple[str, ...]  # of house, flat and post code, in order of their digits
    city: str


def person(
    id: int, name: str, last: str, first: str, middle: str, company: str, birthday: str, contacts: str, address: str,
    city: str,
) -> Person:  # fmt: skip
    """A person of the texts that the shop or a file has; `contacts` holds phones and e-mails, a line each."""
    if not (last or first):
        last = _company(company or name)
    phones, emails = _contacts(contacts)
    street, numbers = _address(address)
    return Person(
        id, _letters(last), _letters(first), _letters(middle), birthday, phones, emails, street, numbers, _letters(city)
    )


@lru_cache(maxsize=100_000)
def _letters(text: str) -> str:
    """Folded letters of a part of a name, whatever stands between them."""
    folded = fold(text)
    return folded if folded.isalpha() else "".join(_LETTERS.findall(folded))


def _company(name: str) -> str:
    return " ".join(word for word in fold(name).split() if word not in _LEGAL)


def _contacts(contacts: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not contacts:
        return (), ()
    values = contacts.split("\n")
    phones = tuple(digits[-NATIONAL:] for value in values if "@" not in value and len(digits := _digits(value)) > 4)
    return phones, tuple(value for value in values if "@" in value)


def _digits(phone: str) -> str:
    bare = phone.removeprefix("+")
    return bare if bare.isdigit() else "".join(filter(str.isdigit, bare))


@lru_cache(maxsize=10_000)
def _address(address: str) -> tuple[str, tuple[str, ...]]:
    """The telling words of an address, and its numbers."""
    if not address:
        return "", ()
    parts = _ADDRESS.findall(fold(address))
    words = [part for part in parts if not part[0].isdigit() and part not in _COMMON]
    return " ".join(words), tuple(sorted({part for part in parts if part[0].isdigit()}))
