"""The words of a row and of a heading in the list of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from app.i18n import _, number_text, short_day, time_text, weekday_text
from app.services.tasks.save import IMPORTANT, URGENT
from app.ui.widgets.phone import phone_text
from app.wording.recurrence import recurrence_words
from app.wording.reminders import overdue_words
from app.wording.tasks import kind_name, near_day, next_days, priority_name, tasks_count

if TYPE_CHECKING:
    from app.services.tasks.listing import DayGroup, TaskRow

DOT = " · "
AGAIN = 2  # next days of a repeating task that a row names
TONES = {IMPORTANT: "warn", URGENT: "bad"}
Chip = tuple[str, str]  # its words and its tone


@dataclass(frozen=True)
class RowWords:
    """What stands in a row: the title with chips behind it, the client and the rest below, and when on the right."""

    title: str
    chips: tuple[Chip, ...]
    client: str
    repeats: str
    more: str
    when: Chip


def row_words(row: TaskRow, now: datetime, staff: Mapping[int, str]) -> RowWords:
    """The words of a task; `now` is on the shop's clock, `staff` names who works here."""
    chips = []
    if row.priority:
        chips.append((priority_name(row.priority), TONES[row.priority]))
    if row.steps:
        steps = _("{n} of {all}").format(n=number_text(row.steps_done), all=number_text(row.steps))
        chips.append((steps, "accent" if row.steps_done == row.steps else "neutral"))
    whose = staff.get(row.staff_id or 0, "")
    note = " ".join(row.note.split())
    return RowWords(
        title=row.title,
        chips=tuple(chips),
        client=phone_text(row.client),
        repeats=repeats_text(row, now.date()),
        more=DOT.join(filter(None, (whose, note))),
        when=when_chip(row, now),
    )


def repeats_text(row: TaskRow, today: date) -> str:
    """How a task repeats, and the next days: "every week on Mon: 30 Nov, 7 Dec"."""
    if row.every is None:
        return ""
    rule, days = recurrence_words(row.every, row.anchor), next_days(row, today, AGAIN)
    if not days:
        return rule
    return _("{rule}: next on {days}").format(rule=rule, days=", ".join(short_day(day, today) for day in days))


def is_late(row: TaskRow, now: datetime) -> bool:
    """Open, and its day is over, or its time of today. `now` in the time of the shop."""
    due = datetime.combine(row.due_day, row.due_time or time.max)
    return row.done_at is None and due < now.replace(tzinfo=None)


def when_chip(row: TaskRow, now: datetime) -> Chip:
    """The day and time on the right, as far as the heading does not say it; what is late is red."""
    at = time_text(row.due_time) if row.due_time is not None else ""
    if row.done_at is not None:
        return time_text(row.done_at.astimezone(now.tzinfo).time()), "neutral"
    if row.due_day < now.date():
        return overdue_words((now.date() - row.due_day).days), "bad"
    return at, "bad" if is_late(row, now) else "info" if row.due_day == now.date() else "neutral"


def day_words(group: DayGroup, today: date) -> tuple[str, str]:
    """The heading of a day, and behind it the date where the words are others."""
    day = group.day
    if day is None:
        return _("Overdue tasks"), ""
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}.get((day - today).days)
    full = weekday_text(day) if day.year == today.year else f"{weekday_text(day)} {day.year}"
    return (full[:1].upper() + full[1:], "") if near is None else (near, full)


def day_aloud(group: DayGroup, today: date) -> str:
    """A heading for a reader: "Tomorrow, Mon, 23 Nov: 4 tasks"."""
    head = ", ".join(filter(None, day_words(group, today)))
    return f"{head}: {tasks_count(group.count)}"


def task_aloud(row: TaskRow, now: datetime, staff: Mapping[int, str]) -> str:
    """A row for a reader."""
    words = row_words(row, now, staff)
    at = [] if row.due_time is None else [time_text(row.due_time)]
    when = ", ".join([near_day(row.due_day, now.date()), *at])
    late = words.when[0] if row.due_day < now.date() else ""  # else it is the time again
    chips = [*(text for text, _tone in words.chips), late]
    parts = [kind_name(row.kind), words.title, words.client, when, *chips, words.repeats, words.more]
    return ". ".join(dict.fromkeys(part for part in parts if part))
