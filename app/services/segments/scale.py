"""The scale of a day: the edges of the scores, made of the shop's own steps or of fifths of its clients."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import floor

from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.segments import Edges, Scale, Seen, read_money, read_seen, shop_median
from app.services.segments.settings import DAYS_WITHOUT_MEDIAN, SegmentSettings, read_segment_settings

FEW_BUYERS = 50  # fewer say nothing certain of their groups, and have no fifths of money
FIFTHS = (0.2, 0.4, 0.6, 0.8)


def read_scale(
    session: Session,
    day: date,
    *,
    as_of: bool = False,
    settings: SegmentSettings | None = None,
    seen: Sequence[Seen] | None = None,
) -> Scale:
    """The scale in force on `day`, without the edges of money; `settings` instead of the saved ones. `as_of`: by the
    purchases up to the end of that day. `seen`: the buyers, where they were read already."""
    chosen = settings or read_segment_settings(session)
    if chosen.method == "quintile":
        return quintile_scale(seen or read_buyers(session, chosen, day, as_of=as_of), day, chosen)
    return ladder_scale(chosen, shop_median(session, day, as_of=as_of))


def read_buyers(
    session: Session, settings: SegmentSettings, day: date, *, as_of: bool = False, rhythms: bool = False
) -> list[Seen]:
    """What a scale of fifths is made of, and the map by any scale: see read_seen."""
    bare = Scale(settings.method, (0,) * 4, (0,) * 4, window_days=settings.window_days)
    return read_seen(session, bare, day, as_of=as_of, rhythms=rhythms)


def scale_and_names(db: Database, today: date, *, money: bool = False) -> tuple[Scale, dict[str, str]]:
    """The scale in force today, with its edges of money if `money`, and what the shop calls its groups."""
    with db.read() as session:
        settings = read_segment_settings(session)
        scale = read_scale(session, today, settings=settings)
        return with_money(session, scale, today) if money else scale, dict(settings.names)


def ladder_scale(settings: SegmentSettings, median_days: float | None) -> Scale:
    """The scale of the shop's own steps: those of recency in median gaps, or in days where they are set so or where
    no median is known."""
    scale = Scale("ladder", settings.recency, settings.frequency, window_days=settings.window_days)
    if settings.recency_unit == "days":
        return scale
    if not median_days:
        return replace(scale, recency=DAYS_WITHOUT_MEDIAN)
    return replace(scale, recency=tuple(step * median_days for step in settings.recency), median_days=median_days)


def quintile_scale(seen: Sequence[Seen], day: date, settings: SegmentSettings) -> Scale:
    """The scale of fifths of the clients; equal values are never torn apart, so a fifth may be empty."""
    silences = fifths(((day - one.last_visit).days, one.clients) for one in seen)
    visits = fifths((one.visits, one.clients) for one in seen)
    return Scale("quintile", silences, visits, window_days=settings.window_days)


def with_money(session: Session, scale: Scale, day: date, *, as_of: bool = False) -> Scale:
    """The same scale with the edges of money; without them where a ladder has too few buyers to tell them."""
    money = read_money(session, scale, day, as_of=as_of)
    if scale.method == "ladder" and sum(clients for _total, clients in money) < FEW_BUYERS:
        return scale
    return replace(scale, money=fifths(money))


def fifths(counted: Iterable[tuple[float, int]]) -> Edges:
    """The 20th, 40th, 60th and 80th percentile of (value, how many times); zeros for none."""
    return quantiles(counted, FIFTHS) or (0.0,) * len(FIFTHS)


def median(counted: Iterable[tuple[float, int]]) -> float | None:
    """The median of (value, how many times); None for none."""
    return next(iter(quantiles(counted, (0.5,))), None)


def quantiles(counted: Iterable[tuple[float, int]], shares: Sequence[float]) -> tuple[float, ...]:
    """The quantiles of (value, how many times), to the last bit those of numpy.quantile(..., method="linear") of all of
    them; nothing for none."""
    times: Counter[float] = Counter()
    for value, clients in counted:
        times[value] += clients
    values = sorted(times)
    ends, many = [], 0
    for value in values:
        many += times[value]
        ends.append(many)
    return tuple(_quantile(values, ends, share) for share in shares) if many else ()


def _quantile(values: list[float], ends: list[int], share: float) -> float:
    place = (ends[-1] - 1) * share
    low = floor(place)
    below, above = (values[bisect_right(ends, min(at, ends[-1] - 1))] for at in (low, low + 1))
    part, apart = place - low, above - below
    return float(above - apart * (1 - part) if part >= 0.5 else below + apart * part)
