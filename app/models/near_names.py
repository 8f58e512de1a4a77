"""What in the shop is spelled nearly like a word: names by seeks in an index, anything else by halves of the word."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.search import LAST, SHORT, fts_phrase

_KEYS = ("sort_key", "first_key")
_ENOUGH = 50  # clients; of more it is not asked which spelling has the most
_WORDS = 3_000  # distinct names looked at, at most
_TEXTS = 500  # clients whose texts are looked at, at most


def _bearers(stop: str) -> str:
    begins = (f"{key} >= v.value AND {key} < v.value || {stop}" for key in _KEYS)
    counts = (f"(SELECT count(*) FROM (SELECT 1 FROM client WHERE {where} LIMIT {_ENOUGH}))" for where in begins)
    return " + ".join(counts)


def names_that_begin(session: Session, spellings: Sequence[str], by_bearers: bool = True) -> list[str]:
    """Those that begin a name in the shop: whole names first, then by how many clients bear them, or in any order."""
    exists = " OR ".join(
        f"EXISTS (SELECT 1 FROM client WHERE {key} >= v.value AND {key} < v.value || :last)" for key in _KEYS
    )
    order = f" ORDER BY {_bearers(':whole')} DESC, {_bearers(':last')} DESC, v.key" if by_bearers else ""
    statement = f"SELECT v.value FROM json_each(:spellings) v WHERE {exists}{order}"
    asked = {"spellings": json.dumps(list(spellings), ensure_ascii=False), "last": LAST}
    return list(session.scalars(text(statement), asked | ({"whole": "!"} if by_bearers else {})))


def names_below(session: Session, beginnings: Sequence[str]) -> list[str]:
    """The different surnames and first names that begin with one of these: the index is leapt over, not read."""
    found: dict[str, None] = {}
    for key in _KEYS:
        name = f"substr({key}, 1, instr({key} || ' ', ' ') - 1)"
        statement = (
            "WITH RECURSIVE word(head, name) AS ("
            f"SELECT v.value, (SELECT {name} FROM client WHERE {key} >= v.value AND {key} < v.value || :last"
            f" ORDER BY {key} LIMIT 1) FROM json_each(:beginnings) v"
            f" UNION ALL SELECT head, (SELECT {name} FROM client WHERE {key} >= word.name || '!'"
            f" AND {key} < head || :last ORDER BY {key} LIMIT 1) FROM word WHERE word.name IS NOT NULL)"
            f" SELECT name FROM word WHERE name IS NOT NULL LIMIT {_WORDS}"
        )
        asked = {"beginnings": json.dumps(list(beginnings)), "last": LAST}
        found.update(dict.fromkeys(session.scalars(text(statement), asked)))
    return list(found)


def texts_with_half(session: Session, word: str) -> list[str]:
    """Search texts with the first or the second half of the word, of which a slip leaves one as it is; [] for short."""
    half = (len(word) + 1) // 2
    halves = tuple(part for part in (word[:half], word[half:]) if len(part) > SHORT)
    if not halves:
        return []
    statement = (
        "SELECT search_text FROM client WHERE id IN"
        " (SELECT rowid FROM client_fts WHERE client_fts MATCH :phrase LIMIT :enough)"
    )
    return list(session.scalars(text(statement), {"phrase": fts_phrase([halves]), "enough": _TEXTS}))
