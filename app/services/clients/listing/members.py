"""The clients of a saved view within another list: the purchases, the tasks, the days of clients in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import TextClause, text

from app.models.database import Database
from app.models.listing.filter_fields import VIEW, Condition, Group
from app.models.listing.order import LISTED, LIVE
from app.services.clients.listing.asked import ask
from app.services.errors import InvalidValue


@dataclass(frozen=True)
class Members:
    """Who is in it, as a select of their ids with its parameters, which begin with "where"."""

    sql: str = "SELECT id FROM client WHERE 0"
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def clause(self) -> TextClause:
        """The same for `column.in_`."""
        return text(self.sql).bindparams(**self.parameters)


NOBODY = Members()


def members_of_view(db: Database, view_id: int, today: date) -> Members:
    """Who is in a saved view on the day `today`; nobody where it is gone, or asks for something that is."""
    with suppress(InvalidValue):
        asked = ask(db, Group("all", (Condition(VIEW, "any", [view_id]),)), today)
        table = LISTED if asked.listed else "client"
        return Members(f"SELECT id FROM {table} WHERE {LIVE} AND {asked.sql}", asked.parameters)
    return NOBODY
