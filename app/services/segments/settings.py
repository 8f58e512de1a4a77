"""How the shop divides its clients into groups: ladders, window, method and own names, kept as one setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from itertools import pairwise
from math import floor
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.setting import Setting
from app.services.errors import InvalidValue
from app.services.segments.groups import GROUPS

KEY = "segments"  # the setting
METHODS = ("ladder", "quintile")
RECENCY_UNITS = ("median", "days")
MOST_DAYS = 36_500
MOST_VISITS = 1_000_000
LONGEST_NAME = 40

Method = Literal["ladder", "quintile"]
Steps = tuple[float, float, float, float]


@dataclass(frozen=True)
class SegmentSettings:
    """The shop's scale as the owner has set it.

    `recency`: the most that a step holds, from R 5 down to R 2, in median gaps of the shop or in days. `frequency`: the
    most visits of F 1 up to F 4. `window_days`: only visits and money of so many days; None is all time. `names`: group
    -> the shop's own name of it.
    """

    method: Method = "ladder"
    recency_unit: Literal["median", "days"] = "median"
    recency: Steps = (0.5, 1, 2, 3)
    frequency: Steps = (1, 2, 3, 5)
    window_days: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)


DAYS_WITHOUT_MEDIAN: Steps = (30, 60, 90, 180)  # of recency, before anybody came twice


def in_days(steps: Steps | None, median_days: float | None) -> Steps:
    """Steps in days that mean the same as these in median gaps, whole and rising; the usual ones without a median."""
    if steps is None or not median_days:
        return DAYS_WITHOUT_MEDIAN
    days = [0]
    for step in steps:
        days.append(max(floor(step * median_days), days[-1] + 1))
    return days[1], days[2], days[3], days[4]


def get_segment_settings(db: Database) -> SegmentSettings:
    """The scale as saved, as it is by default where it never was."""
    with db.read() as session:
        return read_segment_settings(session)


def read_segment_settings(session: Session) -> SegmentSettings:
    """Building block: the same in this session."""
    row = session.get(Setting, KEY)
    if row is None:
        return SegmentSettings()
    known = {one.name: row.value[one.name] for one in fields(SegmentSettings) if one.name in row.value}
    typed: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in known.items()}
    return replace(SegmentSettings(), **typed)


def save_segment_settings(db: Database, settings: SegmentSettings, now: datetime) -> int:
    """Save the scale; returns the action to undo. Raises InvalidValue with the field that cannot be."""
    check_segment_settings(settings)
    names = {code: " ".join(name.split()) for code, name in settings.names.items() if name.strip()}
    value = asdict(settings) | {"names": names}
    with db.write(Area.SETTINGS) as session:
        action_id = begin_action(session, "edit_segments", now)
        session.merge(Setting(key=KEY, value={name: _plain(one) for name, one in value.items()}))
        return action_id


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def check_segment_settings(settings: SegmentSettings) -> None:
    """Raises InvalidValue with the field that cannot be: steps that do not rise, a window or a name too long."""
    if settings.method not in METHODS or settings.recency_unit not in RECENCY_UNITS:
        raise InvalidValue(field="segment_method", value=f"{settings.method} {settings.recency_unit}")
    if not _rises(settings.recency, MOST_DAYS):
        raise InvalidValue(field="recency_steps", value=_told(settings.recency))
    if not _rises(settings.frequency, MOST_VISITS) or any(step != int(step) for step in settings.frequency):
        raise InvalidValue(field="frequency_steps", value=_told(settings.frequency))
    if settings.window_days is not None and not 1 <= settings.window_days <= MOST_DAYS:
        raise InvalidValue(field="segment_window", value=str(settings.window_days))
    for code, name in settings.names.items():
        if code not in GROUPS or len(" ".join(name.split())) > LONGEST_NAME:
            raise InvalidValue(field="segment_name", value=name)


def _rises(steps: Steps, most: float) -> bool:
    return len(steps) == 4 and steps[0] > 0 and steps[-1] <= most and all(a < b for a, b in pairwise(steps))


def _told(steps: Steps) -> str:
    return ", ".join(f"{step:g}" for step in steps)
