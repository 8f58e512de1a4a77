"""What was understood of a typed line, said back: the doubts and the answer that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.i18n import _, day_text, weekday_text
from app.wording.quick_task import QuickTask

_DOUBTS: dict[str, Callable[[], str]] = {
    "past": lambda: _("That is over already."),
    "weekday_today": lambda: _("It is that weekday today, too: the next one is taken."),
    "next_weekday": lambda: _("Of the next week, not of this one."),
    "weekday_differs": lambda: _("The weekday and the date do not agree: the date counts."),
    "two_days": lambda: _("There are two days in the line: the first one counts."),
    "day_or_month": lambda: _("The day is read first, then the month."),
    "next_year": lambda: _("This year it is over: it is taken of the next one."),
    "not_repeated": lambda: _("That it repeats so cannot be kept: it is taken once."),
    "how_often": lambda: _("How often it repeats is not understood: choose the days in the form."),
    "hour": lambda: _("Of the second half of the day."),
    "tomorrow": lambda: _("Today this time is over."),
}


def doubt_words(task: QuickTask) -> str:
    """What can be understood in another way, a sentence each; "" where all is clear."""
    return " ".join(_DOUBTS[doubt]() for doubt in task.doubts)


def day_said(day: date, today: date) -> str:
    """The day with its weekday: "tomorrow, Sunday, 22 November"."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    whole = weekday_text(day) if day.year == today.year else day_text(day, today)
    return _("{near}, {day}").format(near=near, day=whole) if near else whole


def added_words(title: str, day: date, at: str, today: date) -> str:
    """What is said once the task is there."""
    when = day_text(day, today)
    return _("Task for {day}: {title}").format(day=f"{when}, {at}" if at else when, title=title)
