"""Filters of clients: read from JSON and written to it, checked, and what can be asked.

{"all": [part, ...]} or {"any": [part, ...]}; a part is again a group, or {"field": "total", "op": "ge", "value":
100000}. Money is in minor units, days are ISO, "last_days" 30 is today and the 30 days before it. What was bought:
{"items": ["Filters"], "days": 90} or {"items": [...], "from": "2026-01-01", "to": "2026-03-31"} or without a period;
a sum or count of a period: {"amount": 100000, "days": 90}.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from app.models.database import Database
from app.models.listing.filter_fields import CHOICES, FIELDS, OPS, OWN, Condition, Group
from app.models.own import OwnField
from app.services.errors import InvalidValue
from app.services.segments.settings import read_segment_settings
from app.services.shop_time import is_plausible

__all__ = [
    "Condition",
    "FilterField",
    "Group",
    "check_filter",
    "filter_fields",
    "filter_json",
    "own_kinds",
    "read_filter",
]

_OF_GROUPS = ("segment", "segment_then")  # whose choices the shop may call otherwise
MOST_DAYS = 36_500
MOST = 10**15  # of any number that is asked for
MOST_PARTS = 200
DEEPEST = 20


@dataclass(frozen=True)
class FilterField:
    """A field that a filter can ask: "own:<id>" for one of the shop's own, whose name is then in `name`.

    `choices` are the fixed values of a choice and the channels of a consent; empty where the shop's data tells them.
    `called`: choice -> what the shop calls it instead.
    """

    key: str
    kind: str
    ops: tuple[str, ...]
    choices: tuple[str, ...] = ()
    name: str = ""
    called: Mapping[str, str] = field(default_factory=dict)


def filter_fields(db: Database) -> tuple[FilterField, ...]:
    """All fields in the order in which they are offered; the shop's own fields that are in use come last."""
    with db.read() as session:
        groups = read_segment_settings(session).names
        built_in = [
            FilterField(key, kind, OPS[kind], CHOICES.get(key, ()), called=groups if key in _OF_GROUPS else {})
            for key, kind in ((key, found.kind) for key, found in FIELDS.items())
        ]
        rows = session.scalars(
            select(OwnField).where(OwnField.archived.is_(False)).order_by(OwnField.position, OwnField.id)
        )
        own = [
            FilterField(f"{OWN}{row.id}", row.kind, own_ops(row.kind), tuple(row.choices or ()), row.name)
            for row in rows
        ]
    return *built_in, *own


def own_kinds(db: Database) -> dict[str, str]:
    """Key -> kind of every own field, archived ones too."""
    with db.read() as session:
        return {f"{OWN}{row.id}": row.kind for row in session.scalars(select(OwnField))}


def own_ops(kind: str) -> tuple[str, ...]:
    """Comparisons of an own field: those of its kind, and whether there is anything in it."""
    return tuple(dict.fromkeys((*OPS[kind], "empty", "not_empty")))


def read_filter(document: Any, own: Mapping[str, str] | None = None) -> Group:
    """A filter from JSON text or from what JSON text holds; a single condition becomes a group.

    With `own` (see own_kinds) own fields are checked too. Raises InvalidValue with the part that is wrong.
    """
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except (ValueError, RecursionError) as error:
            raise InvalidValue(field="filter", value=document) from error
    part = _read(document, DEEPEST)
    group = part if isinstance(part, Group) else Group("all", (part,))
    check_filter(group, own)
    return group


def filter_json(part: Group | Condition) -> dict[str, Any]:
    """A filter as JSON can hold it; read_filter gives it back."""
    if isinstance(part, Group):
        return {part.join: [filter_json(inner) for inner in part.parts]}
    written = {"field": part.field, "op": part.op}
    return written if part.value is None else written | {"value": part.value}


def check_filter(group: Group, own: Mapping[str, str] | None = None) -> None:
    """Raises InvalidValue with the part that cannot be asked: an unknown field or comparison, or a value of another
    kind. With `own`, own fields that do not exist are wrong too."""
    left = [group]
    count = 0
    while left:
        for part in left.pop().parts:
            count += 1
            if isinstance(part, Group):
                left.append(part)
            elif not _is_right(part, own):
                raise _wrong(filter_json(part))
    if count > MOST_PARTS:
        raise _wrong(filter_json(group))


