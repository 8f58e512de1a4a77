"""A shop lived through: every reminder is told exactly once, or listed as missed with a reason.

A few seeds; with others: Year(folder, seed).run(366) in a loop. What fails prints the history that led there.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.simulation.year import Year

# With 29 February, and the night on which the clocks go forward (in Berlin 26 March).
BEFORE_LEAP_DAY = date(2028, 2, 26)


def test_every_reminder_of_a_year_is_told_once(folder: Path) -> None:
    counts = Year(folder, 3, people=10, hurried=True).run(366)
    assert counts.delivered + counts.overtaken == counts.expected > 50


def test_every_reminder_is_told_once_on_a_leap_day_and_when_the_clocks_change(folder: Path) -> None:
    counts = Year(folder, 5, people=10, start=BEFORE_LEAP_DAY).run(31)
    assert counts.delivered + counts.overtaken == counts.expected > 10
