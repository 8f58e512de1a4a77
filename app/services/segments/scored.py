"""Every buyer with the three values and scores: what a file of the segments holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.external_ids import first_external_ids
from app.models.segments import Scale, cells_of_clients, read_scored, score, values_of_clients
from app.services.segments.groups import GRID
from app.services.segments.scale import read_scale, with_money
from app.services.segments.settings import Method, read_segment_settings


@dataclass(frozen=True, slots=True)
class ScoredClient:
    """A buyer: days since the last visit, visits, net spend in minor units, their scores (5 is best) and the group.

    `m` is None where there are too few buyers to tell it. `external_id` is the first one of other systems.
    """

    id: int
    name: str
    external_id: str | None
    recency: int
    frequency: int
    monetary: int
    r: int
    f: int
    m: int | None
    segment: str


def scored_clients(
    db: Database, as_of: date | None, today: date, method: Method | None = None
) -> tuple[Scale, list[ScoredClient]]:
    """The scale with its edges of money, and all buyers by id; as segment_map counts them."""
    day, past = as_of or today, as_of is not None
    with db.read() as session:
        chosen = read_segment_settings(session)
        chosen = replace(chosen, method=method or chosen.method)
        scale = with_money(session, read_scale(session, day, as_of=past, settings=chosen), day, as_of=past)
        rows = read_scored(session, scale, day, as_of=past)
        known = first_external_ids(session)
    return scale, [_scored(row, known, scale, day) for row in rows]


def groups_of(db: Database, ids: Sequence[int], today: date, as_of: date | None = None) -> dict[int, str]:
    """Client -> code of the group, of those of `ids` who are buyers."""
    day = as_of or today
    with db.read() as session:
        return groups_in(session, ids, day, as_of=as_of is not None)


def groups_in(session: Session, ids: Sequence[int], day: date, *, as_of: bool = False) -> dict[int, str]:
    """Building block: the same in this session."""
    scale = read_scale(session, day, as_of=as_of)
    cells = cells_of_clients(session, scale, day, ids, as_of=as_of)
    return {client_id: GRID[divmod(cell, 10)] for client_id, cell in cells.items()}


def values_of(db: Database, ids: Sequence[int], today: date) -> tuple[dict[int, int], Scale]:
    """Client -> score of the money, of those of `ids` who are buyers, of nobody where there are too few to tell it; and
    the scale with its edges."""
    with db.read() as session:
        scale = with_money(session, read_scale(session, today), today)
        return values_of_clients(session, scale, today, ids), scale


def _scored(row: tuple[Any, ...], known: dict[int, str], scale: Scale, day: date) -> ScoredClient:
    client_id, name, last_visit, visits, money, cell = row
    recency, frequency = divmod(cell, 10)
    return ScoredClient(
        client_id,
        name,
        known.get(client_id),
        max((day - date.fromisoformat(last_visit)).days, 0),  # who has a purchase ahead is not silent
        visits,
        money,
        recency,
        frequency,
        None if scale.money is None else score(money, scale.money),
        GRID[recency, frequency],
    )
