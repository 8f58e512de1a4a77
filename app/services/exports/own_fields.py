"""The shop's own fields as columns of an exported table: under their names, so that an import knows them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.models.enums import OwnKind
from app.services.exports.table import Column, Kind, Words

_OWN = "own:"
_YES_NO = "own_yes_no:"
_KINDS = {OwnKind.DATE: Kind.DAY, OwnKind.NUMBER: Kind.DECIMAL}


def own_columns(fields: Iterable[tuple[int, str, str]], others: Sequence[Column], words: Words) -> tuple[Column, ...]:
    """Columns of own fields (id, name, kind); one that is called as another column is gets a mark behind its name."""
    taken = {_folded(words.title(column.name)) for column in others}
    made = []
    for field_id, name, kind in fields:
        title = f"{name} ({words.title('own_field')})" if _folded(name) in taken else name
        said = _YES_NO if kind == OwnKind.YES_NO else _OWN
        made.append(Column(f"{said}{field_id}", _KINDS.get(OwnKind(kind), Kind.TEXT), 18, title))
    return tuple(made)


def fit_own(client: dict[str, Any], columns: Sequence[Column], words: Words) -> None:
    """Spread the own fields of a client over their columns."""
    values = json.loads(client.pop("own") or "{}")
    if not values:
        return
    for column in columns:
        said, sign, number = column.name.partition(":")
        value = values.get(number) if sign else None
        if value is not None:
            client[column.name] = words.value("own", value) if f"{said}:" == _YES_NO else value


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()
