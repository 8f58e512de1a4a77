"""What a calendar file says, entry by entry, in shop time; plain values, for they come from another process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One event or to-do. `start` is the day that the file names, `day` the next one on which it comes.

    `refused`: why it is no task ("over", "done", "cancelled", "yearly", "broken"), "" for one. `remarks` tell what is
    taken in another way: "once" (repeats as we cannot hold), "no_day", "moved" (this occurrence only).
    """

    uid: str
    title: str
    note: str = ""
    start: date | None = None
    day: date | None = None
    wall: time | None = None
    every: str | None = None
    priority: int = 0
    refused: str = ""
    remarks: tuple[str, ...] = ()
    kind: str = ""  # TaskKind, in files of our own


YEARLY = "yearly"  # a birthday or an important date that we wrote: it belongs to its client
YEARLY_MARK = "birthday-", "date-"  # how the names of those begin
