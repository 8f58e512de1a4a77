"""The log of contacts: write down, correct, take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, InteractionKind
from app.models.interaction import Interaction
from app.models.occasions import refresh_contacts
from app.services.clients.people import kept_client
from app.services.enquiries.touch import touch_of_client
from app.services.errors import EditConflict, InvalidValue, NotFound

DIRECTIONS = ("in", "out")
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Logged:
    """What is written down of a contact. `direction`: who began it, "in" is the client; `channel`: ContactKind."""

    kind: str  # InteractionKind
    text: str = ""
    minutes: int | None = None
    direction: str | None = None
    channel: str | None = None


def log_interaction(
    db: Database,
    client_id: int,
    kind: InteractionKind,
    text: str,
    now: datetime,
    minutes: int | None = None,
    direction: str | None = None,
    channel: str | None = None,
) -> int:
    """Log a call, visit, message, e-mail or note. Raises NotFound, or InvalidValue for an empty note."""
    logged = _checked(Logged(kind, text, minutes, direction, channel))
    with db.write(Area.INTERACTIONS, Area.ENQUIRIES) as session:
        kept_id = kept_client(session, client_id).id
        begin_action(session, "log", now)
        interaction = Interaction(client_id=kept_id, at=now, staff_id=db.staff_id)
        _fill(interaction, logged)
        session.add(interaction)
        touch_of_client(session, kept_id, now)
        refresh_contacts(session, [kept_id])
        return interaction.id


def edit_interaction(db: Database, interaction_id: int, before: Logged, after: Logged, now: datetime) -> int:
    """Correct what was written down, as it was read in `before`; returns the action to undo.

    Raises InvalidValue, NotFound, and EditConflict where it is not as `before` any more.
    """
    after = _checked(after)
    with db.write(Area.INTERACTIONS) as session:
        interaction = _get(session, interaction_id)
        if _logged(interaction) != before:
            raise EditConflict(what="interaction", id=interaction_id)
        action_id = begin_action(session, "edit_log", now)
        _fill(interaction, after)
        return action_id


def delete_interaction(db: Database, interaction_id: int, now: datetime) -> int:
    """Take away what was written down; returns the action to undo. Raises NotFound."""
    with db.write(Area.INTERACTIONS) as session:
        interaction = _get(session, interaction_id)
        action_id = begin_action(session, "delete_log", now)
        session.delete(interaction)
        refresh_contacts(session, [interaction.client_id])
        return action_id


def _checked(logged: Logged) -> Logged:
    text = logged.text.strip()
    if not text and logged.kind == InteractionKind.NOTE:
        raise InvalidValue(field="text", value=text)
    if logged.minutes is not None and not 0 < logged.minutes <= LONGEST_MINUTES:
        raise InvalidValue(field="minutes", value=str(logged.minutes))
    if logged.direction is not None and logged.direction not in DIRECTIONS:
        raise InvalidValue(field="direction", value=logged.direction)
    return Logged(InteractionKind(logged.kind), text, logged.minutes, logged.direction, logged.channel)


def _logged(interaction: Interaction) -> Logged:
    return Logged(interaction.kind, interaction.text, interaction.minutes, interaction.direction, interaction.channel)


def _fill(interaction: Interaction, logged: Logged) -> None:
    interaction.kind, interaction.text = logged.kind, logged.text
    interaction.minutes, interaction.direction, interaction.channel = logged.minutes, logged.direction, logged.channel


def _get(session: Session, interaction_id: int) -> Interaction:
    interaction = session.get(Interaction, interaction_id)
    if interaction is None:
        raise NotFound(what="interaction", id=interaction_id)
    kept_client(session, interaction.client_id)  # of a client in the trash nothing is changed
    return interaction
