"""Names of people and companies: one cell or its parts -> display name, surname, first name, patronymic, company."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import NamedTuple

from app.services.imports.values.cells import Cell, text_of
from app.services.imports.values.first_names import FIRST_NAMES
from app.services.imports.values.letters import one_alphabet

_PLAIN = re.compile(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) ([А-ЯЁ][а-яё]+)(?: ([А-ЯЁ][а-яё]+))?")
_COMMON_PATRONYMICS = ("вич", "вна", "ична", "ильич", "кузьмич", "фомич", "лукич")
_PATRONYMIC = re.compile(r"[а-яё]{2,}(?:вич|вна|чна|ьич|мич|кич)|(?:оглы|кызы|угли|кизи|оглу|гызы|улы)", re.IGNORECASE)
_SURNAME = re.compile(
    r".{2,}(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|ской|енко|юк|чук|щук|ян|дзе|швили|ых|их|ко|ук|ич|ий|ая)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"([A-Za-zА-Яа-яЁё])\.(?:\s*([A-Za-zА-Яа-яЁё])\.?)?")
_INITIALS_GAP = re.compile(r"(?<=\b[A-Za-zА-ЯЁа-яё]\.)(?=[^\s\-])")
_LEGAL = re.compile(
    r"(?<![\w])(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|ТОО|ИП|ЧП|ФГУП|МУП|ГУП|АНО|НКО|ГБОУ|МБОУ|КФХ|ПБОЮЛ|LLC|Ltd|Inc|GmbH|Corp|Co|PLC|LLP|S\.?A|S\.?r\.?l|B\.?V|AG|Oy|AB)(?![\w])\.?"
)
_SOLE_TRADER = re.compile(r"(?<!\w)(?:ИП|ЧП|ПБОЮЛ)(?!\w)\.?\s*", re.IGNORECASE)
_COMPANY_WORD = re.compile(
    r"общество с ограниченной|индивидуальный предприниматель|компания|магазин|салон|кафе|студия|фирма", re.IGNORECASE
)
_QUOTED = re.compile(r"[«\"“„].+[»\"”“]")
_RELATIVE = (
    r"муж|жена|сын|доч(?:ь|ка)|мама|папа|мать|отец|брат|сестра|бабушка|дедушка|внук|внучка|подруга|друг|т[её]тя|дядя"
    r"|husband|wife|son|daughter|mother|father"
)
_WITH_RELATIVE = re.compile(rf"(?<=\w\w)\s*[,;–—-]?\s+\(?((?:{_RELATIVE})\b[^()]*)\)?$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[/&+;]\s*|\s+(?:и|and)\s+", re.IGNORECASE)
_RELATED = frozenset(_RELATIVE.replace("доч(?:ь|ка)", "дочь|дочка").replace("т[её]тя", "тетя|тётя").split("|"))
_NO_WORD = str.maketrans("(),;", "    ")
_BETWEEN_PEOPLE = re.compile(r"[/&+;]|\s(?:и|and)\s", re.IGNORECASE)
_UNUSUAL = re.compile(r"[\d/&+;A-Za-z]|\sи\s|^семь", re.IGNORECASE)  # nothing of it, and the name stands as it is
_AND = re.compile(r"\w\w\s+(?:и|and|&)\s+\w\w", re.IGNORECASE)
_FAMILY = re.compile(r"(?:семья|семейство)\s", re.IGNORECASE)
_SMALL_LEGAL = re.compile(r"(?:ооо|оао|зао|пао|ип|тоо)(?=[\s«\"])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"^\d{1,4}[.)]\s*(?=[^\W\d])")
_NUMBER_BEHIND = re.compile(r"(?<=[^\W\d])[\s,;:]+(?:тел\S*\s*)?\+?\(?\d[\d()\s-]{4,}\d$", re.IGNORECASE)
_BARE_INITIALS = re.compile(r"(?<![\w.-])[А-ЯЁ]{1,2}(?:\s|$)")
_SHORT = re.compile(r"[А-ЯЁ]")
_TWO_INITIALS = re.compile(r"([А-ЯЁ])([А-ЯЁ])")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_EDGE = re.compile(r"^[^\w(«\"„“]+|[^\w.)»\"”]+$")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_PARTICLES = frozenset(
    (
        "оглы кызы угли кизи оглу гызы улы де да ди дель фон ван дер "
        "von van der den de da di del la le du dos bin ibn el al y"
    ).split()
)
_SMALL_WORDS = _PARTICLES | {"и", "and"}


class Name(NamedTuple):
    """A name taken apart. `display` is what the shop reads."""

    display: str | None = None
    last: str | None = None
    first: str | None = None
    middle: str | None = None
    company: str | None = None


NOBODY = Name()
_as_name = partial(tuple.__new__, Name)


def full_name(cell: Cell, last_first: bool = True) -> Name:
    """A name in one cell. `last_first` is the order of the column where the words themselves do not tell."""
    text = text_of(cell)
    if text is None:
        return NOBODY
    if (plain := plain_name(text)) is not None:
        return plain
    text = _bare(text)
    if not _WORD.search(text):
        return Name(text) if text else NOBODY
    if is_company(text):
        return _company(text, last_first)
    return _people(text, last_first) or _person(text, last_first)


def doubt_of(cell: Cell) -> str | None:
    """The code of what was changed about a cell with a name, so that its meaning may have changed."""
    text = text_of(cell)
    if text is None or _UNUSUAL.search(text) is None or plain_name(text) is not None or is_company(text):
        return None
    bare = _bare(text)
    people = _people(bare, last_first=True)
    if people is not None and (people.first or _FAMILY.match(bare)):
        return "several_names"
    if one_alphabet(text) != text:
        return "mixed_letters"
    return "name_cut" if sum(map(str.isdigit, bare)) < sum(map(str.isdigit, text)) else None


def _bare(text: str) -> str:
    """The name without its number in the list or a telephone behind it, in one alphabet, legal forms in capitals."""
    text = _EDGE.sub("", one_alphabet(text).replace("_", " ")).strip()
    if _DIGIT.search(text):
        text = _NUMBER_BEHIND.sub("", _NUMBERED.sub("", text))
    return _SMALL_LEGAL.sub(lambda form: form[0].upper(), text, count=1) if _SMALL_LEGAL.match(text) else text


def _people(text: str, last_first: bool) -> Name | None:
    """Several people in one cell: all of them to show, and the parts of the first one's name; None for one person."""
    if _FAMILY.match(text):
        return Name(_cased(text))
    if _BETWEEN_PEOPLE.search(text) is None:
        return None
    parts = _SEVERAL.split(_WITH_RELATIVE.sub("", text))
    if not 2 <= len(parts) <= 4 or not all(parts):
        return None
    if not (_known(parts[0]) or is_person(parts[0])):
        return Name(_cased(text)) if _AND.search(text) else None  # "Рога и Копыта"
    first = _person(parts[0], last_first)
    if first.last is None and len(parts[-1].split()) == 2:  # "Ольга и Олег Крыловы"
        first = first._replace(last=_person(parts[-1], last_first).last)
    return first._replace(display=_cased(text))


