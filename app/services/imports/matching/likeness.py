"""When two names can be of one client or one product, and what a client without a name is called."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from app.models.search import fold

_WORDS = re.compile(r"[^\W\d_]+|\d+")
SHORTEST_PHONE = 7  # fewer digits are an extension; they tell nobody apart


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Folded words of a name in alphabetical order: "Ольга Крылова" equals "Крылова Ольга"; "" without letters."""
    return folded_name_key(fold(name))


def folded_name_key(folded: str) -> str:
    """The same of a name that is folded already."""
    words = folded.split()
    if not all(map(str.isalpha, words)):
        words = _WORDS.findall(folded)
    return " ".join(sorted(words)) if any(word.isalpha() for word in words) else ""


def compatible(key: str, other: str) -> bool:
    """Whether two name keys can be one client's: one has no name, or its words are among the other's.

    An initial stands for a word ("крылова о п" and "крылова ольга петровна"), but one full word must be the same.
    """
    if not key or not other or key == other:
        return True
    few, many = sorted((key.split(), other.split()), key=len)
    if not set(few) & set(many) - {word for word in few if len(word) == 1}:
        return False
    left = list(many)
    for word in sorted(few, key=len, reverse=True):  # whole words first, initials take what is left
        initial = next((w for w in left if 1 in (len(w), len(word)) and w[0] == word[0]), None)
        found = word if word in left else initial
        if found is None:
            return False
        left.remove(found)
    return True


def fullness(key: str) -> int:
    """How much a name tells: its letters, initials aside."""
    return sum(len(word) for word in key.split() if len(word) > 1)


def same_product(name: str, other: str) -> bool:
    """Whether a product known by the same number may be the same: a word in common, or one has no name."""
    words, others = (set(_WORDS.findall(fold(text))) for text in (name, other))
    return not words or not others or any(len(word) > 2 for word in words & others) or words == others


def display_name(name: str | None, phones: list[str], emails: list[str], card: str | None, number: str | None) -> str:
    """The name as shown; for a client without one, whatever tells it from the others."""
    return name or next(iter(phones), "") or next(iter(emails), "") or card or number or ""


def fingerprint(mention: tuple[Any, ...]) -> str:
    """A hash of all that a mention (a row of `mentions`) says about who it is; of its id alone where it has one."""
    _person, _role, _batch, source, external_id, *said = mention
    told = (source, external_id) if external_id else said
    return blake2b("\x1f".join("" if part is None else str(part) for part in told).encode(), digest_size=12).hexdigest()


def reaches_somebody(value: str) -> bool:
    """Whether a phone or an e-mail can tell one person from another."""
    return "@" in value or len(value.lstrip("+")) >= SHORTEST_PHONE
