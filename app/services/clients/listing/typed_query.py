"""What a typed query may mean: the words as they stand, those keys in the other layout, or a slip of the finger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.models.near_names import names_below, names_that_begin, texts_with_half
from app.models.search import Word, query_words
from app.models.search_rank import best_ids, best_named, is_found, named_like
from app.services.keyboard import ALPHABETS, other_layout

_WORDS = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")  # "с.", "с.е.", "с.е"
ONE_SLIP, TWO_SLIPS = 4, 8  # letters of a word from which on so many are allowed for
TOO_FEW = 3  # clients found; with fewer, slips of the finger are thought of
NEAR = 6  # spellings that a word is searched by
ALIKE = 100  # namesakes among whom those with the typed initials are looked for
HEAD = 5  # letters in which one of two slips at most is looked for


class Best(NamedTuple):
    """Clients for a typed query, the best first, and every word that one of them was found by."""

    ids: list[int]
    words: list[Word]


def search_ids(session: Session, typed: str, limit: int) -> Best:
    """The best matches: as typed; where that leaves room, in the other layout; where it is too little, mended."""
    used = words = query_words(typed)
    best = dict.fromkeys(best_ids(session, words, limit))
    letters = initials(words)
    if len(best) < limit and letters != words:
        pattern = "".join(f"% {letter}" for word in words for letter in _letters(word)) + "%"
        best.update(dict.fromkeys(named_like(session, best_ids(session, letters, ALIKE), pattern)))
        used = [*used, *letters]
    if len(best) < limit:
        other = in_other_layout(typed)
        best.update(dict.fromkeys(best_ids(session, other, limit)))
        used = [*used, *other]
    if len(words) == 1 and len(best) < min(TOO_FEW, limit):
        near = tuple(near_spellings(session, words[0][0]))
        if not near and not best:
            near = tuple(near_spellings(session, other_layout(words[0][0])))
        best.update(dict.fromkeys(best_named(session, near, limit) if near else []))
        if not best and len(words[0][0]) > ONE_SLIP:
            near = tuple(near_words(session, words[0][0]))
            best.update(dict.fromkeys(best_ids(session, [near], limit) if near else []))
        used = [*used, near] if near else used
    elif words and not best:
        mended = mend(session, words)
        best.update(dict.fromkeys(best_ids(session, mended, limit) if mended != words else []))
        used = [*used, *mended]
    return Best(list(best)[:limit], used)


def understand(session: Session, typed: str) -> list[Word]:
    """The words to search by: as they stand if anybody has them all, else mended if that finds somebody."""
    words = query_words(typed)
    if not words or best_ids(session, words, 1):
        return words
    letters = initials(words)
    if letters != words and best_ids(session, letters, 1):
        return letters
    mended = mend(session, words)
    return mended if mended != words and best_ids(session, mended, 1) else words


def initials(words: list[Word]) -> list[Word]:
    """The words with the initials of a name ("с.е.") as letters that names begin with, where more was typed."""
    if len(words) < 2:
        return words
    parts: list[list[Word]] = [[(letter,) for letter in _letters(word)] for word in words]
    return [part for word, letters in zip(words, parts, strict=True) for part in letters or [word]]


def _letters(word: Word) -> list[str]:
    return word[0].replace(".", " ").split() if _INITIALS.fullmatch(word[0]) else []


def in_other_layout(typed: str) -> list[Word]:
    """The words of the whole query in the other layout; none if that makes no sense."""
    other = other_layout(typed)
    return query_words(other) if other and other != typed.casefold() else []


def mend(session: Session, words: Sequence[Word]) -> list[Word]:
    """The words with each that nobody has in the other layout or in near spellings."""
    mended: list[Word] = []
    for word in words:
        if is_found(session, word):
            mended.append(word)
            continue
        other = query_words(other_layout(word[0]))
        if other and all(is_found(session, part) for part in other):
            mended.extend(other)
            continue
        near = near_spellings(session, word[0]) or (near_spellings(session, other[0][0]) if len(other) == 1 else [])
        mended.append(tuple(near or near_words(session, word[0])) or word)
    return mended


def near_spellings(session: Session, word: str) -> list[str]:
    """Beginnings of names in the shop that are a slip away from the folded `word`, the likeliest first.

    One slip from four letters on (a letter wrong, missing, too many, or two exchanged), two from eight letters on, of
    which at most one is in the first five.
    """
    alphabet = next((letters for letters in ALPHABETS if all(letter in letters for letter in word)), "")
    if not alphabet or len(word) < ONE_SLIP:
        return []
    head, rest = word[:HEAD], word[HEAD:]
    if not rest:
        return names_that_begin(session, _slips(word, alphabet))[:NEAR]
    heads = names_that_begin(session, [head, *_slips(head, alphabet)], by_bearers=False)
    spellings = [beginning + rest for beginning in heads if beginning != head]
    if head in heads:
        spellings += [head + spelling for spelling in _slips(rest, alphabet)]
    spellings.append(word[: HEAD - 1] + word[HEAD] + word[HEAD - 1] + word[HEAD + 1 :])
    near = names_that_begin(session, spellings) if heads else []
    if len(word) >= TWO_SLIPS and len(near) < NEAR:
        near += [spelling for spelling in _two_slips(session, word, heads) if spelling not in near]
    return near[:NEAR]


def near_words(session: Session, word: str) -> list[str]:
    """Words or beginnings of words one slip away from the folded `word`, in companies, tags, notes and all the rest."""
    if len(word) <= ONE_SLIP or any(letter.isdigit() for letter in word):  # another number is another client
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    told = {part for text in texts_with_half(session, word) for part in _WORDS.findall(text)}
    lengths = range(len(word) - 1, len(word) + 2)
    begun = {part[:length] for part in told if len(part) >= lengths[0] for length in lengths}
    return [
        near
        for near, _slips, _key in process.extract(word, sorted(begun), scorer=OSA.distance, score_cutoff=1, limit=NEAR)
    ]


def _slips(word: str, alphabet: str) -> list[str]:
    """Every spelling one slip away that may begin a name; a letter more at the end would find nothing new."""
    spellings: dict[str, None] = {}
    for place in range(len(word)):
        before, after = word[:place], word[place + 1 :]
        spellings[before + after] = None
        if after:
            spellings[before + after[0] + word[place] + after[1:]] = None
        spellings |= dict.fromkeys(before + letter + after for letter in alphabet)
        spellings |= dict.fromkeys(before + letter + word[place:] for letter in alphabet)
    spellings.pop(word, None)
    return list(spellings)


def _two_slips(session: Session, word: str, heads: Sequence[str]) -> list[str]:
    """Names or beginnings of names at most two slips away that begin with one of the heads, the nearest first."""
    from rapidfuzz.distance import OSA

    nearest: dict[str, int] = {}
    for name in names_below(session, heads):
        for length in range(len(word) - 2, len(word) + 3):
            slips = OSA.distance(name[:length], word, score_cutoff=2)
            if slips <= 2 and slips < nearest.get(name[:length], 3):
                nearest[name[:length]] = slips
    return sorted(nearest, key=lambda spelling: (nearest[spelling], abs(len(spelling) - len(word))))
