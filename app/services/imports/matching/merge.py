"""What the mentions of one client add up to, and what that changes on a client the shop already has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.models.imports.match import (
    PLAIN,
    SCALARS,
    keyless,
    matched_clients,
    note_additions,
    repeated_mentions,
    rules,
    set_person_keys,
)
from app.models.imports.staging import PERSON, add_rows
from app.services.clients.keys import client_keys
from app.services.imports.matching.conflicts import FILL, OVERWRITE
from app.services.imports.matching.likeness import display_name, fullness, name_key

NAME = ("name", "last_name", "first_name", "middle_name")
PARTS = NAME[1:]
BIRTHDAY = ("birth_day", "birth_month", "birth_year")
_SIMPLE = ("company", "gender", "address", "city", "card", "source", "note", "points")
Rules = dict[str, str]
"""Part of a client -> "overwrite" or "keep"."""
_AT = {column: index for index, column in enumerate(PERSON)}
_NAMES, _KEY = slice(_AT["name"], _AT["middle_name"] + 1), _AT["name_key"]


def merge_mentions(raw: Any, first_free: int) -> None:
    """Write one merged person for every cluster with several mentions and make it the cluster's representative.

    `first_free` is the first person number that is not taken. A field is that of the first mention that has it; the
    name is the fullest one, the contact the last, and a refusal counts though the client agreed elsewhere.
    """
    merged, reps = [], []
    for number, (cluster, group) in enumerate(groupby(repeated_mentions(raw), itemgetter(0)), first_free):
        merged.append(_merged(number, [row[1:] for row in group]))
        reps.append((number, cluster))
    add_rows(raw, "person", merged)
    raw.executemany("UPDATE stage.cluster SET rep = ? WHERE no = ?", reps)


def _merged(number: int, mentions: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """One person of several mentions, without keys."""
    person = list(mentions[0])
    for other in mentions[1:]:
        person = [mine if mine is not None else theirs for mine, theirs in zip(person, other, strict=True)]
    fullest = mentions[0]
    for other in mentions[1:]:
        if other[_KEY] != fullest[_KEY] and fullness(other[_KEY]) > fullness(fullest[_KEY]):
            fullest = other
    person[_NAMES] = fullest[_NAMES]
    person[_AT["id"]] = number
    person[_KEY] = fullest[_KEY]
    person[_AT["consent"]] = min(_told(mentions, "consent"), default=None)
    person[_AT["last_contact"]] = max(_told(mentions, "last_contact"), default=None)
    person[_AT["contacts"]] = _union(mentions, "contacts")
    person[_AT["tags"]] = _union(mentions, "tags")
    person[_AT["search_text"]] = _union(mentions, "external_id")  # until the keys are made: all its ids
    person[_AT["sort_key"]] = person[_AT["first_key"]] = None
    return tuple(person)


def make_keys(raw: Any) -> None:
    """Search keys of the representatives of new clients that have none yet."""
    set_person_keys(raw, [(*_keys(dict(zip(PERSON, row, strict=True))), row[0]) for row in keyless(raw)])


def _keys(person: dict[str, Any]) -> tuple[str, str, str]:
    contacts = (person["contacts"] or "").split("\n")
    phones = [value for value in contacts if value and "@" not in value]
    emails = [value for value in contacts if "@" in value]
    ids = (person["search_text"] or person["external_id"] or "").split("\n")
    tags = (person["tags"] or "").split("\n")
    return client_keys(
        display_name(person["name"] or person["company"], phones, emails, person["card"], person["external_id"]),
        person["last_name"] or "",
        person["first_name"] or "",
        person["middle_name"] or "",
        person["company"] or "",
        phones,
        [*emails, person["card"] or "", person["city"] or "", *tags, *ids, person["note"] or ""],
    )


def _told(mentions: list[tuple[Any, ...]], column: str) -> list[Any]:
    return [mention[_AT[column]] for mention in mentions if mention[_AT[column]] is not None]


def _union(mentions: list[tuple[Any, ...]], column: str) -> str | None:
    """All values of a column that holds one or several a line; None without any."""
    texts = dict.fromkeys(mention[_AT[column]] for mention in mentions if mention[_AT[column]])
    if len(texts) < 2:
        return next(iter(texts), None)
    return "\n".join(dict.fromkeys(value for text in texts for value in text.split("\n")))


def plan_updates(raw: Any) -> None:
    """Fill stage.client_change with before and after of every matched client that changes, and stage.added.

    What is empty is filled in; stage.rule says for each sheet what is overwritten instead, and what is left alone. A
    client of several sheets goes by the one that names it first.
    """
    add_rows(raw, "client_change", _changes(raw))
    note_additions(raw)


def _changes(raw: Any) -> Iterator[tuple[int, str, str]]:
    width, by_sheet, plain = len(SCALARS), rules(raw), Rules()
    for client, sheet, *values in list(matched_clients(raw)):
        own = by_sheet.get(sheet, plain)
        if own.get("name") != OVERWRITE and _only_names(values):
            continue
        held = dict(zip(SCALARS, values[:width], strict=True))
        brought = _brought(values[width], dict(zip(PLAIN, values[width + 1 :], strict=True)))
        after = {
            column: value
            for column, value in _wanted(held, brought, own).items()
            if value is not None and value != held[column]
        }
        if after:
            yield client, _json({column: held[column] for column in after}), _json(after)


def _only_names(values: list[Any]) -> bool:
    """Whether a client whose whole name is known is only named again, as nearly every sale does."""
    name, *parts = values[: len(NAME)]
    birthday, *more = values[len(SCALARS) :]
    return birthday is None and not any(more[len(NAME) :]) and any(parts) and bool(name_key(name))


def _brought(birthday: str | None, plain: dict[str, Any]) -> dict[str, Any]:
    """The staged values as columns of a client."""
    brought: dict[str, Any] = plain | dict.fromkeys(BIRTHDAY)
    if birthday:
        year = birthday[:-6].strip("-")
        brought |= {"birth_day": int(birthday[-2:]), "birth_month": int(birthday[-5:-3])}
        brought["birth_year"] = int(year) if year else None
    brought["name"] = plain["name"] or plain["company"]
    return brought


def _wanted(held: dict[str, Any], brought: dict[str, Any], rules: Rules) -> dict[str, Any]:
    """What the client's columns should be, by the rule for each part of it; columns that stay may be left out."""
    wanted = {}
    for column in _SIMPLE:
        rule = rules.get(column, FILL)
        if rule == OVERWRITE or (rule == FILL and not held[column]):
            wanted[column] = brought[column]
    return wanted | _NAMING.get(rules.get("name", FILL), _left)(held, brought) | _birthday(held, brought, rules)


def _birthday(held: dict[str, Any], brought: dict[str, Any], rules: Rules) -> dict[str, Any]:
    rule = rules.get("birthday", FILL)
    same_day = all(held[column] == brought[column] for column in BIRTHDAY[:2])
    blank = held["birth_day"] is None or (same_day and held["birth_year"] is None)
    return {column: brought[column] for column in BIRTHDAY} if rule == OVERWRITE or (rule == FILL and blank) else {}


def _fuller_name(held: dict[str, Any], brought: dict[str, Any]) -> dict[str, Any]:
    if not name_key(held["name"]):  # called by its phone or number so far
        return {column: brought[column] for column in NAME}
    if not any(held[column] for column in PARTS) and name_key(held["name"]) == name_key(brought["name"] or ""):
        return {column: brought[column] for column in PARTS}
    return {}


def _other_name(held: dict[str, Any], brought: dict[str, Any]) -> dict[str, Any]:
    if not brought["name"] or brought["name"] == held["name"]:
        return {}
    return {column: brought[column] or "" for column in NAME}


def _left(_held: dict[str, Any], _brought: dict[str, Any]) -> dict[str, Any]:
    return {}


_NAMING = {FILL: _fuller_name, OVERWRITE: _other_name}


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)
