"""The words of the calendar: of its title, of what stands in a day, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.i18n import _, month_text, number_text, short_day, time_text, weekday_text
from app.models.enums import ReminderKind
from app.ui.tasks.calendar.entries import Entry, What
from app.ui.tasks.words import DOT, task_aloud
from app.ui.widgets.phone import phone_text
from app.wording.counts import years_count, years_old
from app.wording.tasks import tasks_count

if TYPE_CHECKING:
    from app.services.tasks.calendar import Coming
    from app.services.tasks.yearly_days import YearlyDay


def period_title(first: date, last: date, day: date, mode: str, today: date) -> str:
    """ "November 2026", "23 Nov to 29 Nov"."""
    if mode == "month":
        title = month_text(day)
        return title[:1].upper() + title[1:]
    return _("{first} to {last}").format(first=short_day(first, today), last=short_day(last, today))


def more_text(count: int) -> str:
    """What has no room."""
    return _("+{n} more").format(n=number_text(count))


def dates_text(entry: Entry) -> tuple[str, str]:
    """The first of the day's dates, and how many more: ("Krylova Olga", "+2"), ("Wedding: Krylova Olga", "")."""
    first, rest = entry.dates[0], entry.count - 1
    name = phone_text(first.client)
    return (f"{first.name}: {name}" if first.name else name), (f"+{number_text(rest)}" if rest else "")


def date_line(one: YearlyDay) -> str:
    """A birthday or a date in full: "Birthday: Krylova Olga, 36 years old"."""
    if one.kind is ReminderKind.BIRTHDAY:
        said = _("Birthday: {name}").format(name=phone_text(one.client))
        return said if one.years is None else f"{said}, {years_old(one.years)}"
    said = f"{one.name}: {phone_text(one.client)}"
    return said if one.years is None else f"{said}, {years_count(one.years)}"


def coming_text(one: Coming) -> str:
    """A repeating task that comes again, with its time."""
    return one.title if one.due_time is None else f"{time_text(one.due_time)} {one.title}"


def spoken(entry: Entry, now: datetime, *, off: bool, ticked: bool, staff: Mapping[int, str]) -> str:
    """An entry for a screen reader and for its tip. `now` is on the shop's clock, `off`: the shop does not work."""
    if entry.what is What.DAY:
        return _spoken_day(entry, now.date(), off)
    if entry.what is What.DATES:
        lines = [date_line(one) for one in entry.dates]
        hidden = entry.count - len(lines)
        return "\n".join([*lines, *([more_text(hidden)] if hidden > 0 else [])])
    if entry.task is not None:
        said = task_aloud(entry.task, now, staff)
        return _("{task}. Ticked").format(task=said) if ticked else said
    if entry.coming is not None:
        parts = (_("Comes again: {task}").format(task=coming_text(entry.coming)), entry.coming.client)
        return DOT.join(filter(None, parts))
    return more_text(entry.count)


def _spoken_day(entry: Entry, today: date, off: bool) -> str:
    parts = [weekday_text(entry.day)]
    if entry.day == today:
        parts.append(_("today"))
    if off:
        parts.append(_("day off"))
    parts.append(tasks_count(entry.count) if entry.count else _("no tasks"))
    return ", ".join(parts)