def plain_name(text: str) -> Name | None:
    """The forms most cells have, "Крылова Ольга Петровна" and "Крылова Ольга", without the long way round."""
    match = _PLAIN.fullmatch(text)
    if match is None and (text.isupper() or text.islower()):
        text = text.title()
        match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    one, two, three = match.groups()
    if three is not None:
        if three.endswith(_COMMON_PATRONYMICS):
            return _as_name((text, one, two, three, None))
        return _surname_behind(text, one, two, three) if two.endswith(_COMMON_PATRONYMICS) else None
    known = _known(one)
    if known == _known(two) or _PATRONYMIC.fullmatch(two):
        return None
    return Name(f"{two} {one}", two, one) if known else Name(text, one, two)


def _surname_behind(text: str, first: str, middle: str, last: str) -> Name | None:
    """ "Ольга Петровна Крылова"."""
    if not _known(first) or _SURNAME.fullmatch(last) is None or last.lower() in _RELATED or _COMPANY_WORD.search(text):
        return None
    return _as_name((f"{last} {first} {middle}", last, first, middle, None))


def from_parts(last: Cell, first: Cell, middle: Cell) -> Name:
    """A name whose parts stand in columns of their own; Russian display order unless the letters are Latin."""
    surname, name, patronymic = (_part(cell) for cell in (last, first, middle))
    if surname is None and name is not None and " " in name and patronymic is None:
        return full_name(name, last_first=False)
    if name is not None and patronymic is None and len(given := name.split()) == 2 and _PATRONYMIC.fullmatch(given[1]):
        name, patronymic = given
    elif name is not None and patronymic is None and (short := _INITIAL.fullmatch(name)) and short[2]:
        name, patronymic = f"{short[1].upper()}.", f"{short[2].upper()}."
    order = (surname, name, patronymic)
    together = " ".join(part for part in order if part)
    if not together:
        return NOBODY
    if not _CYRILLIC.search(together):
        together = " ".join(part for part in (name, patronymic, surname) if part)
    return Name(together, surname, name, patronymic)


