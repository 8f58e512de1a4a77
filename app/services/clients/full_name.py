"""A Russian name in one field: surname, first name and patronymic in any order, and the gender that one tells."""

from __future__ import annotations

import re
from itertools import permutations

from app.services.imports.values.first_names import FIRST_NAMES
from app.services.imports.values.names import Name, full_name, is_company

_SONS = tuple("оглы оглу огли угли улы ұлы уулу".split())
_DAUGHTERS = tuple("кызы кизи гызы қызы".split())
_PARTICLES = frozenset((*_SONS, *_DAUGHTERS))
_MALE = ("вич", "ьич", "мич", "кич", *_SONS)
_FEMALE = ("вна", "чна", *_DAUGHTERS)
_PATRONYMIC = re.compile(rf"\w{{2,}}(?:вич|ьич|мич|кич|вна|чна)|.{{3,}}[- ]?(?:{'|'.join(_PARTICLES)})", re.IGNORECASE)
_SURNAME = re.compile(
    r"\w*(?:[оеё]ва?|[иы]на?|ск(?:ий|ая|ой)|цк(?:ий|ая|ой)|енко|ю?к|ч|ян|дзе|швили|[ыи]х|ко|ло|ий|ая|ой)", re.IGNORECASE
)
_PART = re.compile(r"\w+")
_WORD = re.compile(r"[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*", re.IGNORECASE)
_USUAL: dict[tuple[int, ...], float] = {
    (0, 1, 2): 0.5,
    (2, 0, 1): 0.4,
}  # places of surname, first name, patronymic: Ф. И. О., И. О. Ф.


def typed_name(text: str) -> Name:
    """A name as somebody types it, taken apart; three Russian words may stand in any order.

    "Петровна Ольга Крылова" and "Али Гусейн оглы Мамедов" are understood; anything else is read as the importer does.
    """
    words = _joined(text.split())
    if len(words) != 3 or is_company(text) or not all(_WORD.fullmatch(part) for word in words for part in word.split()):
        return full_name(text)
    if text.isupper() or text.islower():
        words = [_capital(word) for word in words]
    last, first, middle = max(permutations(range(3)), key=lambda places: _likely(words, places))
    if not _PATRONYMIC.fullmatch(words[middle]):
        return full_name(text)
    parts = words[last], words[first], words[middle]
    return Name(" ".join(parts), *parts)


def guessed_gender(middle_name: str) -> str | None:
    """ "m" or "f" as a patronymic tells, Turkic ones too ("Гусейн оглы", "Ахмед кызы"); None where it does not."""
    word = middle_name.strip().casefold()
    if word.endswith(_FEMALE):
        return "f"
    return "m" if word.endswith(_MALE) else None


def _joined(words: list[str]) -> list[str]:
    """The words, with "оглы" and its like beside the name they belong to."""
    joined: list[str] = []
    for word in words:
        if joined and word.casefold() in _PARTICLES:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def _likely(words: list[str], places: tuple[int, ...]) -> float:
    """How well surname, first name and patronymic fit at these places; the usual order settles what is left open."""
    last, first, middle = (words[place] for place in places)
    score = _USUAL.get(places, 0.0)
    score += 4 * bool(_PATRONYMIC.fullmatch(middle)) + 3 * _is_first(first)
    score += bool(_SURNAME.fullmatch(last)) - 2 * _is_first(last)
    return score - 2 * bool(_PATRONYMIC.fullmatch(first))


def _is_first(word: str) -> bool:
    return word.casefold().replace("ё", "е") in FIRST_NAMES


def _capital(word: str) -> str:
    """Capital letters where names have them: "гусейн оглы" -> "Гусейн оглы", "анна-мария" -> "Анна-Мария"."""
    return _PART.sub(lambda part: part[0] if part[0] in _PARTICLES else part[0].title(), word.lower())
