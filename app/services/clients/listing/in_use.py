"""Values that clients of the shop have in a field, the commonest first: what a filter or a tag can be chosen from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from app.models.client import Client, ClientTag, Preference
from app.models.database import Database
from app.models.own import OwnValue
from app.models.product import Product
from app.models.search import fold

LIMIT = 50
OWN = "own:"


def _column(column: Any, *conditions: Any) -> Select[Any]:
    return select(column, func.count()).where(column != "", *conditions).group_by(column)


_LIVE = (Client.deleted_at.is_(None), Client.merged_into_id.is_(None))
_STATEMENTS: dict[str, Select[Any]] = {
    "tags": _column(ClientTag.tag),
    "preferences": _column(Preference.text),
    "topics": _column(Preference.topic),
    "company": _column(Client.company, *_LIVE),
    "city": _column(Client.city, *_LIVE),
    "source": _column(Client.source, *_LIVE),
    "last_name": _column(Client.last_name, *_LIVE),
    "first_name": _column(Client.first_name, *_LIVE),
    "last_category": _column(Client.last_category, *_LIVE),
    **dict.fromkeys(("bought", "first_bought", "second_bought"), _column(Product.name)),
    "bought_category": _column(Product.category),
}


def has_values(key: str) -> bool:
    """Whether a field is one whose values repeat, so that there is something to choose from."""
    return key in _STATEMENTS or key.startswith(OWN)


def values_in_use(db: Database, key: str, typed: str = "", limit: int = LIMIT) -> tuple[str, ...]:
    """Values of the field that hold what was `typed`, whatever its case; empty for a field without a choice."""
    if not has_values(key):
        return ()
    statement = _STATEMENTS.get(key)
    if statement is None:
        statement = _column(OwnValue.value, OwnValue.field_id == int(key.removeprefix(OWN)))
    looked_for = fold(typed)
    found = []
    with db.read() as session:
        for value, _count in session.execute(statement.order_by(func.count().desc())):
            if looked_for in fold(value):
                found.append(value)
                if len(found) == limit:
                    break
    return tuple(found)