def surnames_first(cells: Iterable[Cell]) -> bool:
    """Whether a column writes the surname first, by the names that tell."""
    return sum(order_votes(cell) for cell in cells if isinstance(cell, str)) >= 0


def is_company(text: str) -> bool:
    """Whether the text names a company: a legal form, quotes, or a word such as "магазин"."""
    return bool(_LEGAL.search(text) or _QUOTED.search(text) or _COMPANY_WORD.search(text))


def is_person(text: str) -> bool:
    """Whether the text looks like the name of a person: two or three words, no digits, one of them a known sign."""
    words = text.replace(".", ". ").split()
    if not 2 <= len(words) <= 4 or any(ch.isdigit() for ch in text) or is_company(text):
        return False
    return any(_fold(word) in FIRST_NAMES or _PATRONYMIC.fullmatch(word) for word in words) or (
        _INITIAL.fullmatch(words[-1]) is not None and len(words[0]) > 2
    )


def order_votes(text: str) -> int:
    """+1 if the cell puts the surname first, -1 if last, 0 if it does not tell."""
    words = text.split()
    if len(words) < 2:
        return 0
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[2]):
        return 1
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[1]):
        return -1
    known = [_fold(word) in FIRST_NAMES for word in words[:2]]
    return 0 if known[0] == known[1] else (-1 if known[0] else 1)


def _company(text: str, last_first: bool) -> Name:
    trader = _SOLE_TRADER.match(text)
    if trader is None:
        return Name(text, company=text)
    person = _person(text[trader.end() :].strip(' «»"'), last_first) if text[trader.end() :].strip(' «»"') else NOBODY
    display = f"ИП {person.display}" if person.display else text
    return Name(display, person.last, person.first, person.middle, display)


def _person(text: str, last_first: bool) -> Name:
    relative = _WITH_RELATIVE.search(text) if _names_relative(text) else None
    if relative is not None and "(" not in text[: relative.start()]:
        found = _person(text[: relative.start()], last_first)
        return found._replace(display=f"{found.display} ({relative[1].strip()})")
    cased = _dotted(_cased(_INITIALS_GAP.sub(" ", text)), text.isupper())
    comma = cased.partition(",")
    if comma[1] and len(comma[0].split()) == 1 and 1 <= len(comma[2].split()) <= 2:
        given = comma[2].split()
        return from_parts(comma[0], given[0], given[1] if len(given) > 1 else None)
    words = _ASIDE.sub("", cased).replace(",", " ").split()
    if not words or len(words) > 5:
        return Name(cased)
    last, first, middle = _taken_apart(words, last_first)
    return Name(_surname_first(cased, last, first, middle), last, first, middle)


def _names_relative(text: str) -> bool:
    return " " in text and not _RELATED.isdisjoint(text.lower().translate(_NO_WORD).split())


def _dotted(cased: str, all_capitals: bool) -> str:
    """With points behind Russian initials: "Крылова О П" and "Крылова ОП" are "Крылова О. П."."""
    if _BARE_INITIALS.search(cased) is None or " " not in cased:
        return cased
    words = cased.split()
    dotted = [f"{word}." if _SHORT.fullmatch(word) else word for word in words]
    if not all_capitals and (both := _TWO_INITIALS.fullmatch(words[-1])) and len(words) == 2:
        dotted[-1:] = [f"{both[1]}.", f"{both[2]}."]
    return " ".join(dotted)


