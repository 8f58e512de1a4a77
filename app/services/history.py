"""Undo: take a user action back, row by row, from the change log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from app.models.audit import Action, Change
from app.models.base import Base, UTCDateTime
from app.models.changelog import is_derived, plain
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_facts
from app.services.clients.keys import refresh_client_keys
from app.services.errors import AlreadyUndone, NotFound
from app.services.imports.undo import undo_import

EVERYTHING = (Area.CLIENTS, Area.PURCHASES, Area.PRODUCTS, Area.INTERACTIONS, Area.TASKS, Area.REMINDERS)


@dataclass(frozen=True)
class ActionRow:
    """A user action that can be taken back."""

    id: int
    kind: str
    at: datetime


def find_last_action(db: Database, since: datetime) -> ActionRow | None:
    """The newest action after `since` that has not been taken back, or None."""
    with db.read() as session:
        statement = select(Action).where(Action.undone_at.is_(None), Action.at >= since).order_by(Action.id.desc())
        action = session.scalars(statement.limit(1)).first()
        return None if action is None else ActionRow(action.id, action.kind, action.at)


def undo_action(db: Database, action_id: int, now: datetime) -> list[str]:
    """Take an action back. Cells that were changed again since keep their newer value; returns those as "table.column".

    Raises NotFound and AlreadyUndone. Imports are taken back by services/imports, which can do it at size.
    """
    if _is_import(db, action_id):
        return [kept.what for kept in undo_import(db, action_id, now).kept]
    kept: list[str] = []
    with db.write(*EVERYTHING) as session:
        action = session.get(Action, action_id)
        if action is None:
            raise NotFound(what="action", id=action_id)
        if action.undone_at is not None:
            raise AlreadyUndone(batch=action_id)
        changes = session.scalars(select(Change).where(Change.action_id == action_id).order_by(Change.id.desc())).all()
        for change in changes:
            kept += _take_back(session, change)
        action.undone_at = now
        session.flush()
        clients = sorted({change.client_id for change in changes if change.client_id is not None})
        refresh_client_keys(session, clients)
        refresh_facts(session, clients)
    return kept


def _is_import(db: Database, action_id: int) -> bool:
    with db.read() as session:
        return session.scalar(select(Action.kind).where(Action.id == action_id)) == "import"


def _take_back(session: Session, change: Change) -> list[str]:
    table = Base.metadata.tables[change.table]
    where = [column == _typed(table, column.name, part) for column, part in _key(table, change.row_id)]
    if change.before is None:
        session.execute(delete(table).where(*where))
        return []
    if change.after is None:
        values = {name: _typed(table, name, value) for name, value in change.before.items()}
        session.execute(insert(table).values(values))
        return []
    current = session.execute(select(table).where(*where)).mappings().first()
    if current is None:
        return [change.table]
    same = {n: v for n, v in change.before.items() if plain(current[n]) == change.after.get(n)}
    if same:
        session.execute(update(table).where(*where).values({n: _typed(table, n, v) for n, v in same.items()}))
    return [f"{change.table}.{n}" for n in change.before if n not in same and not is_derived(change.table, n)]


def _key(table: Table, row_id: str) -> list[tuple[Any, str]]:
    return list(zip(table.primary_key.columns, row_id.split("\t"), strict=True))


def _typed(table: Table, name: str, value: Any) -> Any:
    """A JSON value as the column wants it."""
    column = table.c[name]
    if value is None:
        return None
    if isinstance(column.type, UTCDateTime):
        return datetime.fromisoformat(value)
    python_type = column.type.python_type
    if python_type is date:
        return date.fromisoformat(value)
    return python_type(value) if python_type in (int, str, float) else value
