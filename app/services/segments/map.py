"""The map of groups: how many clients are in each, what they have spent, how they come and how long they are silent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.models.database import Database
from app.models.segments import Scale, Seen, count_prospects, recency_score, score
from app.services.segments.groups import GRID, GROUPS
from app.services.segments.scale import FEW_BUYERS, median, read_buyers, read_scale, with_money
from app.services.segments.settings import Method, SegmentSettings, read_segment_settings

__all__ = ["Cell", "GroupCount", "Scale", "SegmentMap", "segment_map"]

FEW_IN_GROUP = 5  # clients; of fewer no median is told


@dataclass(frozen=True)
class Cell:
    """One of the 25 cells: clients, and their money in minor units."""

    clients: int = 0
    total: int = 0


@dataclass(frozen=True)
class GroupCount:
    """One group: clients, their money in minor units, and the medians of their own rhythm and of their silence in days.

    `share` is that of all buyers, `revenue_share` that of all their money, None where there is none.
    """

    clients: int = 0
    revenue: int = 0
    share: float = 0.0
    revenue_share: float | None = None
    rhythm_days: float | None = None
    silent_days: float | None = None


@dataclass(frozen=True)
class SegmentMap:
    """All groups on a day. `few`: so few buyers that the groups say little. `cells` by (R, F), 5 is best."""

    as_of: date
    scale: Scale
    buyers: int
    visits: int
    cells: Mapping[tuple[int, int], Cell]
    groups: Mapping[str, GroupCount]
    prospects: int
    first_timers: int
    few: bool


def segment_map(
    db: Database,
    as_of: date | None,
    today: date,
    method: Method | None = None,
    settings: SegmentSettings | None = None,
    *,
    money: bool = False,
) -> SegmentMap:
    """The map of today, or of the end of the day `as_of` by the purchases up to it (seconds in a big shop). `method`
    instead of the shop's own; `settings` instead of the saved ones, for a look at what they would make. With `money`
    its scale has the edges of money, too."""
    day, past = as_of or today, as_of is not None
    with db.read() as session:
        chosen = settings or read_segment_settings(session)
        chosen = replace(chosen, method=method or chosen.method)
        seen = read_buyers(session, chosen, day, as_of=past, rhythms=True)
        scale = read_scale(session, day, as_of=past, settings=chosen, seen=seen)
        if money:
            scale = with_money(session, scale, day, as_of=past)
        prospects, first_timers = count_prospects(session, day, as_of=past)
    return _made(seen, scale, day, prospects, first_timers)


def _made(
    seen: Sequence[Seen],
    scale: Scale,
    day: date,
    prospects: int,
    first_timers: int,
) -> SegmentMap:
    buyers, cells = sum(one.clients for one in seen), _scored(seen, scale, day)
    return SegmentMap(
        as_of=day,
        scale=scale,
        buyers=buyers,
        visits=sum(one.clients * one.visits for one in seen),
        cells=_cells(cells),
        groups=_groups(cells, day),
        prospects=prospects,
        first_timers=first_timers,
        few=buyers < FEW_BUYERS,
    )


def _scored(seen: Sequence[Seen], scale: Scale, day: date) -> list[tuple[tuple[int, int], Seen]]:
    """Buyers alike with their cell: every day and every number of visits is scored once."""
    recency = {last: recency_score(last, day, scale) for last in {one.last_visit for one in seen}}
    frequency = {visits: score(visits, scale.frequency) for visits in {one.visits for one in seen}}
    return [((recency[one.last_visit], frequency[one.visits]), one) for one in seen]


def _cells(seen: Sequence[tuple[tuple[int, int], Seen]]) -> dict[tuple[int, int], Cell]:
    clients: Counter[tuple[int, int]] = Counter()
    money: Counter[tuple[int, int]] = Counter()
    for cell, one in seen:
        clients[cell] += one.clients
        money[cell] += one.total
    return {cell: Cell(clients[cell], money[cell]) for cell in GRID}


def _groups(seen: Sequence[tuple[tuple[int, int], Seen]], day: date) -> dict[str, GroupCount]:
    silences: defaultdict[str, Counter[float]] = defaultdict(Counter)
    own: defaultdict[str, Counter[str]] = defaultdict(Counter)
    money: Counter[str] = Counter()
    for cell, one in seen:
        code = GRID[cell]
        silences[code][(day - one.last_visit).days] += one.clients
        money[code] += one.total
        own[code].update(one.rhythms.split(",") if one.rhythms else ())
    buyers, revenue = sum(one.clients for _cell, one in seen), sum(money.values())
    rhythms = {code: [(float(days), many) for days, many in own[code].items()] for code in GROUPS}
    return {
        code: GroupCount(
            clients=silences[code].total(),
            revenue=money[code],
            share=silences[code].total() / buyers if buyers else 0.0,
            revenue_share=money[code] / revenue if revenue > 0 else None,
            rhythm_days=median(rhythms[code]) if own[code].total() >= FEW_IN_GROUP else None,
            silent_days=median(silences[code].items()),
        )
        for code in GROUPS
    }
