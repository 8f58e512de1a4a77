"""The sample shop's own segments, with how large they were in the weeks before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from app.models.database import Database
from app.models.view import ViewSize
from app.services.clients.as_of import rows_as_of
from app.services.clients.find import get_client_rows, list_client_ids
from app.services.clients.listing.filters import read_filter
from app.services.clients.listing.view_sizes import OwnSegment, own_segments
from app.services.clients.listing.views import save_view

COUNTED_AGO = (63, 42, 21)  # days


def fill_segments(db: Database, views: Sequence[dict[str, Any]], today: date, now: datetime) -> None:
    """Save them as the owner would, and count each of them on a few days of the past."""
    for told in views:
        save_view(db, told["name"], read_filter(told["filter"]), now, "total", descending=True)
    segments = own_segments(db, today)
    sizes = [size for ago in COUNTED_AGO for size in _sizes(db, segments, today - timedelta(days=ago))]
    with db.write() as session:
        session.add_all(sizes)


def _sizes(db: Database, segments: Sequence[OwnSegment], day: date) -> list[ViewSize]:
    everybody = get_client_rows(db, list_client_ids(db))
    spent = {row.id: row.total for row in rows_as_of(db, everybody, day)}
    found = []
    for one in segments:
        ids = list_client_ids(db, where=one.view.where, today=day, as_of=True)
        total = sum(spent[client] for client in ids)
        found.append(ViewSize(view_id=one.view.id, day=day, asked=one.asked, clients=len(ids), total=total))
    return found
