"""What leans on what: rows that must stay because others need them, and parents that are no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey, Integer, Table, Text, cast, exists, func, literal, select
from sqlalchemy.orm import Session, aliased

from app.models.audit import Change
from app.models.base import Base

Kept = dict[str, set[str]]  # table -> keys of the rows that stay

# Made by the program itself from what is true anyway; nothing is lost when they go with their parent.
WEAK = frozenset({"reminder", "reminder_event", "also_bought", "occasion", "client_forecast", "view_size"})
BLOCK = 5_000


def rows_built_on(session: Session, action_id: int, again: bool) -> Kept:
    """Rows that the action would remove although something that it did not make refers to them."""
    going = select(Change.table).where(Change.action_id == action_id, _goes(Change, again)).distinct()
    kept: Kept = {}
    for name in session.scalars(going):
        for key in _keys_to(name):
            found = session.scalars(_built_on(action_id, again, name, key))
            kept.setdefault(name, set()).update(found)
    return kept


def _keys_to(name: str) -> list[ForeignKey]:
    """Foreign keys of other tables that point to the table."""
    return [
        key
        for table in Base.metadata.sorted_tables
        if table.name not in WEAK
        for key in table.foreign_keys
        if key.column.table.name == name
    ]


def _goes(change: Any, again: bool) -> Any:
    return change.after.is_(None) if again else change.before.is_(None)


def _built_on(action_id: int, again: bool, name: str, key: ForeignKey) -> Any:
    own, parent = aliased(Change), aliased(Change)
    child: Table = key.parent.table
    row_key: Any = literal("")
    for number, column in enumerate(child.primary_key.columns):
        part = cast(column, Text)
        row_key = part if number == 0 else row_key.concat(literal("\t")).concat(part)
    written = func.json_extract(
        own.before if again else own.after, f'$."{key.parent.name}"'
    )  # it points elsewhere then
    leaves = _goes(own, again) | (written == key.parent)
    ours = exists().where(own.table == child.name, own.row_id == row_key, own.action_id == action_id, leaves)
    leaning = exists().where(key.parent == cast(parent.row_id, Integer), ~ours)
    return select(parent.row_id).where(
        parent.action_id == action_id, parent.table == name, _goes(parent, again), leaning
    )


@dataclass(frozen=True)
class Missing:
    """Parents that are no more: (column, id). `required` are the columns without which a row cannot be."""

    cells: set[tuple[str, Any]]
    required: frozenset[str]

    def lacks(self, name: str, value: Any) -> bool:
        """Whether a cell refers to nothing. Ids are whole numbers; the JSON of a view or of choices is no id."""
        return isinstance(value, int) and (name, value) in self.cells

    def fit(self, values: dict[str, Any]) -> bool:
        """Take out of `values` what refers to nothing; False when the row cannot be without it."""
        for name, value in list(values.items()):
            if self.lacks(name, value):
                if name in self.required:
                    return False
                values[name] = None
        return True


def missing_parents(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> Missing:
    """Which ids in the foreign keys of `rows` stand for nothing; rows of the same table may refer to each other."""
    cells: set[tuple[str, Any]] = set()
    required = set()
    for key in table.foreign_keys:
        name = key.parent.name
        if not key.parent.nullable:
            required.add(name)
        wanted = {row[name] for row in rows if row.get(name) is not None}
        if key.column.table is table:
            wanted -= {row.get(key.column.name) for row in rows}
        cells |= {(name, value) for value in wanted - _there(session, key, sorted(wanted))}
    return Missing(cells, frozenset(required))


def _there(session: Session, key: ForeignKey, ids: list[Any]) -> set[Any]:
    found: set[Any] = set()
    for start in range(0, len(ids), BLOCK):
        found |= set(_values(session, key, ids[start : start + BLOCK]))
    return found


def _values(session: Session, key: ForeignKey, ids: list[Any]) -> Iterable[Any]:
    return session.scalars(select(key.column).where(key.column.in_(ids)))
