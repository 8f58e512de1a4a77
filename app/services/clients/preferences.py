"""What a client likes, one by one: written down on the card while the client speaks."""

from __future__ import annotations

from datetime import datetime

from app.models.changelog import begin_action
from app.models.client import Preference
from app.models.database import Database
from app.models.enums import Area
from app.services.clients.people import kept_client
from app.services.errors import InvalidValue, NotFound


def add_preference(db: Database, client_id: int, text: str, now: datetime, topic: str = "") -> int | None:
    """Add one; returns the action to undo, None where the client has it already. Raises InvalidValue, NotFound."""
    text = " ".join(text.split())
    if not text:
        raise InvalidValue(field="preference", value=text)
    with db.write(Area.CLIENTS) as session:
        client = kept_client(session, client_id)
        if any(row.text.casefold() == text.casefold() for row in client.preferences):
            return None
        action_id = begin_action(session, "add_preference", now)
        client.preferences.append(Preference(text=text, topic=topic.strip()))
        client.version += 1
        client.updated_at = now
        return action_id


def remove_preference(db: Database, client_id: int, text: str, now: datetime) -> int:
    """Take one off; returns the action to undo. Raises NotFound."""
    with db.write(Area.CLIENTS) as session:
        client = kept_client(session, client_id)
        row = next((row for row in client.preferences if row.text == text), None)
        if row is None:
            raise NotFound(what="preference", id=text)
        action_id = begin_action(session, "remove_preference", now)
        client.preferences.remove(row)
        client.version += 1
        client.updated_at = now
        return action_id
