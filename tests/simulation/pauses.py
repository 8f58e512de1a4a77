"""The owner wants no reminders for a while: when that is, and on which days it went over the night, kept by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.services.reminders.delivery.pause import pause, paused_until, resume
from app.services.reminders.delivery.why import PAUSED, why_not
from tests.simulation.truth import at

if TYPE_CHECKING:
    from tests.simulation.year import Year

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SET_BACK = HOUR  # a clock that goes back further than this was wrong when the pause began


@dataclass
class Pauses:
    """The last pause, by the clock of the computer, and the days of the shop whose end one went over."""

    since: datetime | None = None
    until: datetime | None = None
    days: set[date] = field(default_factory=set)

    def is_on(self, now: datetime) -> bool:
        return self.since is not None and self.until is not None and self.since - SET_BACK <= now < self.until

    def change(self, year: Year) -> None:
        """Begin one, or end it."""
        now, today = year.now, at(year.rows, year.now).today
        self.days = {day for day in self.days if day < today}
        if self.is_on(now):
            self.since = self.until = None
            year.note("! reminders come again")
            resume(year.program.db, now)
            return
        self.since, self.until = now, now + year.random.choice((HOUR, HOUR, 16 * HOUR, 2 * DAY))
        last = at(year.rows, self.until).today
        self.days |= {today + step * DAY for step in range((last - today).days)}
        year.count("pause")
        year.note(f"! paused until {self.until}")
        pause(year.program.db, self.until, now)

    def check(self, year: Year) -> None:
        """The program says that it is paused, and until when, where somebody asks why nobody was reminded."""
        until = self.until if self.is_on(year.now) else None
        if paused_until(year.program.db, year.now) != until:
            raise year.fail(f"paused until {paused_until(year.program.db, year.now)}, by hand {until}")
        client = year.counter().client()
        if client is not None and until is not None:
            first = why_not(year.program.db, client, year.now)[0]
            if (first.code, first.moment) != (PAUSED, until):
                raise year.fail(f"asked in a pause why client {client} is not told of: {first}")
