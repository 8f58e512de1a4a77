"""A client's group as the card tells it, with what the shop calls it and how it came about, and the client's value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.database import Database
from app.models.facts import visit_days
from app.models.segments import Scale
from app.services.segments.history import GroupSpan, spans
from app.services.segments.scored import values_of
from app.services.segments.settings import read_segment_settings


@dataclass(frozen=True)
class ClientGroups:
    """The groups of a client up to today, the oldest first, the shop's own names of groups, and the score of the
    client's money by `scale`; None of somebody who never bought, and where there are too few buyers to tell it."""

    history: tuple[GroupSpan, ...]
    names: dict[str, str]
    scale: Scale
    value: int | None

    @property
    def segment(self) -> str | None:
        """The group of today; None of somebody who never bought."""
        return self.history[-1].segment if self.history else None


def groups_of_client(db: Database, client_id: int, today: date) -> ClientGroups:
    """In which group the client is and was, by the scale in force."""
    with db.read() as session:
        settings = read_segment_settings(session)
        days = visit_days(session, client_id, today)
    values, scale = values_of(db, [client_id], today)
    return ClientGroups(spans(days, today, scale), dict(settings.names), scale, values.get(client_id))
