"""How claimed items are announced: one notification a person, or one for many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.services.reminders.items import DueItem, group_by_client


class Manner(StrEnum):
    """How the items of one sweep are put together."""

    SINGLY = "singly"  # a person each, many people as one
    DIGEST = "digest"  # what is due by day as one; who waits for an hour, singly
    TOGETHER = "together"  # all as one, after an absence


@dataclass(frozen=True, slots=True)
class Announcement:
    """One notification: all reasons of one person, or a summary of several people.

    `absent_days`: the program did not run for so long before. `is_repeated`: it may have been seen already.
    """

    items: tuple[DueItem, ...]
    people: int
    absent_days: int = 0
    is_repeated: bool = False

    @property
    def is_summary(self) -> bool:
        """Whether it stands for more than one person and therefore only opens the list."""
        return self.people > 1


def make_digest(
    items: Sequence[DueItem],
    group_over: int,
    manner: Manner = Manner.SINGLY,
    absent_days: int = 0,
    is_repeated: bool = False,
) -> list[Announcement]:
    """The notifications for these items. More people than `group_over` are a single summary in any manner."""
    groups = group_by_client(list(items))
    by_hour = [group for group in groups if manner == Manner.SINGLY or _has_hour(group, manner)]
    by_day = [group for group in groups if group not in by_hour]
    parts = [by_hour] if len(by_hour) > group_over else [[group] for group in by_hour]
    return [
        Announcement(tuple(one for group in part for one in group), len(part), absent_days, is_repeated)
        for part in (*parts, by_day)
        if part
    ]


def _has_hour(group: Sequence[DueItem], manner: Manner) -> bool:
    return manner == Manner.DIGEST and any(item.due_time is not None for item in group)
