"""Whom a line of words names: declined Russian names in either order, companies, the end of a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.name_words import (
    companies_with,
    first_names_among,
    ids_by_beginning,
    ids_by_first_name,
    ids_by_phone_end,
    surnames_among,
)
from app.models.search import fold, phone_digits
from app.services.clients.data import ClientRow
from app.services.clients.find import rows_of
from app.services.duplicates.short_names import SHORT_NAMES
from app.services.tasks.nominative import name_forms

SHOWN = 8  # clients of one name who are offered
FEWEST_DIGITS = 4  # of the end of a phone
LONGEST_GAP = 2  # characters between two parts of one number
LEGAL_FORMS = frozenset("ооо ип ао зао оао пао тоо чп гк llc ltd inc gmbh corp".split())
BOTH, SURNAME, FIRST_NAME = 3, 2, 1  # how much a name says
_DIGITS = re.compile(r"[\d+()\-]+")
_PATRONYMIC = re.compile(r"\w+(?:ович|евич|ич|овн|евн|ичн|иничн)(?:у|а|ем|ом|е|ы|ой)?")
# Words that begin sentences or stand in them more often than they are anybody's name.
_COMMON = frozenset(
    "и или в во на с со к ко у о об от до по за из для про без не ни же ли бы как что это его ее их мне нам вам ему ей"
    " the a an to of for with at in on and or about from his her their my our your me us it is be".split()
)


@dataclass(frozen=True)
class Word:
    """A word of a line that may be part of a name, as it stands there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Whom:
    """Who is named between `start` and `end` of the line, the most valuable first, SHOWN at most; one is meant, several
    are to choose from, and nobody is someone new."""

    start: int
    end: int
    clients: tuple[ClientRow, ...]


@dataclass(frozen=True)
class _Named:
    says: int
    first: Word
    last: Word
    ids: tuple[int, ...]


def find_whom(db: Database, words: Sequence[Word], *, eager: bool) -> Whom | None:
    """Who is named in the words, None for nobody. `eager`: the line is about somebody (a call, a message), so that
    also a single name in small letters may be meant; else "розу" would be Роза."""
    with db.read() as session:
        found = _by_phone(session, words) or _best(session, words, eager) or (_stranger(words) if eager else None)
        if found is None:
            return None
        return Whom(found.first.start, found.last.end, tuple(rows_of(session, found.ids)))


def _best(session: Session, words: Sequence[Word], eager: bool) -> _Named | None:
    """A whole name before a part of one, a capital before a small letter, then what says the most and stands first."""
    named: list[_Named] = []
    for place, word in enumerate(words):
        if _is_common(word) or fold(word.text) in LEGAL_FORMS or any(letter.isdigit() for letter in word.text):
            continue
        found = _pair(session, words, place) or _company(session, words, place)
        if found is None and (eager or word.text[:1].isupper()) and not _is_half(session, words, place):
            found = _with_initials(_single(session, word), words[place + 1 :])
        if found is not None:
            named.append(found)
    return max(
        named, key=lambda one: (one.says == BOTH, _is_capital(one.first), one.says, -one.first.start), default=None
    )


def _is_half(session: Session, words: Sequence[Word], place: int) -> bool:
    """Whether another name stands beside it: nobody has both, so that one alone is somebody else. Every line may begin
    with a capital: there only a name that somebody has is one."""
    for at in (place - 1, place + 1):
        if 0 <= at < len(words) and _adjoin(*sorted((words[at], words[place]), key=lambda word: word.start)):
            one = words[at]
            if _is_name(one) or (one.start == 0 and first_names_among(session, _first_names(fold(one.text)))):
                return True
    return False


def _with_initials(found: _Named | None, behind: Sequence[Word]) -> _Named | None:
    """The name with the letters behind it that stand for others: "Крыловой О. П."."""
    for word in behind:
        if found is None or len(word.text) > 1 or not _is_capital(word) or word.start - found.last.end > LONGEST_GAP:
            break
        found = replace(found, last=word)
    return found


def _is_common(word: Word) -> bool:
    """Whether it is one of the little words; with a capital inside a line it may be a name, as Ли is."""
    return fold(word.text) in _COMMON and not (word.start > 0 and _is_capital(word))


def _is_capital(word: Word) -> bool:
    return word.text[:1].isupper()


