"""What stands in the days of the calendar, one entry after the other, as much as a day has room for."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services.tasks.calendar import Coming, DayPlan
    from app.services.tasks.listing import TaskRow
    from app.services.tasks.yearly_days import YearlyDay


DATES_OF_WEEK = 3  # lines of dates in a day of a week


class What(Enum):
    """What an entry is; a day is the first entry of itself."""

    DAY = "day"
    DATES = "dates"
    TASK = "task"
    COMING = "coming"
    MORE = "more"


@dataclass(frozen=True)
class Entry:
    """A line of a day. `count`: of a day its tasks, of dates how many there are, of MORE how many are not shown."""

    what: What
    day: date
    task: TaskRow | None = None
    coming: Coming | None = None
    dates: tuple[YearlyDay, ...] = ()
    count: int = 0

    @property
    def key(self) -> Hashable:
        """What stays the same when the calendar is read again: a task is the same on any day."""
        if self.task is not None:
            return self.task.id
        inside = self.coming.task_id if self.coming is not None else self.dates[0] if self.dates else None
        return self.what, self.day, inside


def month_entries(day: date, plan: DayPlan, room: int) -> list[Entry]:
    """A day: its dates beside its number, and in so many lines below tasks and repeating ones that come again; what has
    no room is counted in the last line."""
    made = [Entry(What.DAY, day, count=plan.count)]
    if plan.dates:
        made.append(Entry(What.DATES, day, dates=plan.dates, count=plan.dates_count))
    return [*made, *_in_room(_tasks(day, plan), plan.count + plan.coming_count, room, day)]


def week_entries(day: date, plan: DayPlan) -> list[Entry]:
    """A day of a week: the first dates each on a line of its own, and all that was read of the rest."""
    alone = plan.dates if plan.dates_count <= DATES_OF_WEEK else plan.dates[: DATES_OF_WEEK - 1]
    dates = [Entry(What.DATES, day, dates=(one,), count=1) for one in alone]
    if len(alone) < plan.dates_count:
        rest = plan.dates[len(alone) :]
        dates.append(Entry(What.DATES, day, dates=rest, count=plan.dates_count - len(alone)))
    tasks = _tasks(day, plan)
    below = _in_room(tasks, plan.count + plan.coming_count, len(tasks) + 1, day)
    return [Entry(What.DAY, day, count=plan.count), *dates, *below]


def _tasks(day: date, plan: DayPlan) -> list[Entry]:
    standing = [Entry(What.TASK, day, task=row) for row in plan.tasks]
    return [*standing, *(Entry(What.COMING, day, coming=one) for one in plan.coming)]


def _in_room(entries: Sequence[Entry], count: int, room: int, day: date) -> list[Entry]:
    """The first of `count`, of which no more than `entries` were read, and in the last line how many more."""
    if count <= min(room, len(entries)):
        return list(entries)
    shown = entries[: max(room - 1, 0)]
    return [*shown, Entry(What.MORE, day, count=count - len(shown))]
