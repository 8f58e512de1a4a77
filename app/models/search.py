"""The trigram index over clients' search text, and the folding that text and queries share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import Integer, Select, column, select, table, text
from sqlalchemy.orm import Session

# The migration made it; an import drops it, appends its rows in one statement and puts it back.
INSERT_TRIGGER = (
    "CREATE TRIGGER client_fts_insert AFTER INSERT ON client BEGIN "
    "INSERT INTO client_fts(rowid, search_text) VALUES (new.id, new.search_text); END"
)

Word = tuple[str, ...]  # a typed word in the forms it may have been stored in: any one will do

SHORT = 2  # letters; the trigram index knows nothing of such a word
SHORT_KEYS = ("sort_key", "first_key", "card")  # which a short word has to begin
LONG_NUMBER = 7  # digits; so many in groups are one number
LAST = "\U0010ffff"  # after every letter

_LETTER_KEYS = frozenset(";'[]`")  # letters where the other layout was meant
_QUOTES = '«»„“”"'  # around the name of a company; whoever looks for it types others, or none
_CARD = 4  # digits in each group of a printed card number
_BETWEEN = "\n\x00\n"  # texts that are folded together
_DIGITS = re.compile(r"[\s\-()+.]+")
_PHONE_LIKE = re.compile(r"^[\d\s\-()+.]+$")


def fold(value: str) -> str:
    """Case, ё/е, compatibility forms and spacing taken away: what equal names have in common."""
    return " ".join(_folded(value).split())


def _folded(value: str) -> str:
    return unicodedata.normalize("NFKC", value).casefold().replace("ё", "е")


def query_words(query: str) -> list[Word]:
    """A typed query as folded words, in any order; something that looks like a phone becomes its digits."""
    query = query.replace("\0", " ")  # SQLite ends a text there
    if _PHONE_LIKE.match(query) and any(c.isdigit() for c in query):
        return [_number_forms(fold(query))]
    words: list[Word] = []
    number: list[str] = []
    for word in [*fold(query).split(), ""]:
        if _PHONE_LIKE.match(word) and any(c.isdigit() for c in word):
            number.append(word)
            continue
        together = " ".join(number)
        long = len(_DIGITS.sub("", together)) >= LONG_NUMBER
        words.extend(_number_forms(part) for part in ([together] if long else number))
        number.clear()
        if any(c.isalnum() or c in _LETTER_KEYS for c in word):  # a dash between two names is no word
            words.append((word.strip(_QUOTES),))
    return words


def phone_digits(typed: str) -> str:
    """The digits of a phone or of a part of one as they are stored, without country code where all of it is typed."""
    return _number_forms(fold(typed))[0]


def _number_forms(typed: str) -> Word:
    """The ways in which a typed number may be stored: with and without country code or trunk zero, or as it stands."""
    digits = _DIGITS.sub("", typed)
    if len(digits) == 11 and digits[0] in "78":
        forms = [digits[1:].lstrip("0")]  # "8 029" is how Belarus dials its 29
    elif digits.startswith("8") and len(digits) > SHORT:
        forms = ["7" + digits[1:], digits]
    elif digits.startswith("0") and len(digits) >= LONG_NUMBER:
        forms = [digits.lstrip("0"), digits]
    else:
        forms = [digits or typed]
    if typed != digits and "+" not in typed and len(digits) > SHORT:
        forms.append(typed)  # a card may be stored in groups of four
    if typed == digits and len(digits) in (2 * _CARD, 3 * _CARD, 4 * _CARD):
        forms.append(" ".join(digits[start : start + _CARD] for start in range(0, len(digits), _CARD)))
    return tuple(dict.fromkeys(forms))


def search_text_of(parts: Iterable[str], phones: Iterable[str]) -> str:
    """The folded text of one client: name, contacts, tags and the rest, a line each; phones as digits."""
    text = _folded("\n".join(filter(None, parts)))
    if " ".join(text.split()) != text.replace("\n", " "):  # spaces to take away, or blank lines
        text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
    return "\n".join(filter(None, (text, *(_digits(phone) for phone in phones if phone))))


def search_texts_of(texts: Sequence[str], phones: Sequence[str | None]) -> list[str]:
    """The same for many clients at once: the lines of each, none of them empty, and its phones, a line each."""
    every = _folded(_BETWEEN.join(texts))
    folded = every.split(_BETWEEN)
    if len(folded) != len(texts) or " ".join(every.split()) != every.replace("\n", " "):
        numbers = (phone.split("\n") if phone else () for phone in phones)
        return [search_text_of((text,), told) for text, told in zip(texts, numbers, strict=True)]
    digits = ("\n".join(map(_digits, phone.split("\n"))) if phone else "" for phone in phones)
    return [f"{text}\n{number}" if number else text for text, number in zip(folded, digits, strict=True)]


def _digits(phone: str) -> str:
    bare = phone.removeprefix("+")
    return bare if bare.isalnum() else _DIGITS.sub("", phone)


def match_clause(words: Sequence[Word]) -> tuple[str, dict[str, str]]:
    """SQL condition on `client` and its parameters: every word is found (never a join, so that FTS goes first).

    Words of three letters and more are found anywhere, shorter ones where a word begins. One that stands alone or
    before other short ones begins a surname, a first name or a card.
    """
    conditions: list[str] = []
    parameters: dict[str, str] = {}
    phrase = fts_phrase(words)
    short = [form for form, *_rest in words if len(form) <= SHORT]
    if phrase:
        parameters["fts"] = phrase
        conditions.append("id IN (SELECT rowid FROM client_fts WHERE client_fts MATCH :fts)")
    elif short:
        parameters |= {"low": short[0], "high": short[0] + LAST}
        ranges = (f"SELECT id FROM client WHERE {key} >= :low AND {key} < :high" for key in SHORT_KEYS)
        conditions.append(f"id IN ({' UNION ALL '.join(ranges)})")
        del short[0]
    for number, form in enumerate(short):
        parameters[f"short{number}"] = form
        conditions.append(short_in_row(form, f":short{number}"))
    return " AND ".join(conditions) or "1", parameters


def short_in_row(form: str, parameter: str) -> str:
    """SQL condition on `client`: a word begins with the short one; digits stand anywhere."""
    if form.isdigit():
        return f"instr(search_text, {parameter})"
    return f"(instr(char(10) || search_text, char(10) || {parameter}) OR instr(search_text, ' ' || {parameter}))"


def fts_phrase(words: Sequence[Word]) -> str:
    """What to ask the trigram index for the words that are long enough for it; empty for none."""
    asked = []
    for word in words:
        quoted = ['"' + form.replace('"', '""') + '"' for form in word if len(form) > SHORT]
        if quoted:
            asked.append(quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})")
    return " AND ".join(asked)


def with_word(word: Word) -> Select[int]:
    """Ids of the clients that have a typed word in any of its forms, wherever it stands, for an IN."""
    phrase = fts_phrase([word])
    if phrase:
        return (
            select(column("rowid", Integer))
            .select_from(table("client_fts"))
            .where(column("client_fts").op("MATCH")(phrase))
        )
    return (
        select(column("id", Integer))
        .select_from(table("client"))
        .where(column("search_text").contains(word[0], autoescape=True))
    )


def drop_insert_trigger(session: Session) -> None:
    """Before a bulk insert of clients; pair with `index_new_clients` in the same transaction."""
    session.execute(text("DROP TRIGGER IF EXISTS client_fts_insert"))


def index_new_clients(session: Session, above_id: int) -> None:
    """Append the clients with an id above `above_id` to the index and put the insert trigger back."""
    session.execute(
        text("INSERT INTO client_fts(rowid, search_text) SELECT id, search_text FROM client WHERE id > :above"),
        {"above": above_id},
    )
    session.execute(text(INSERT_TRIGGER))
