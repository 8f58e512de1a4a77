"""A calendar file read: events and to-dos of Google, Apple, Outlook, Thunderbird and our own."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.cal.component import Component

from app.models.enums import TaskKind
from app.services.errors import CalendarDamaged, CalendarEmpty, FileMissing
from app.services.recurrence import next_after, read_rule
from app.services.shop_time import is_plausible
from app.services.tasks.ics.items import YEARLY, YEARLY_MARK, CalendarItem
from app.services.tasks.ics.rules import every_of
from app.services.tasks.save import IMPORTANT, URGENT, USUAL

KIND_NAME = "X-REGULARS-KIND"
HIGHEST, HIGH = 1, 4  # PRIORITY of RFC 5545: 1 is the highest, 5 the middle
_TAG = re.compile(r"</?(?:b|i|u|a|p|br|ul|ol|li|div|span|html|body|strong|em)\b[^<>]*>", re.I)
_BREAK = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>", re.I)
LONGEST_TITLE, LONGEST_NOTE = 500, 20_000
OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
ENCODINGS = ("utf-8-sig", "utf-16", "cp1251")


def read_calendar(path: Path, zone: ZoneInfo, today: date) -> list[CalendarItem]:
    """All events and to-dos of the file, in its order; times are the shop's. Raises FileMissing, CalendarDamaged,
    CalendarEmpty."""
    items: list[CalendarItem] = []
    moved: dict[str, tuple[date, CalendarItem]] = {}
    for calendar in _calendars(path):
        for part in calendar.walk():
            if part.name not in ("VEVENT", "VTODO"):
                continue
            item = _item(part, zone, today)
            instead = _day_of(part, "RECURRENCE-ID", zone)
            if instead is None:
                items.append(item)
            elif not item.refused:
                moved[item.uid] = (instead, item)
    if not items:
        raise CalendarEmpty(file=path.name)
    return [_with_moved(item, *moved[item.uid]) if item.uid in moved else item for item in items]


def _calendars(path: Path) -> list[Component]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    text = _decoded(raw)
    begun, ended = (len(re.findall(rf"^{mark}:VCALENDAR\s*$", text, re.I | re.M)) for mark in ("BEGIN", "END"))
    if not begun or begun != ended:  # a file that was cut off would lose its end without a word
        raise CalendarDamaged(file=path.name)
    try:
        return list(Calendar.from_ical(text, multiple=True))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise CalendarDamaged(file=path.name, detail=str(error)[:200]) from error


def _decoded(raw: bytes) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _item(part: Component, zone: ZoneInfo, today: date) -> CalendarItem:
    uid, title = _text(part, "UID"), " ".join(_text(part, "SUMMARY").split())[:LONGEST_TITLE]
    try:
        return _understood(part, uid, title, zone, today)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        return CalendarItem(uid, title, refused="broken")


def _understood(part: Component, uid: str, title: str, zone: ZoneInfo, today: date) -> CalendarItem:
    is_todo = part.name == "VTODO"
    when = part.get("DUE" if is_todo else "DTSTART") or part.get("DTSTART")
    status = _text(part, "STATUS").upper()
    start, wall = _local(when.dt, zone) if when is not None else (None, None)
    remarks: list[str] = []
    every, day = None, start
    if start is not None and not is_plausible(start):
        raise ValueError(start)
    if start is not None and part.get("RRULE") is not None:
        every, day = _repeats(part, start, zone, today)
        if every is None:
            remarks.append("once")
    if start is None:
        day = today
        remarks.append("no_day")
    return CalendarItem(
        uid,
        title,
        _plain(_text(part, "DESCRIPTION")).strip()[:LONGEST_NOTE],
        start,
        day,
        wall,
        every,
        _priority(part),
        _refused(part, uid, title, status, day, today, is_todo=is_todo),
        tuple(remarks),
        _kind(part),
    )


def _refused(
    part: Component, uid: str, title: str, status: str, day: date | None, today: date, *, is_todo: bool
) -> str:
    if uid.startswith(YEARLY_MARK) and KIND_NAME not in part and "@" in uid:
        return YEARLY
    if status == "CANCELLED":
        return "cancelled"
    if is_todo and (status == "COMPLETED" or part.get("COMPLETED") is not None):
        return "done"
    if not title:
        return "broken"
    if day is None or (not is_todo and day < today and KIND_NAME not in part):
        return "over"
    return ""


def _repeats(part: Component, start: date, zone: ZoneInfo, today: date) -> tuple[str | None, date | None]:
    """Our rule, None where ours cannot hold theirs, and the next day from today on; no day once it is over."""
    rules: Any = part["RRULE"]
    several = isinstance(rules, list) or part.get("RDATE") is not None or part.get("EXDATE") is not None
    rule = rules[0] if isinstance(rules, list) else rules
    every = None if several else every_of(rule, start)
    if every is not None:
        return every, start if start >= today else next_after(read_rule(every), start, today - timedelta(days=1))
    return None, _next_of_theirs(part, rule, start, zone, today)


def _next_of_theirs(part: Component, rule: Any, start: date, zone: ZoneInfo, today: date) -> date | None:
    """The next day of a rule that we cannot hold, without the days that are taken out of it."""
    from dateutil.rrule import rrulestr

    if str(rule.get("FREQ", [""])[0]).upper() in OFTEN:  # nobody counts the seconds since then
        return max(start, today)
    text = ";".join(
        f"{name}={','.join(_as_day(value) for value in values)}" for name, values in rule.items() if name != "WKST"
    )
    out = set(_days_of(part, "EXDATE", zone))
    days = rrulestr(text, dtstart=datetime.combine(start, time()))  # whole days: no clock is put forward in them
    after = days.xafter(datetime.combine(max(start, today), time()), count=len(out) + 1, inc=True)
    return next((found.date() for found in after if found.date() not in out), None)


def _as_day(value: object) -> str:
    return value.strftime("%Y%m%d") if isinstance(value, date) else str(value)


def _days_of(part: Component, name: str, zone: ZoneInfo) -> list[date]:
    found = part.get(name)
    lists = found if isinstance(found, list) else [found] if found is not None else []
    return [_local(one.dt, zone)[0] for each in lists for one in each.dts]


def _day_of(part: Component, name: str, zone: ZoneInfo) -> date | None:
    found = part.get(name)
    return None if found is None else _local(found.dt, zone)[0]


def _local(moment: date | datetime, zone: ZoneInfo) -> tuple[date, time | None]:
    """Shop time; a moment without a zone is shop time already, a bare day has no time."""
    if not isinstance(moment, datetime):
        return moment, None
    there = moment.astimezone(zone) if moment.tzinfo is not None else moment
    return there.date(), there.time().replace(second=0, microsecond=0, tzinfo=None)


def _with_moved(item: CalendarItem, instead: date, moved: CalendarItem) -> CalendarItem:
    """The series with its next occurrence on the day to which it was moved."""
    if item.day != instead or moved.day is None:
        return item
    return replace(item, day=moved.day, wall=moved.wall, remarks=(*item.remarks, "moved"))


def _priority(part: Component) -> int:
    found = part.get("PRIORITY")
    level = int(found) if found is not None else 0
    return URGENT if level == HIGHEST else IMPORTANT if HIGHEST < level <= HIGH else USUAL


def _kind(part: Component) -> str:
    told = _text(part, KIND_NAME)
    return told if told in set(TaskKind) else ""


def _plain(text: str) -> str:
    """Google writes descriptions as a page of the web: its text."""
    if not _TAG.search(text):
        return text
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _text(part: Component, name: str) -> str:
    found = part.get(name)
    return str(found[0] if isinstance(found, list) else found) if found is not None else ""
