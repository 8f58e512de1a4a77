"""The best matches for typed words, found in milliseconds among a million clients.

Few matches (CANDIDATES at most) are all ranked. Of more, those that begin a surname or a first name are looked for
first, then the clients of highest value are walked down until enough of them match: the more there are, the sooner.
What two bounded walks do not bring comes from the candidates at hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.listing.order import LIVE
from app.models.search import LAST, SHORT, SHORT_KEYS, Word, fts_phrase, short_in_row

CANDIDATES = 1_200
WALKED_NAMES = 10_000  # entries of the index by value, which holds the names
WALKED_ROWS = 1_000  # clients looked at whole
RANKED = 50  # of those that fit; the more valuable ones come first anyway

_BY_VALUE = "total DESC, last_visit DESC"
_KEYS = ("sort_key", "first_key")
_BEGINNINGS = (("sort_key", "!"), ("sort_key", LAST), ("first_key", LAST))  # key, and what its end is before

_Way = Callable[[Session, Sequence[Word], int], list[int]]


class _Frame:
    """Conditions on the words, and the parameters that they name."""

    def __init__(self, words: Sequence[Word], limit: int) -> None:
        self.words = words
        self.forms = [form for word in words for form in word]
        self.parameters: dict[str, Any] = {"limit": limit}

    def put(self, value: object) -> str:
        """A parameter with this value, as SQL."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def begins(self, key: str, form: str, stop: str = LAST) -> str:
        """`key` begins with `form`."""
        return f"{key} >= {self.put(form)} AND {key} < {self.put(form + stop)}"

    def in_row(self, word: Word) -> str:
        """The word is in the client's search text, as match_clause has it."""
        if len(word[0]) <= SHORT:
            return short_in_row(word[0], self.put(word[0]))
        return "(" + " OR ".join(f"instr(search_text, {self.put(form)})" for form in word) + ")"

    def in_name(self, word: Word) -> str:
        """The word is in the name, by what the index by value holds."""
        if len(word[0]) <= SHORT:
            return f"instr(' ' || sort_key, {self.put(' ' + word[0])})"
        return "(" + " OR ".join(f"instr(sort_key, {self.put(form)})" for form in word) + ")"

    def rank(self, in_names_only: bool = False) -> str:
        """How well a client fits: 0 surname, 1 its beginning, 2 first name, 3 end of a phone, 4 a name, 5 the rest."""
        numbers = [form for form in self.forms if form.isdigit() and not in_names_only]
        cases = (
            [self.begins("sort_key", form, "!") for form in self.forms],
            [self.begins("sort_key", form) for form in self.forms],
            [self.begins("first_key", form) for form in self.forms],
            [f"instr(search_text || char(10), {self.put(form)} || char(10))" for form in numbers],
            [f"instr(' ' || sort_key, {self.put(' ' + form)})" for form in self.forms],
        )
        whens = (f"WHEN {' OR '.join(case)} THEN {place}" for place, case in enumerate(cases) if case)
        return f"CASE {' '.join(whens)} ELSE {len(cases)} END"


def best_ids(session: Session, words: Sequence[Word], limit: int) -> list[int]:
    """Ids of live clients in whom every word is found, the best first, `limit` at most."""
    if not words:
        return []
    candidates = _candidates(session, words)
    if len(candidates) <= CANDIDATES:
        return _ranked(session, words, candidates, limit)
    best: dict[int, None] = {}
    for find in _ways(words):
        if len(best) < limit:
            best.update(dict.fromkeys(find(session, words, limit)))
    if len(best) < limit:
        best.update(dict.fromkeys(_ranked(session, words, candidates, limit)))
    return list(best)[:limit]


def _ways(words: Sequence[Word]) -> list[_Way]:
    """How to look among many, the best fit first; numbers are not looked for in names."""
    if any(form.isdigit() for word in words for form in word):
        return [_walk_rows] if all(len(word[0]) > SHORT for word in words) else []
    if len(words) > 1:
        return [_walk_names, _walk_rows]
    return [*(partial(_beginning, key, stop) for key, stop in _BEGINNINGS), _walk_names, _walk_rows]


def best_named(session: Session, beginnings: Word, limit: int) -> list[int]:
    """The same for clients whose surname or first name begins with one of these."""
    best: dict[int, None] = {}
    for key, stop in _BEGINNINGS:
        if len(best) < limit:
            best.update(dict.fromkeys(_beginning(key, stop, session, [beginnings], limit)))
    return list(best)[:limit]


