"""Forms that were left unsaved: kept as they were typed, so that nothing is lost to a power cut or a wrong click."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.models.database import Database
from app.models.view import Draft


def save_draft(db: Database, key: str, data: dict[str, Any], now: datetime) -> None:
    """Keep what is typed into the form `key` ("client:new", "client:17") in place of what was kept before."""
    with db.write() as session:
        session.merge(Draft(key=key, data=data, saved_at=now))


def find_draft(db: Database, key: str) -> dict[str, Any] | None:
    """What was typed into the form `key` and not saved, or None."""
    with db.read() as session:
        draft = session.get(Draft, key)
        return None if draft is None else dict(draft.data)


def drop_draft(db: Database, key: str) -> None:
    """Forget the draft of the form `key`: it was saved, or thrown away."""
    with db.write() as session:
        draft = session.get(Draft, key)
        if draft is not None:
            session.delete(draft)
