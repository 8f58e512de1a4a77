"""What reminders of each kind were followed by, against those who were left alone where somebody was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.models.enums import ReminderKind
from app.services.reminders.left_alone import Effect


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
