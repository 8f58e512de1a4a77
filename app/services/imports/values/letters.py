"""Letters of another alphabet that look the same, as they get into names by a wrong keyboard layout or a scanner."""

from __future__ import annotations

import re

from app.services.imports.values.first_names import FIRST_NAMES

_LATIN, _RUSSIAN = "ABCEHKMOPTXYaceopxyё", "АВСЕНКМОРТХУасеорхуё"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_WORD = re.compile(r"[^\W\d_]+")
_ANY_LATIN = re.compile(r"[A-Za-z]")
_ANY_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)


def one_alphabet(text: str) -> str:
    """The text with each word in one alphabet, where a word mixes two that look alike; else as it is."""
    if text.isascii() or _ANY_LATIN.search(text) is None or _ANY_RUSSIAN.search(text) is None:
        return text
    return _WORD.sub(lambda word: _in_one(word[0]), text)


def _in_one(word: str) -> str:
    latin, russian = len(_ANY_LATIN.findall(word)), len(_ANY_RUSSIAN.findall(word))
    if not latin:
        return word
    if not russian:  # a whole word of them, which is a Russian name
        changed = word.translate(_TO_RUSSIAN)
        return changed if changed.casefold() in FIRST_NAMES else word
    for table, wrong in ((_TO_RUSSIAN, _ANY_LATIN), (_TO_LATIN, _ANY_RUSSIAN)):
        changed = word.translate(table)
        if wrong.search(changed) is None:
            return changed
    return word
