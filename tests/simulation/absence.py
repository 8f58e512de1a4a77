"""Days on which the program did not run, counted by hand, and the one notification that tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.year import Year

DAY = timedelta(days=1)
UNSURE = -1  # a heartbeat was cut short: it may have kept the days in mind, or not


@dataclass
class Absence:
    """`days` since the program ran before, until something was told; `alive` the last day on which it did."""

    alive: date | None = None
    days: int = 0

    def wake(self, year: Year) -> None:
        """A heartbeat that could write."""
        today = year.now.astimezone(year.rows.zone).date()
        before, self.alive = self.alive, today
        if before is not None and before < today:
            between = [before + step * DAY for step in range(1, (today - before).days)]
            if any(day.weekday() in year.rows.working_days for day in between):
                self.days = (today - before).days

    def doubt(self) -> None:
        """What came of it cannot be told by hand."""
        self.days = UNSURE if self.days else 0

    def check(self, year: Year, shown: list[tuple[str, ...]], can_tell: bool, wants: bool) -> None:
        """After a heartbeat: what it told is one notification that names the days; `wants`: there was something new."""
        desk = year.program.desk
        named = [(number, days) for number, days in enumerate(desk.absent) if days]
        self.wake(year)
        if named and (len(named) > 1 or self.days not in (named[0][1], UNSURE)):
            raise year.fail(f"told of an absence of {named}, by hand {self.days} days")
        if self.days > 0 and can_tell and not named and wants:
            raise year.fail(f"an absence of {self.days} days is not told of", [key for one in shown for key in one])
        year.counts.absences += len(named)
        if can_tell and (shown or not year.rows.hour_only(year.now)):
            self.days = 0
