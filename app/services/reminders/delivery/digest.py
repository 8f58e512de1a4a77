"""How claimed items are announced: one notification a person, and one summary when there are many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.reminders.items import DueItem, group_by_client

MOST_SINGLE = 3


@dataclass(frozen=True, slots=True)
class Announcement:
    """One notification: all reasons of one person, or a summary of several people."""

    items: tuple[DueItem, ...]
    people: int

    @property
    def is_summary(self) -> bool:
        """Whether it stands for more than one person and therefore only opens the list."""
        return self.people > 1


def make_digest(items: Sequence[DueItem]) -> list[Announcement]:
    """Up to three people get a notification each; more become a single summary."""
    groups = group_by_client(list(items))
    if len(groups) > MOST_SINGLE:
        return [Announcement(tuple(items), len(groups))]
    return [Announcement(tuple(group), 1) for group in groups]
