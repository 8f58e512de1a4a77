"""What the page reads, in a lane: the map, the best of a group, who moved this month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models.database import Database
    from app.models.listing.filter_fields import Group
    from app.services.clients.data import ClientRow
    from app.services.report.cohorts import Cohort
    from app.services.segments.map import Scale, SegmentMap
    from app.services.segments.movements import Movement
    from app.services.segments.settings import SegmentSettings
    from app.ui.background import Report

BEST = 3  # clients of a group that are named
COHORTS = 7  # months


@dataclass(frozen=True)
class Shown:
    """The map, the scale that it is made by, and how many views the shop has saved."""

    map: SegmentMap
    settings: SegmentSettings
    views: int


@dataclass(frozen=True)
class People:
    """The best of a group with the scores of their money by `scale`, and how many of it are in each state of their
    rhythm."""

    best: list[ClientRow]
    states: Mapping[str, int]
    values: Mapping[int, int]
    scale: Scale


@dataclass(frozen=True)
class Moved:
    """Who moved in a month, and what the shop calls the groups."""

    movements: list[Movement]
    names: Mapping[str, str]


def read_shown(db: Database, today: date) -> Shown:
    """The map of today by the scale of the shop."""
    from app.services.clients.listing.views import list_views
    from app.services.segments.map import segment_map
    from app.services.segments.settings import get_segment_settings

    settings = get_segment_settings(db)
    return Shown(segment_map(db, None, today, settings=settings), settings, len(list_views(db)))


def read_people(db: Database, where: Group, today: date) -> People:
    """Those who brought most, and how the rhythm of all of them goes."""
    from app.services.clients.find import count_states, get_client_rows, list_client_ids
    from app.services.segments.scored import values_of

    best = list_client_ids(db, sort="total", descending=True, where=where, today=today)[:BEST]
    return People(get_client_rows(db, best), count_states(db, where, today), *values_of(db, best, today))


def read_cohorts(db: Database, today: date, report: Report) -> tuple[Cohort, ...]:
    """The clients who began in the last months, and how they came again."""
    from app.services.report.cohorts import latest_cohorts

    return latest_cohorts(db, today, COHORTS, lambda: report(0, 0))


def read_movements(db: Database, month: date, today: date) -> Moved:
    """The moves of a month."""
    from app.services.segments.movements import movements
    from app.services.segments.settings import get_segment_settings

    return Moved(movements(db, month, today), get_segment_settings(db).names)