def named_like(session: Session, ids: Sequence[int], pattern: str) -> list[int]:
    """Those of the clients, in their order, whose folded surname, name and patronymic are LIKE the pattern."""
    statement = "SELECT id FROM client WHERE id IN (SELECT value FROM json_each(:ids)) AND sort_key LIKE :pattern"
    fit = set(session.scalars(text(statement), {"ids": json.dumps(list(ids)), "pattern": pattern}))
    return [client_id for client_id in ids if client_id in fit]


def is_found(session: Session, word: Word) -> bool:
    """Whether anybody at all has this word."""
    return bool(_candidates(session, [word], 1))


def _candidates(session: Session, words: Sequence[Word], enough: int = CANDIDATES + 1) -> list[int]:
    """The first clients with the longer words, or with the first of short ones; `enough` of them at most."""
    phrase = fts_phrase(words)
    if phrase:
        statement = "SELECT rowid FROM client_fts WHERE client_fts MATCH :phrase LIMIT :enough"
        return list(session.scalars(text(statement), {"phrase": phrase, "enough": enough}))
    ranges = " UNION ALL ".join(f"SELECT id FROM client WHERE {key} >= :low AND {key} < :high" for key in SHORT_KEYS)
    asked = {"low": words[0][0], "high": words[0][0] + LAST, "enough": enough}
    return list(session.scalars(text(f"{ranges} LIMIT :enough"), asked))


def _ranked(session: Session, words: Sequence[Word], candidates: Sequence[int], limit: int) -> list[int]:
    if not candidates:
        return []
    frame = _Frame(words, limit)
    short = [word for word in words if len(word[0]) <= SHORT]
    if len(short) == len(words):
        del short[0]  # by which the candidates were found
    among = f"id IN (SELECT value FROM json_each({frame.put(json.dumps(candidates))}))"
    condition = " AND ".join([LIVE, among, *map(frame.in_row, short)])
    statement = f"SELECT id FROM client WHERE {condition} ORDER BY {frame.rank()}, {_BY_VALUE}, id LIMIT :limit"
    return list(session.scalars(text(statement), frame.parameters))


def _beginning(key: str, stop: str, session: Session, words: Sequence[Word], limit: int) -> list[int]:
    """Clients whose `key` begins with the word: all of them ranked if they are few, else the first of a walk."""
    (word,) = words
    frame = _Frame(words, limit)
    enough = CANDIDATES + 1
    ranges = (f"SELECT id FROM client WHERE {LIVE} AND {frame.begins(key, form, stop)}" for form in word)
    found = list(session.scalars(text(f"{' UNION ALL '.join(ranges)} LIMIT {enough}"), frame.parameters))
    if len(found) < enough:
        return _ranked(session, words, found, limit)
    frame = _Frame(words, limit)
    walked = _walk(session, frame, " OR ".join(frame.begins(key, form, stop) for form in word), WALKED_NAMES)
    if len(walked) == limit:
        return walked
    return list(dict.fromkeys([*walked, *_ranked(session, words, found, limit)]))[:limit]


def _walk_names(session: Session, words: Sequence[Word], limit: int) -> list[int]:
    frame = _Frame(words, limit)
    return _walk(session, frame, " AND ".join(frame.in_name(word) for word in words), WALKED_NAMES)


def _walk_rows(session: Session, words: Sequence[Word], limit: int) -> list[int]:
    frame = _Frame(words, limit)
    return _walk(session, frame, " AND ".join(frame.in_row(word) for word in words), WALKED_ROWS, ", search_text, card")


def _walk(session: Session, frame: _Frame, condition: str, entries: int, more: str = "") -> list[int]:
    """Of the `entries` of highest value the first that fit, ranked; `more` columns than the index has.

    In a smaller shop more than CANDIDATES matches stand closer together: four times the distance is enough.
    """
    clients = session.scalars(text("SELECT max(id) FROM client")).one() or 0
    entries = min(entries, 4 * max(frame.parameters["limit"], 8) * clients // CANDIDATES + CANDIDATES)
    walked = (
        f"SELECT id, total, last_visit, sort_key, first_key{more} FROM client WHERE {LIVE}"
        f" ORDER BY {_BY_VALUE} LIMIT {entries}"
    )
    first = f"SELECT * FROM ({walked}) WHERE {condition} LIMIT {RANKED}"
    order = frame.rank(in_names_only=not more)
    statement = f"SELECT id FROM ({first}) ORDER BY {order}, {_BY_VALUE}, id LIMIT :limit"
    return list(session.scalars(text(statement), frame.parameters))
