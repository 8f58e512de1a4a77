"""The log of contacts."""

from __future__ import annotations

from datetime import datetime

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, InteractionKind
from app.models.interaction import Interaction
from app.services.clients.people import kept_client
from app.services.errors import InvalidValue


def log_interaction(db: Database, client_id: int, kind: InteractionKind, text: str, now: datetime) -> int:
    """Log a call, visit, message, e-mail or note. Raises NotFound, or InvalidValue for an empty note."""
    text = text.strip()
    if not text and kind is InteractionKind.NOTE:
        raise InvalidValue(field="text", value=text)
    with db.write(Area.INTERACTIONS) as session:
        kept_id = kept_client(session, client_id).id
        begin_action(session, "log", now)
        interaction = Interaction(client_id=kept_id, kind=kind, at=now, text=text, staff_id=db.staff_id)
        session.add(interaction)
        session.flush()
        return interaction.id
