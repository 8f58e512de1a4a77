"""Enquiries that came in a period: how many were won and lost, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LostReason:
    """A reason as the owner words it, "" where none was told; `sum` is what these might have brought, minor units."""

    reason: str
    count: int
    sum: int


@dataclass(frozen=True, slots=True)
class Enquiries:
    """Enquiries that came in the period, and where they stand at its end or today. `share_lost` = lost / (won + lost),
    None where none is closed; `won_sum` and `lost_sum` in minor units; reasons, the most frequent first."""

    came: int
    won: int
    lost: int
    open: int
    share_lost: float | None
    won_sum: int
    lost_sum: int
    reasons: tuple[LostReason, ...]
