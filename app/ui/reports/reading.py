"""What the report page reads, in a lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.report.period import Period
from app.ui.context import AppContext
from app.ui.reports.state import Shown

if TYPE_CHECKING:
    from app.services.report.build import Report
    from app.ui.background import Report as Progress


@dataclass(frozen=True)
class Counted:
    """The numbers of what was asked for; `any` is False before the shop's first receipt."""

    shown: Shown
    report: Report
    any: bool


def read_report(context: AppContext, shown: Shown, progress: Progress) -> Counted:
    """Count everything. Raises Cancelled. What counts is imported here, in the lane: it takes a fifth of a second."""
    from app.services.report.build import all_time, build_report

    today = context.today()
    whole = all_time(context.db, today)
    period = shown.days(today) or whole or Period(today, today)
    report = build_report(context.db, period, shown.compared(today), today, lambda: progress(0, 0))
    return Counted(shown, report, whole is not None)


def period_of(shown: Shown, counted: Counted | None, context: AppContext) -> Period | None:
    """The days that are asked for, as far as they are known before they were counted."""
    days = shown.days(context.today())
    if days is None and counted is not None and counted.shown.period == shown.period:
        return counted.report.period
    return days


def compared_of(shown: Shown, counted: Counted | None, context: AppContext) -> Period | None:
    """What they are compared with; None where the shop had not begun by then."""
    compared = shown.compared(context.today())
    if counted is not None and counted.shown.compared(context.today()) == compared:
        return counted.report.compared
    return compared