def _read(document: Any, depth: int) -> Group | Condition:
    if not isinstance(document, dict) or depth == 0:
        raise _wrong(document)
    keys = set(document)
    for join in ("all", "any"):
        if keys == {join} and isinstance(document[join], list):
            return Group(join, tuple(_read(inner, depth - 1) for inner in document[join]))
    if not ({"field", "op"} <= keys <= {"field", "op", "value"}):
        raise _wrong(document)
    if not isinstance(document["field"], str) or not isinstance(document["op"], str):
        raise _wrong(document)
    return Condition(document["field"], document["op"], document.get("value"))


def wrong_part(asked: Condition) -> str:
    """A condition as a failure tells it."""
    return json.dumps(filter_json(asked), ensure_ascii=False, default=str)


def _wrong(part: Any) -> InvalidValue:
    return InvalidValue(field="filter", value=json.dumps(part, ensure_ascii=False, default=str))


def _is_right(asked: Condition, own: Mapping[str, str] | None) -> bool:
    if asked.field.startswith(OWN):
        if not asked.field.removeprefix(OWN).isdecimal():
            return False
        if own is None:
            return True  # told when the shop is asked
        kind = own.get(asked.field, "")
        return bool(kind) and asked.op in own_ops(kind) and _is_value(kind, asked)
    found = FIELDS.get(asked.field)
    if found is None or asked.op not in OPS[found.kind] or not _is_value(found.kind, asked):
        return False
    fixed = CHOICES.get(asked.field)
    return fixed is None or set(_listed(asked.value)) <= set(fixed)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_value(kind: str, asked: Condition) -> bool:
    """Whether the value is one that the comparison of this kind takes."""
    value = asked.value
    if kind == "consent":
        return value is None or isinstance(value, str)
    if asked.op in ("empty", "not_empty"):
        return value is None
    if asked.op.endswith("_days"):
        return _is_whole(value) and 0 <= value <= (366 if kind == "birthday" else MOST_DAYS)
    if asked.op == "between":
        one = KINDS[kind]
        if kind.startswith("period_"):
            return one(value)
        return isinstance(value, list) and len(value) == 2 and all(map(one, value)) and value[0] <= value[1]
    if asked.op in ("any", "all", "none") and kind not in ("bought", "segment_then"):
        return isinstance(value, list) and bool(value) and all(map(KINDS[kind], value))
    if kind == "period_money" or kind == "period_number":
        return _is_period(value) and _is_number(value.get("amount"))
    return KINDS[kind](value)


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or not value.strip() or "\0" in value:  # SQLite ends a text there
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in value)  # half a letter is no text


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and abs(value) <= MOST
    )


def _is_day(value: Any) -> bool:
    try:
        return (
            isinstance(value, str)
            and date.fromisoformat(value).isoformat() == value
            and is_plausible(date.fromisoformat(value))
        )
    except ValueError:
        return False


def _is_period(value: Any) -> bool:
    """Whether an object says a period: the last `days`, `from` and `to`, or none."""
    if not isinstance(value, dict) or not set(value) <= {"items", "amount", "days", "from", "to"}:
        return False
    if "days" in value:
        return _is_whole(value["days"]) and 0 <= value["days"] <= MOST_DAYS and not {"from", "to"} & set(value)
    return all(_is_day(value[end]) for end in ("from", "to") if end in value)


def _is_bought(value: Any) -> bool:
    if not _is_period(value) or "amount" in value:
        return False
    items = value.get("items")
    return isinstance(items, list) and bool(items) and all(map(_is_text, items))


def _is_then(value: Any) -> bool:
    """Whether an object says groups and the day at whose end somebody was in one of them."""
    if not isinstance(value, dict) or set(value) != {"items", "day"} or not _is_day(value["day"]):
        return False
    items = value["items"]
    return isinstance(items, list) and bool(items) and all(item in CHOICES["segment"] for item in items)


def _is_amounts(value: Any) -> bool:
    if not _is_period(value) or "items" in value:
        return False
    amounts = value.get("amount")
    return (
        isinstance(amounts, list) and len(amounts) == 2 and all(map(_is_number, amounts)) and amounts[0] <= amounts[1]
    )


# Kind -> whether a value is one of its; of a comparison that takes several, each of them.
KINDS: dict[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "contact": _is_text,
    "number": _is_number,
    "money": _is_number,
    "date": _is_day,
    "birthday": lambda value: _is_whole(value) and 1 <= value <= 12,
    "yes_no": lambda value: isinstance(value, bool),
    "choice": _is_text,
    "segment": _is_text,
    "segment_then": _is_then,
    "tags": _is_text,
    "client": _is_whole,
    "batch": _is_whole,
    "view": _is_whole,
    "bought": _is_bought,
    "period_money": _is_amounts,
    "period_number": _is_amounts,
}
