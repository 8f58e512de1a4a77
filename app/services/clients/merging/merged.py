"""Who was merged into a client, and by which action, so that each can be taken apart again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from app.models.audit import Action, Change
from app.models.client import Client
from app.models.database import Database
from app.services.clients.merging.merge import MERGED


@dataclass(frozen=True)
class MergedClient:
    """A client who went to another. `count`: how many went by the same action, which takes all of them back."""

    id: int
    name: str
    at: datetime
    action_id: int
    count: int


def list_merged(db: Database, client_id: int) -> tuple[MergedClient, ...]:
    """Who was merged into this client by hand and can be taken apart, the last one first."""
    statement = (
        select(Client.id, Client.name, Action.id, Action.at)
        .join(Change, (Change.table == Client.__tablename__) & (Change.row_id == cast(Client.id, String)))
        .join(Action, Action.id == Change.action_id)
        .where(Client.merged_into_id == client_id, Action.kind == MERGED, Action.undone_at.is_(None), _goes())
        .order_by(Action.id.desc(), Client.id)
    )
    with db.read() as session:
        found = session.execute(statement).all()
        counts = {action: _count(session, action) for action in {row[2] for row in found}}
    return tuple(MergedClient(other, name, at, action, counts[action]) for other, name, action, at in found)


def _count(session: Session, action_id: int) -> int:
    statement = select(func.count(func.distinct(Change.row_id)))
    statement = statement.where(Change.action_id == action_id, Change.table == Client.__tablename__, _goes())
    return session.scalar(statement) or 0


def _goes() -> Any:
    """Changes by which a client goes to another."""
    return func.json_extract(Change.after, "$.merged_into_id").is_not(None)
