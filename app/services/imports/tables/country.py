"""Whose telephone numbers a column holds where they carry no country code: of the shop's country or of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.services.imports.values.cells import Cell, raw_text
from app.services.imports.values.phones import one_phone

LOOKED_AT = 120  # numbers without a country code that are tried
_NUMBER = re.compile(r"[+(]?\d[\d\s().\-–—]{5,20}\d")
_AMERICAN = re.compile(r"\(?[2-9]\d\d\)?[ .\-][2-9]\d\d[ .\-]\d{4}")  # 415-555-0134: groups of 3, 3 and 4
_NEIGHBOURS = ("RU", "BY", "UA", "US")
_TRIED_FROM = 0.2  # share of numbers that look foreign from which on other countries are tried
_FITS = 0.6  # share of its numbers that a country must know
_CLEAR, _EVEN = 1.5, 0.9  # how many times the numbers that fit the shop's own country

Found = tuple[str | None, tuple[str, ...]]
"""The country that the column proves, or None; else two countries that fit alike, the likelier first."""


def phone_country(cells: Sequence[Cell], home: str) -> Found:
    """Look at every number once. Without a country of its own a column is the shop's, and nothing is found."""
    named: Counter[str] = Counter()
    bare: list[str] = []
    for text in _texts(cells):
        region = _region(text)
        if region:
            named[region] += 1
        else:
            bare.append(text)
    step = -(-len(bare) // LOOKED_AT) or 1
    bare = bare[::step]
    foreign = _foreign(named, home)
    american = sum(_AMERICAN.fullmatch(text) is not None for text in bare)
    strange = sum(_AMERICAN.fullmatch(text) is not None or not _fits(text, home) for text in bare)
    if len(bare) == 0 or (strange < _TRIED_FROM * len(bare) and not foreign):
        return None, ()
    at_home = _fitting(bare, home)
    rivals = {region: _fitting(bare, region) for region in {*foreign, *_NEIGHBOURS} - {home}}
    best = max(rivals, key=lambda region: (rivals[region], named[region], region == "US" and american, region))
    fitting = rivals[best]
    if fitting < _FITS * len(bare) or fitting < _EVEN * at_home:
        return None, ()
    if fitting >= _CLEAR * at_home:
        return best, ()
    likely = best in foreign or (best == "US" and american * 2 > len(bare))
    return None, (best, home) if likely else (home, best)


def is_bare(text: str) -> bool:
    """Whether a number says nothing about its country."""
    return _NUMBER.fullmatch(text) is not None and not _region(text)


def _texts(cells: Iterable[Cell]) -> Iterator[str]:
    """Cells that are one plain number."""
    for cell in cells:
        text = raw_text(cell)
        if _NUMBER.fullmatch(text) and 7 <= sum(ch.isdigit() for ch in text) <= 15:
            yield text


def _foreign(named: Counter[str], home: str) -> frozenset[str]:
    """Countries whose codes stand in the column more often than the shop's own."""
    return frozenset(region for region, count in named.items() if region != home and count > named[home])


def _region(text: str) -> str:
    """The country of a number that carries its code, "" for one that does not."""
    digits = "".join(ch for ch in text if ch.isdigit())
    if not text.startswith("+") and len(digits) < 11:
        return ""
    if len(digits) == 11 and digits[0] == "7":
        return "KZ" if digits[1] in "67" else "RU"
    if len(digits) == 11 and digits[0] == "8" and not text.startswith("+"):
        return ""  # dialled before any number at home
    import phonenumbers  # its tables are loaded only for numbers of other countries

    try:
        number = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.region_code_for_number(number) or ""


def _fits(text: str, region: str) -> bool:
    return (one_phone(text, region) or "").startswith("+")


def _fitting(texts: Iterable[str], region: str) -> int:
    return sum(_fits(text, region) for text in texts)
