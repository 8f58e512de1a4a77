"""Revenue of the last weeks as bars: what regular clients brought, and on top of it the new ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.i18n import _, money, short_day
from app.ui.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from app.services.today_figures import WeekRevenue

HEIGHT = 138


def week_chart(weeks: Sequence[WeekRevenue], currency: str) -> Bars:
    """The labels below are the first Monday and the week that is not over yet."""
    labels = [""] * len(weeks)
    if weeks:
        labels[0], labels[-1] = short_day(weeks[0].monday, weeks[-1].monday), _("this week")
    bars = [
        Bar(label, (week.repeat, week.new), _tip(week, currency)) for label, week in zip(labels, weeks, strict=True)
    ]
    return Bars(_("Revenue by week: new and regular clients"), bars, (_("regular"), _("new")), height=HEIGHT)


def _tip(week: WeekRevenue, currency: str) -> str:
    """The exact sums of a week."""
    last = week.monday + timedelta(days=6)
    days = f"{short_day(week.monday, last)} – {short_day(last, last)}"
    regular = _("regular: {sum}").format(sum=money(week.repeat, currency, cents=False))
    new = _("new: {sum}").format(sum=money(week.new, currency, cents=False))
    return f"{days}\n{regular}\n{new}"
