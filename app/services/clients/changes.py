"""What was done to a client, action by action: who, when, and each row before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.audit import Action, Change, Staff
from app.models.client import Client
from app.models.database import Database
from app.models.own import OwnField
from app.models.product import Product
from app.services.clients.data import ChangePart, ChangeRow

ACTIONS_SHOWN = 100
MERGED = "merge_clients"
PARTS_SHOWN = 60  # of one action; a merge or an import of much is told by its beginning

# Columns that hold the id of something with a name.
_CLIENT_IDS = ("referred_by_id", "merged_into_id", "company_id", "other_id", "client_id")


def list_changes(db: Database, client_id: int, limit: int = ACTIONS_SHOWN) -> tuple[ChangeRow, ...]:
    """The newest actions that touched the client, also those that were taken back since."""
    with db.read() as session:
        return changes_of(session, client_id, limit)


def changes_of(session: Session, client_id: int, limit: int = ACTIONS_SHOWN) -> tuple[ChangeRow, ...]:
    """Building block: as `list_changes`, newest first."""
    touched = select(Change.action_id).where(Change.client_id == client_id).distinct()
    actions = session.execute(
        select(Action.id, Action.kind, Action.at, Action.undone_at, Staff.name, Staff.color)
        .outerjoin(Staff, Staff.id == Action.staff_id)
        .where(Action.id.in_(touched.order_by(Change.action_id.desc()).limit(limit)))
        .order_by(Action.id.desc())
    ).all()
    if not actions:
        return ()
    parts = _parts(session, client_id, [row.id for row in actions])
    of_many = _of_many(session, client_id, [row.id for row in actions])
    for row in actions:
        if row.kind == MERGED:
            parts[row.id] = (*_merged(session, client_id, row.id)[:PARTS_SHOWN], *parts[row.id])
    names = _names(session, (part for some in parts.values() for part in some))
    return tuple(
        ChangeRow(
            action_id=row.id,
            action=row.kind,
            at=row.at,
            who=row.name or "",
            color=row.color or "",
            taken_back=row.undone_at is not None,
            of_many=row.id in of_many,
            parts=parts[row.id],
            names=names,
        )
        for row in actions
    )


def _parts(session: Session, client_id: int, action_ids: Sequence[int]) -> dict[int, tuple[ChangePart, ...]]:
    """The first rows of the client that each of these actions changed."""
    place = func.row_number().over(partition_by=Change.action_id, order_by=Change.id).label("place")
    mine = select(Change.id, place).where(Change.client_id == client_id, Change.action_id.in_(action_ids)).subquery()
    statement = (
        select(Change.action_id, Change.table, Change.before, Change.after)
        .join(mine, mine.c.id == Change.id)
        .where(mine.c.place <= PARTS_SHOWN)
        .order_by(Change.id)
    )
    parts: dict[int, list[ChangePart]] = {action_id: [] for action_id in action_ids}
    for action_id, table, before, after in session.execute(statement):
        parts[action_id].append(ChangePart(table, before, after))
    return {action_id: tuple(some) for action_id, some in parts.items()}


def _merged(session: Session, client_id: int, action_id: int) -> tuple[ChangePart, ...]:
    """Who went to the client in a merge, as parts of a table "merged"."""
    statement = select(Change.row_id, Change.after).where(
        Change.action_id == action_id, Change.table == "client", Change.client_id != client_id
    )
    return tuple(
        ChangePart("merged", None, {"client_id": int(row_id)})
        for row_id, after in session.execute(statement)
        if (after or {}).get("merged_into_id") == client_id
    )


def _of_many(session: Session, client_id: int, action_ids: Sequence[int]) -> set[int]:
    """Those of the actions that were also about others, so that taking them back is no matter of this client alone."""
    others = select(Change.id).where(Change.action_id == Action.id, Change.client_id != client_id).exists()
    return set(session.scalars(select(Action.id).where(Action.id.in_(action_ids), others)))


def _names(session: Session, parts: Iterable[ChangePart]) -> dict[str, str]:
    """ "client:17", "own_field:3" and "product:5" in words, as far as the parts speak of them."""
    ids: dict[str, set[int]] = defaultdict(set)
    for part in parts:
        for cells in (part.before or {}, part.after or {}):
            ids["client"] |= {cells[column] for column in _CLIENT_IDS if cells.get(column)}
            ids["own_field"] |= {cells["field_id"]} if cells.get("field_id") else set()
            ids["product"] |= {cells["product_id"]} if cells.get("product_id") else set()
    return {
        **_named(session, "client", Client, sorted(ids["client"])),
        **_named(session, "own_field", OwnField, sorted(ids["own_field"])),
        **_named(session, "product", Product, sorted(ids["product"])),
    }


def _named(session: Session, what: str, table: Any, ids: Sequence[int]) -> dict[str, str]:
    found = session.execute(select(table.id, table.name).where(table.id.in_(ids))) if ids else ()
    return {f"{what}:{row_id}": name for row_id, name in found}