def _surname_first(cased: str, last: str | None, first: str | None, middle: str | None) -> str:
    """Russian names are shown surname first whatever the file's order; Latin ones, and more words, as written."""
    parts = [part for part in (last, first, middle) if part]
    if not last or not first or not _CYRILLIC.search(cased):
        return cased
    ordered = " ".join(parts)
    return ordered if sorted(ordered.split()) == sorted(cased.split()) else cased


def _taken_apart(words: list[str], last_first: bool) -> tuple[str | None, str | None, str | None]:
    """Which word is the surname, the first name, the patronymic."""
    if len(words) >= 4 and _PATRONYMIC.fullmatch(words[-1]):
        return words[0], words[1], " ".join(words[2:])
    for place, word in enumerate(words):
        if (
            place
            and _PATRONYMIC.fullmatch(word)
            and not (place == len(words) - 1 and len(words) == 2 and _SURNAME.fullmatch(words[0]))
        ):
            rest = [w for i, w in enumerate(words) if i not in (place, place - 1)]
            return " ".join(rest) or None, words[place - 1], word
    if len(words) == 1:
        return _single(words[0])
    initials = [len(word.rstrip(".")) == 1 for word in words]
    if any(initials):
        surname = [w for w, short in zip(words, initials, strict=True) if not short]
        short = [w for w, is_short in zip(words, initials, strict=True) if is_short]
        if len(surname) == 2 and len(short) == 1 and initials[-1] and _CYRILLIC.search(words[0]):
            return *_two_or_more(surname, last_first)[:2], short[0]
        if not surname or not initials[-1 if not initials[0] else 0]:
            return words[-1], words[0], " ".join(words[1:-1]) or None
        return " ".join(surname), short[0], short[1] if len(short) > 1 else None
    return _two_or_more(words, last_first)


def _two_or_more(words: list[str], last_first: bool) -> tuple[str | None, str | None, str | None]:
    if not _CYRILLIC.search(words[0]):
        start = next((i for i, word in enumerate(words[1:], 1) if word.lower() in _PARTICLES), len(words) - 1)
        return " ".join(words[start:]), words[0], " ".join(words[1:start]) or None
    known = [_fold(word) in FIRST_NAMES for word in words[:2]]
    if known[0] != known[1]:
        last_first = known[1]
    elif not known[0]:
        looks = [_SURNAME.fullmatch(word) is not None for word in words[:2]]
        last_first = looks[0] if looks[0] != looks[1] else last_first
    if last_first:
        return words[0], words[1], " ".join(words[2:]) or None
    return " ".join(words[1:]), words[0], None


def _single(word: str) -> tuple[str | None, str | None, str | None]:
    if _fold(word) not in FIRST_NAMES and _SURNAME.fullmatch(word):
        return word, None, None
    return None, word, None


def _part(cell: Cell) -> str | None:
    text = text_of(cell)
    if text is None:
        return None
    text = one_alphabet(text)
    text = _EDGE.sub("", text.replace("_", " ")).strip(" .,/\\|*") if not text.endswith(".") else _EDGE.sub("", text)
    return _cased(text) or None


def _cased(text: str) -> str:
    """Capital first letters where the text is all capitals or all small; mixed case is somebody's choice."""
    if text.isupper() or text.islower():
        text = _WORD.sub(lambda match: _word_cased(match[0]), text)
        words = [
            word.lower() if place and word.lower() in _SMALL_WORDS else word for place, word in enumerate(text.split())
        ]
        return " ".join(words)
    return " ".join(word[:1].upper() + word[1:] if word.lower() not in _SMALL_WORDS else word for word in text.split())


def _word_cased(word: str) -> str:
    if len(word) > 3 and word[1] in "'’ʼ`":
        return word[0].upper() + word[1] + word[2].upper() + word[3:].lower()
    return word[:1].upper() + word[1:].lower()


@lru_cache(maxsize=1 << 15)
def _known(word: str) -> bool:
    return _fold(word) in FIRST_NAMES


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е")
