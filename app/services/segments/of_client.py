"""A client's group as the card tells it, with what the shop calls it and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.database import Database
from app.models.segment_then import visit_days
from app.services.segments.history import GroupSpan, spans
from app.services.segments.scale import read_scale
from app.services.segments.settings import read_segment_settings


@dataclass(frozen=True)
class ClientGroups:
    """The groups of a client up to today, the oldest first, and the shop's own names of groups."""

    history: tuple[GroupSpan, ...]
    names: dict[str, str]

    @property
    def segment(self) -> str | None:
        """The group of today; None of somebody who never bought."""
        return self.history[-1].segment if self.history else None


def groups_of_client(db: Database, client_id: int, today: date) -> ClientGroups:
    """In which group the client is and was, by the scale in force."""
    with db.read() as session:
        settings = read_segment_settings(session)
        days = [day for day in visit_days(session, client_id) if day <= today]
        scale = read_scale(session, today, settings=settings)
    return ClientGroups(spans(days, today, scale), dict(settings.names))