def _stranger(words: Sequence[Word]) -> _Named | None:
    """A name that no client has: words with capitals, not at the beginning of the line."""
    run: list[Word] = []
    for word in words:
        if _is_name(word) and (not run or _adjoin(run[-1], word)):
            run.append(word)
        elif run:
            break
    return _Named(0, run[0], run[-1], ()) if run else None


def _is_name(word: Word) -> bool:
    return word.start > 0 and len(word.text) > 1 and _is_capital(word) and fold(word.text) not in _COMMON | LEGAL_FORMS


def _pair(session: Session, words: Sequence[Word], place: int) -> _Named | None:
    """A surname and a name side by side, in either order, with a patronymic or without."""
    run = [word for word in words[place : place + 3] if not _is_common(word)]
    if len(run) < 2 or run[0] is not words[place] or not _adjoin(run[0], run[1]):
        return None
    third = run[2] if len(run) > 2 and _adjoin(run[1], run[2]) else None
    orders = [(run[0], run[1], third if third and _is_patronymic(third) else None), (run[1], run[0], None)]
    if third is not None and _is_patronymic(run[1]):
        orders.insert(0, (third, run[0], run[1]))
    for surname, first, middle in orders:
        surnames = surnames_among(session, name_forms(fold(surname.text)))
        firsts = _first_names(fold(first.text)) if surnames else []
        ids = ids_by_beginning(session, [f"{one} {other}" for one in surnames for other in firsts], SHOWN)
        if ids:
            taken = sorted((word for word in (surname, first, middle) if word), key=lambda word: word.start)
            return _Named(BOTH, taken[0], taken[-1], tuple(ids))
    return None


def _single(session: Session, word: Word) -> _Named | None:
    forms = name_forms(fold(word.text))
    surnames = surnames_among(session, forms)
    if surnames:
        ids = ids_by_beginning(session, surnames, SHOWN)
        return _Named(SURNAME, word, word, tuple(ids))
    firsts = first_names_among(session, forms) or first_names_among(session, _first_names(fold(word.text)))
    ids = ids_by_first_name(session, firsts, SHOWN) if firsts else []
    return _Named(FIRST_NAME, word, word, tuple(ids)) if ids else None


def _company(session: Session, words: Sequence[Word], place: int) -> _Named | None:
    """A company by a word of its name, with its legal form before it and the rest of the name behind it."""
    word, before = words[place], words[place - 1] if place else None
    legal = before is not None and fold(before.text) in LEGAL_FORMS and word.start - before.end <= LONGEST_GAP
    if len(word.text) < FEWEST_DIGITS - 1 or not (legal or word.text[:1].isupper()):
        return None
    forms = name_forms(fold(word.text))
    found = [(one, _words_of(name)) for one, name in companies_with(session, forms)]
    found = [(one, name) for one, name in found if not name.isdisjoint(forms)]
    if not found:
        return None
    last = word
    for further in words[place + 1 :]:
        of_name = [(one, name) for one, name in found if not name.isdisjoint(name_forms(fold(further.text)))]
        if not of_name or further.start - last.end > LONGEST_GAP:
            break
        found, last = of_name, further
    first = before if legal and before is not None else word
    return _Named(BOTH if legal or last is not word else SURNAME, first, last, tuple(one for one, _ in found[:SHOWN]))


def _by_phone(session: Session, words: Sequence[Word]) -> _Named | None:
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and _DIGITS.fullmatch(word.text) and (not run or word.start - run[-1].end <= LONGEST_GAP):
            run.append(word)
            continue
        digits = phone_digits(" ".join(part.text for part in run)) if run else ""
        if len(digits) >= FEWEST_DIGITS and digits.isdecimal():
            ids = ids_by_phone_end(session, digits, SHOWN)
            if ids:
                return _Named(BOTH, run[0], run[-1], tuple(ids))
        run = [word] if word is not None and _DIGITS.fullmatch(word.text) else []
    return None


def _first_names(word: str) -> list[str]:
    """What the word can be a form of, and the full names that these are short for."""
    forms = name_forms(word)
    return [*forms, *dict.fromkeys(full for form in forms for full in sorted(SHORT_NAMES.get(form, ())))]


def _adjoin(one: Word, other: Word) -> bool:
    return other.start - one.end == 1


def _is_patronymic(word: Word) -> bool:
    return _PATRONYMIC.fullmatch(fold(word.text)) is not None


def _words_of(name: str) -> set[str]:
    return set(re.findall(r"\w+", fold(name))) - LEGAL_FORMS
