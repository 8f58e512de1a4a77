"""Who came into which group, and from where, in a month: worked out of the visits by the scale in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.listing.filter_fields import Condition, Group
from app.models.segment_then import Then, read_then, read_unmoved
from app.models.segments import Scale, cell_of
from app.services.months import month_end
from app.services.segments.groups import GRID, PROSPECTS
from app.services.segments.scale import read_scale

Way = tuple[str | None, str]


@dataclass(frozen=True)
class Movement:
    """Clients who went from one group to another. `before` is None of those who bought for the first time; `after` is
    "prospects" of those who brought everything back. `revenue`: what they have spent in all, minor units."""

    before: str | None
    after: str
    clients: int
    revenue: int


def last_day(month_start: date, today: date) -> date:
    """The last day of the month that has come."""
    return min(month_end(month_start), today)


def movements(db: Database, month_start: date, today: date) -> list[Movement]:
    """The ways between groups from the evening before `month_start` to the end of that month or of `today`; those that
    most clients went come first."""
    clients: Counter[Way] = Counter()
    money: Counter[Way] = Counter()
    with db.read() as session:
        scale = read_scale(session, today)
        for way, many, total in _ways(session, scale, month_start, last_day(month_start, today)):
            if way[0] != way[1]:
                clients[way] += many
                money[way] += total
    ordered = sorted(clients, key=lambda way: (-clients[way], way[0] or "", way[1]))
    return [Movement(*way, clients[way], money[way]) for way in ordered]


def movement_clients(movement: Movement, month_start: date, today: date) -> Group:
    """The clients behind a movement, as a filter."""
    before, after = month_start - timedelta(days=1), last_day(month_start, today)
    return Group("all", (_stood(movement.before or PROSPECTS, before), _stood(movement.after, after)))


def _stood(code: str, day: date) -> Condition:
    return Condition("segment_then", "any", {"items": [code], "day": day.isoformat()})


def _ways(session: Session, scale: Scale, start: date, after: date) -> Iterator[tuple[Way, int, int]]:
    """(way, clients, money). Who neither bought nor returned anything since moved by silence alone; with a window
    their visits of it change too, so that everybody is looked at."""
    before = start - timedelta(days=1)
    since = start if scale.window_days is None else None
    if since is not None:
        for one in read_unmoved(session, since):
            way = (_group(one.last_visit, one.visits, before, scale), _group(one.last_visit, one.visits, after, scale))
            yield way, one.clients, one.total
    stood = {one.client_id: one for one in read_then(session, scale, before, since)}
    for now in read_then(session, scale, after, since):
        yield (_code(stood.pop(now.client_id, None)), GRID[divmod(now.cell, 10)]), 1, now.total
    for gone in stood.values():
        yield (_code(gone), PROSPECTS), 1, gone.total


def _group(last_visit: date, visits: int, day: date, scale: Scale) -> str:
    return GRID[cell_of(last_visit, visits, day, scale)]


def _code(then: Then | None) -> str | None:
    return None if then is None else GRID[divmod(then.cell, 10)]
