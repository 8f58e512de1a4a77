"""The cohorts of the last months, for who wants them without the whole report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.services.report.cohorts import Cohort, read_cohorts
from app.services.report.groups import read_days
from app.services.report.period import whole_months

if TYPE_CHECKING:
    from app.models.database import Database


def latest_cohorts(db: Database, today: date, months: int, step: Callable[[], object]) -> tuple[Cohort, ...]:
    """The clients who began in the month of `today` or in the `months` - 1 before it, month by month; `step` is called
    between the blocks that are read."""
    with db.read() as session:
        days = read_days(session, today, step)
    return read_cohorts(days, whole_months(today, months))
