"""What reminders of each kind were followed by, against those who were left alone where somebody was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.enums import ReminderKind, ReminderState
from app.models.reminder import Reminder
from app.models.sold import bought_after
from app.services.intervals import Sums, mean_difference
from app.services.reminders.left_alone import BACK_DAYS, Effect, compare
from app.services.shop_time import day_end, local, to_moment

if TYPE_CHECKING:
    from app.services.report.period import Period

DAYS = {ReminderKind.LAPSED: BACK_DAYS}  # kind -> how long after it a purchase counts
USUAL_DAYS = 30
_ACTS = (ReminderState.DONE, ReminderState.SNOOZED, ReminderState.DISMISSED, ReminderState.HELD_OUT)
FEW_CLIENTS = 20  # in a group; with fewer the interval of money is no good


class Verdict(StrEnum):
    """What can be said about a kind of reminder."""

    NOBODY_LEFT_ALONE = "nobody_left_alone"  # who knows who would have come without
    TOO_EARLY = "too_early"  # the interval has 0 inside
    EARNS = "earns"
    COSTS = "costs"  # those left alone came more


@dataclass(frozen=True, slots=True)
class ReminderEarned:
    """One kind over the reminders told in a period whose `days` are over: how many there were, how many of them were
    acted on, after how many the client bought within `days` and for how much (minor units, net).

    `effect` is the difference of the shares of those who bought, against those left alone in the same time; `earned`
    what a reminder brings on average more than leaving alone, in minor units with its 95 % interval.
    """

    kind: ReminderKind
    days: int
    told: int
    waiting: int  # told, but their days are not over yet
    acted_on: int
    bought: int
    money: int
    effect: Effect | None
    earned: int | None
    earned_low: int | None
    earned_high: int | None
    verdict: Verdict


class _Told(NamedTuple):
    """One reminder: whom it was about, the days after it in which a purchase counts, and what became of it."""

    client_id: int
    first: date
    last: date
    acted_on: bool
    is_left_alone: bool


class _Followed(NamedTuple):
    """What followed a reminder: whether the client bought, and for how much."""

    told: _Told
    bought: bool
    money: int


def read_reminders(session: Session, period: Period, today: date, zone: ZoneInfo) -> tuple[ReminderEarned, ...]:
    """Every kind of which a client was reminded in the period, the one that was followed by most money first."""
    found = []
    for kind, several in _read_told(session, period, zone).items():
        over = [one for one in several if one.last <= today]
        then = bought_after(session, [(one.client_id, one.first, one.last) for one in over])
        followed = [_Followed(one, *what) for one, what in zip(over, then, strict=True)]
        waiting = sum(not one.is_left_alone for one in several) - sum(not one.is_left_alone for one in over)
        found.append(_earned(kind, followed, waiting))
    return tuple(sorted(found, key=lambda one: (-one.money, -one.told, one.kind)))


def _read_told(session: Session, period: Period, zone: ZoneInfo) -> dict[ReminderKind, list[_Told]]:
    """The reminders about clients that were told, or left alone, on the days of the period. A purchase is counted for
    the last reminder of its kind before it."""
    first, end = to_moment(period.first, None, zone), day_end(period.last, zone)
    rows = session.execute(
        select(Reminder.kind, Reminder.client_id, Reminder.created_at, Reminder.state)
        .where(Reminder.client_id.is_not(None))
        .where(or_(Reminder.claimed_at.is_not(None), Reminder.state.in_(_ACTS)))
        .where(Reminder.created_at >= first, Reminder.created_at < end)
        .order_by(Reminder.created_at.desc(), Reminder.id.desc())
    )
    next_day: dict[tuple[str, int], date] = {}
    told: dict[ReminderKind, list[_Told]] = defaultdict(list)
    for name, client_id, at, state in rows:
        kind, day = ReminderKind(name), local(at, zone).date()
        last = day + timedelta(days=DAYS.get(kind, USUAL_DAYS))
        following = next_day.get((name, client_id or 0))
        if following is not None:
            last = min(last, following - timedelta(days=1))
        next_day[name, client_id or 0] = day
        is_done, is_left_alone = state == ReminderState.DONE, state == ReminderState.HELD_OUT
        told[kind].append(_Told(client_id or 0, day, last, is_done, is_left_alone))
    return told


def _earned(kind: ReminderKind, followed: Sequence[_Followed], waiting: int) -> ReminderEarned:
    reminded = [one for one in followed if not one.told.is_left_alone]
    days = [one.told.first for one in followed if one.told.is_left_alone]
    effect: Effect | None = None
    money: tuple[int | None, int | None, int | None] = (None, None, None)
    if days:  # those of the same time only
        alone = [one for one in followed if one.told.is_left_alone]
        others = [one for one in reminded if min(days) <= one.told.first <= max(days)]
        effect = compare([one.bought for one in others], [one.bought for one in alone])
        money = _difference([one.money for one in others], [one.money for one in alone])
    return ReminderEarned(
        kind,
        DAYS.get(kind, USUAL_DAYS),
        len(reminded),
        waiting,
        sum(one.told.acted_on for one in reminded),
        sum(one.bought for one in reminded),
        sum(one.money for one in reminded),
        effect,
        *money,
        verdict_of(effect),
    )


def verdict_of(effect: Effect | None) -> Verdict:
    """What the interval of the difference allows to say."""
    if effect is None:
        return Verdict.NOBODY_LEFT_ALONE
    if effect.low is None or effect.high is None or effect.low <= 0 <= effect.high:
        return Verdict.TOO_EARLY
    return Verdict.EARNS if effect.low > 0 else Verdict.COSTS


def _difference(reminded: Sequence[int], alone: Sequence[int]) -> tuple[int | None, int | None, int | None]:
    """Mean money of those reminded less that of those left alone, with its interval."""
    if min(len(reminded), len(alone)) < FEW_CLIENTS:
        return None, None, None
    found = mean_difference(Sums.of(reminded), Sums.of(alone))
    if found is None:
        return None, None, None
    difference, margin = found
    return round(difference), round(difference - margin), round(difference + margin)
