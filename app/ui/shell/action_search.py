"""Which actions fit what was typed in the palette: in both languages, in the wrong layout, by initials or in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import in_other_language
from app.services.keyboard import other_layout
from app.ui.widgets.action import Action

NEVER = 9  # a rank: does not fit at all
NEAR = 4  # letters from which on one may be wrong


@dataclass(frozen=True)
class Named:
    """An action with the words it is found by, folded; `page` is the key of its page, "" for the window's own, `where`
    its title."""

    action: Action
    title: str
    title_words: tuple[str, ...]
    other_words: tuple[str, ...]  # of the title in the other language, and those that lead to it in both
    page: str
    where: str
    here: bool  # of the page shown, or of the window

    @property
    def key(self) -> str:
        """What it is remembered by."""
        return f"{self.page}.{self.action.name}"


def named(action: Action, page: str, where: str, *, here: bool) -> Named:
    """The action with its words, in the language of the moment."""
    title, words = action.words_now() if here else action.title(), action.words()
    other = f"{in_other_language(title)} {words} {in_other_language(words)}"
    return Named(action, title, _words(title), _words(other), page, where, here)


def find_actions(typed: str, among: Sequence[Named], recent: Sequence[str] = ()) -> list[Named]:
    """Those that fit, the best first; of equals what was done last (`recent`: their keys, the last one first), then
    those of the page shown, then in their order. Everything where nothing is typed."""
    asked = [_words(text) for text in dict.fromkeys((typed, other_layout(typed)))]
    places = {key: place for place, key in enumerate(recent)}
    ranked = []
    for number, one in enumerate(among):
        rank = min((_rank(parts, one) for parts in asked if parts or not typed.strip()), default=NEVER)
        if rank < NEVER:
            ranked.append((rank, places.get(one.key, len(places)), not one.here, number, one))
    return [one for *_order, one in sorted(ranked, key=lambda entry: entry[:-1])]


def _rank(parts: tuple[str, ...], one: Named) -> int:
    """How well the typed words fit, 0 best: they begin the title, its words in order, any words of it, words that lead
    to it, its initials; in the end letters of the title in their order."""
    title = one.title_words
    if not parts or " ".join(title).startswith(" ".join(parts)):
        return 0
    if _begin_in_order(parts, title):
        return 1
    for rank, words in ((2, title), (3, one.other_words), (4, title + one.other_words)):
        if all(any(word.startswith(part) for word in words) for part in parts):
            return rank
    letters = "".join(parts)
    if len(letters) > 1 and "".join(word[0] for word in title).startswith(letters):
        return 5
    if len(letters) > 2 and (_goes_through(letters, title) or _goes_through(letters, one.other_words)):
        return 6
    return NEVER


def _begin_in_order(parts: tuple[str, ...], words: tuple[str, ...]) -> bool:
    left = iter(words)
    return all(any(word.startswith(part) for word in left) for part in parts)


def _goes_through(letters: str, words: tuple[str, ...]) -> bool:
    """Whether the letters stand in the words in their order, each run of them at the beginning of a word: "newp" for
    "new purchase"."""
    if not letters:
        return True
    for number, word in enumerate(words):
        for length in range(min(len(letters), len(word) + 1), 0, -1):
            if _is_near_start(letters[:length], word) and _goes_through(letters[length:], words[number + 1 :]):
                return True
    return False


def _is_near_start(part: str, word: str) -> bool:
    """The word begins so, or would but for one letter that was left out, added, taken for another or typed too early.
    The first letter is right."""
    if word.startswith(part):
        return True
    if len(part) < NEAR or part[0] != word[0]:
        return False
    same = next((n for n, (a, b) in enumerate(zip(part, word, strict=False)) if a != b), len(word))
    typed, meant = part[same:], word[same:]
    swapped = meant[1:2] + meant[:1] + meant[2:]
    return (
        meant[1:].startswith(typed)
        or meant.startswith(typed[1:])
        or meant[1:].startswith(typed[1:])
        or swapped.startswith(typed)
    )


def _words(text: str) -> tuple[str, ...]:
    folded = text.casefold().replace("ё", "е")
    return tuple("".join(letter if letter.isalnum() else " " for letter in folded).split())
