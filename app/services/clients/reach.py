"""Small corrections of how a client is reached: a contact that is wrong or right again, offers wanted again."""

from __future__ import annotations

from datetime import date, datetime

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.services.clients.people import live_client
from app.services.errors import NotFound


def mark_contact(db: Database, client_id: int, kind: str, value: str, wrong: bool, now: datetime) -> int:
    """A contact of a client turned out to be wrong, or is right after all; returns the action to undo.

    A wrong one stays to be seen and is not used any more. Raises NotFound.
    """
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        client = live_client(session, client_id)
        point = next((one for one in client.contacts if (one.kind, one.value) == (kind, value)), None)
        if point is None:
            raise NotFound(what="client", id=client_id)
        action_id = begin_action(session, "wrong_contact" if wrong else "right_contact", now)
        point.wrong = wrong
        client.updated_at = now
        client.version += 1
        return action_id


def mute(db: Database, client_id: int, until: date | None, now: datetime) -> int:
    """Nothing that sells comes to the client before `until`; None: from now on it may. Returns the action to undo.
    Raises NotFound."""
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        client = live_client(session, client_id)
        action_id = begin_action(session, "unmute_client" if until is None else "mute_client", now)
        client.muted_until = until
        client.updated_at = now
        client.version += 1
        return action_id
