"""Tasks in words: of what kind and how urgent one is, how far its checklist, and when it comes again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from app.i18n import _, ngettext, number_text, short_day, weekday_short
from app.models.enums import TaskKind
from app.services.recurrence import coming_days
from app.services.tasks.listing import TaskRow
from app.services.tasks.save import IMPORTANT, URGENT, USUAL

_PRIORITIES: dict[int, Callable[[], str]] = {
    USUAL: lambda: _("Usual"),
    IMPORTANT: lambda: _("Important"),
    URGENT: lambda: _("Urgent"),
}

_KINDS: dict[TaskKind, Callable[[], str]] = {
    TaskKind.TODO: lambda: _("To do"),
    TaskKind.CALL: lambda: _("Phone call"),
    TaskKind.MESSAGE: lambda: _("Message"),
    TaskKind.MEETING: lambda: _("Meeting"),
}
KIND_ICONS = {
    TaskKind.TODO: "list-checks",
    TaskKind.CALL: "phone",
    TaskKind.MESSAGE: "message-circle",
    TaskKind.MEETING: "users",
}


def kind_name(kind: TaskKind) -> str:
    """What is to be done."""
    return _KINDS[kind]()


def tasks_count(n: int) -> str:
    """So many tasks."""
    return ngettext("{n} task", "{n} tasks", n).format(n=number_text(n))


def near_day(day: date, today: date) -> str:
    """ "today", "tomorrow", "Mon, 30 Nov"."""
    near = {0: _("today"), 1: _("tomorrow")}.get((day - today).days)
    return near or _("{weekday}, {day}").format(weekday=weekday_short(day.weekday()), day=short_day(day, today))


def done_words(row: TaskRow, today: date) -> str:
    """What is said of a task that was just done; `row` is as it is by then: a repeating one is on its next day."""
    if row.done_at is not None:
        return _("Done: {name}").format(name=row.title)
    return _("Done: {title}. Comes again: {day}").format(title=row.title, day=near_day(row.due_day, today))


def next_days(row: TaskRow, today: date, most: int) -> list[date]:
    """The days on which a repeating task comes again, where they do not hang on when it is done."""
    if row.every is None or row.anchor != "schedule" or row.done_at is not None:
        return []
    return list(islice(coming_days(row.every, row.anchor, row.first_day, row.due_day, row.series_day, today), most))


def priority_name(priority: int) -> str:
    """How urgent a task is."""
    return _PRIORITIES[priority]()


def steps_text(checklist: Sequence[Sequence[Any]]) -> str:
    """How many steps are done: "2 of 5"; "" without a checklist. A step is (what, whether it is done)."""
    if not checklist:
        return ""
    done = sum(ticked for _text, ticked in checklist)
    return _("{n} of {all}").format(n=done, all=len(checklist))
