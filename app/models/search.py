"""The trigram index over clients' search text, and the folding that text and queries share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

# The migration made it; an import drops it, appends its rows in one statement and puts it back.
INSERT_TRIGGER = (
    "CREATE TRIGGER client_fts_insert AFTER INSERT ON client BEGIN "
    "INSERT INTO client_fts(rowid, search_text) VALUES (new.id, new.search_text); END"
)

_BETWEEN = "\n\x00\n"  # texts that are folded together
_DIGITS = re.compile(r"[\s\-()+.]+")
_PHONE_LIKE = re.compile(r"^[\d\s\-()+.]+$")


def fold(value: str) -> str:
    """Case, ё/е, compatibility forms and spacing taken away: what equal names have in common."""
    return " ".join(_folded(value).split())


def _folded(value: str) -> str:
    return unicodedata.normalize("NFKC", value).casefold().replace("ё", "е")


def query_words(query: str) -> list[str]:
    """A typed query as folded words; something that looks like a phone becomes its digits without country code."""
    if _PHONE_LIKE.match(query) and any(c.isdigit() for c in query):
        digits = _DIGITS.sub("", query)
        return [digits[1:] if len(digits) == 11 and digits[0] in "78" else digits]
    return fold(query).split()


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


def match_clause(words: list[str]) -> tuple[str, dict[str, str]]:
    """SQL condition on `client` and its parameters for folded words (never a join, so that FTS goes first).

    Words of three letters and more use the trigram index, shorter ones a range on surname and first-name keys.
    """
    conditions: list[str] = []
    parameters: dict[str, str] = {}
    long = [word for word in words if len(word) >= 3]
    if long:
        parameters["fts"] = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        conditions.append("id IN (SELECT rowid FROM client_fts WHERE client_fts MATCH :fts)")
    for number, word in enumerate(word for word in words if len(word) < 3):
        low, high = f"low{number}", f"high{number}"
        parameters[low], parameters[high] = word, word + "\U0010ffff"
        conditions.append(
            f"(id IN (SELECT id FROM client WHERE sort_key >= :{low} AND sort_key < :{high}"
            f" UNION SELECT id FROM client WHERE first_key >= :{low} AND first_key < :{high}))"
        )
    return " AND ".join(conditions) or "1", parameters


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
