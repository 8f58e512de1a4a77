"""A calendar file read: events and to-dos of Google, Apple, Outlook, Thunderbird and our own."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
LEFT_OUT = ("cancelled", "over")  # of an occurrence: the series comes on another day instead
_FOLD = re.compile(rb"\r?\n[ \t]")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = " \t\n\u200b\u200c\u200d\u2060\ufeff"
_OURS_YEARLY = re.compile(rf"(?:{'|'.join(YEARLY_MARK)})\d+@\w+\.regulars")
Component.ignore_exceptions = True  # a bad property spoils its entry at most, never the file
_Own = Mapping[date, CalendarItem]  # occurrences of a series that are told on their own, by their day of the rule


def read_calendar(path: Path, zone: ZoneInfo, today: date) -> list[CalendarItem]:
    """All events and to-dos of the file, in its order; times are the shop's. Raises FileMissing, CalendarDamaged,
    CalendarEmpty."""
    parts = [part for calendar in _calendars(path) for part in calendar.walk() if part.name in ("VEVENT", "VTODO")]
    own = _told_on_their_own(parts, zone, today)
    whole = [part for part in parts if part.get("RECURRENCE-ID") is None]
    items = [_item(part, zone, today, own.get(_text(part, "UID"), {})) for part in whole]
    known = {item.uid for item in items}
    for uid, days in own.items():  # of a series that is not in the file each is an entry of its own
        if uid not in known:
            items.extend(replace(item, uid=f"{uid}#{day:%Y%m%d}") for day, item in days.items())
    if not items:
        raise CalendarEmpty(file=path.name)
    return items


def _told_on_their_own(parts: Sequence[Component], zone: ZoneInfo, today: date) -> dict[str, dict[date, CalendarItem]]:
    """The occurrences that were moved, changed or cancelled, by their series and their day in it."""
    own: dict[str, dict[date, CalendarItem]] = defaultdict(dict)
    for part in parts:
        if part.get("RECURRENCE-ID") is None:
            continue
        item = _item(part, zone, today, {})
        try:
            own[item.uid][_days_in(part.get("RECURRENCE-ID"), zone)[0]] = item
        except (ValueError, TypeError, AttributeError, OverflowError):
            own[f"{item.uid}#"][date.min] = replace(item, refused="broken")
    return own


def _calendars(path: Path) -> list[Component]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    text = _decoded(raw)
    begun, ended = (re.findall(rf"^{mark}:(\S+)\s*$", text, re.I | re.M) for mark in ("BEGIN", "END"))
    if "VCALENDAR" not in map(str.upper, begun) or len(begun) != len(ended):  # one cut off would lose its end silently
        raise CalendarDamaged(file=path.name)
    try:
        return list(Calendar.from_ical(text, multiple=True))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise CalendarDamaged(file=path.name, detail=str(error)[:200]) from error


def _decoded(raw: bytes) -> str:
    if not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = _FOLD.sub(b"", raw)  # some fold in the middle of a letter
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _item(part: Component, zone: ZoneInfo, today: date, own: _Own) -> CalendarItem:
    uid, title = _text(part, "UID"), _printable(" ".join(_text(part, "SUMMARY").split()))[:LONGEST_TITLE]
    try:
        return _with_moved(_understood(part, uid, title, zone, today, own), own)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        return CalendarItem(uid, title, refused="broken")


def _understood(part: Component, uid: str, title: str, zone: ZoneInfo, today: date, own: _Own) -> CalendarItem:
    is_todo = part.name == "VTODO"
    when = part.get("DUE" if is_todo else "DTSTART") or part.get("DTSTART")
    status = _text(part, "STATUS").upper()
    start, wall = _local(when.dt, zone) if when is not None else (None, None)
    remarks: list[str] = []
    every, day = None, start
    if start is not None and not is_plausible(start):
        raise ValueError(start)
    if start is not None and (part.get("RRULE") is not None or part.get("RDATE") is not None):
        every, day = _repeats(part, start, zone, today, own)
        if every is None:
            remarks.append("once")
    if start is None:
        day = today
        remarks.append("no_day")
    return CalendarItem(
        uid,
        title,
        _printable(_plain(_text(part, "DESCRIPTION"))).strip()[:LONGEST_NOTE],
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
    if _OURS_YEARLY.fullmatch(uid) and KIND_NAME not in part:
        return YEARLY
    if status == "CANCELLED":
        return "cancelled"
    if is_todo and (status == "COMPLETED" or part.get("COMPLETED") is not None or part.get("PERCENT-COMPLETE") == 100):
        return "done"
    if not title.strip(_UNSEEN):
        return "broken"
    if day is None or (not is_todo and day < today and KIND_NAME not in part):
        return "over"
    return ""


def _repeats(part: Component, start: date, zone: ZoneInfo, today: date, own: _Own) -> tuple[str | None, date | None]:
    """Our rule, None where ours cannot hold theirs, and the next day from today on; no day once it is over."""
    rules: Any = part.get("RRULE")
    out = {*_days_in(part.get("EXDATE"), zone), *(day for day, one in own.items() if one.refused in LEFT_OUT)}
    more = [day for day in _days_in(part.get("RDATE"), zone) if day >= today and day not in out]
    rule = rules[0] if isinstance(rules, list) else rules
    every = None if isinstance(rules, list) or rule is None or part.get("RDATE") is not None else every_of(rule, start)
    if every is not None:
        day = _next_of_ours(every, start, today, out)
        if all(one <= day for one in out):  # a day that is left out later cannot be held
            return every, day
    theirs = start if rule is None and start >= today else None
    if rule is not None:
        theirs = _next_of_theirs(rule, start, today, out)
    return None, min((day for day in (theirs, *more) if day is not None), default=None)


def _next_of_ours(every: str, start: date, today: date, out: set[date]) -> date:
    rule = read_rule(every)
    day = start if start >= today else next_after(rule, start, today - timedelta(days=1))
    while day in out:
        day = next_after(rule, start, day)
    return day


def _next_of_theirs(rule: Any, start: date, today: date, out: set[date]) -> date | None:
    """The next day of a rule that we cannot hold, without the days that are taken out of it."""
    from dateutil.rrule import rrulestr

    if str(rule.get("FREQ", [""])[0]).upper() in OFTEN:  # nobody counts the seconds since then
        return max(start, today)
    text = ";".join(
        f"{name}={','.join(_as_day(value) for value in values)}" for name, values in rule.items() if name != "WKST"
    )
    days = rrulestr(text, dtstart=datetime.combine(start, time()))  # whole days: no clock is put forward in them
    after = days.xafter(datetime.combine(max(start, today), time()), count=len(out) + 1, inc=True)
    return next((found.date() for found in after if found.date() not in out), None)


def _as_day(value: object) -> str:
    return value.strftime("%Y%m%d") if isinstance(value, date) else str(value)


def _days_in(found: Any, zone: ZoneInfo) -> list[date]:
    """The days of a property that may be there more than once, each with several of them."""
    lists = found if isinstance(found, list) else [found] if found is not None else []
    return [_local(one.dt, zone)[0] for each in lists for one in getattr(each, "dts", (each,))]


def _local(moment: date | datetime, zone: ZoneInfo) -> tuple[date, time | None]:
    """Shop time; a moment without a zone is shop time already, a bare day has no time."""
    if not isinstance(moment, datetime):
        return moment, None
    there = moment.astimezone(zone) if moment.tzinfo is not None else moment
    return there.date(), there.time().replace(second=0, microsecond=0, tzinfo=None)


def _with_moved(item: CalendarItem, own: _Own) -> CalendarItem:
    """The series with its next occurrence on the day to which it was moved."""
    moved = own.get(item.day) if item.day is not None else None
    if moved is None or moved.refused or moved.day is None:
        return item
    return replace(item, day=moved.day, wall=moved.wall, remarks=(*item.remarks, "moved"))


def _priority(part: Component) -> int:
    found = part.get("PRIORITY")
    level = found if isinstance(found, int) else 0
    return URGENT if level == HIGHEST else IMPORTANT if HIGHEST < level <= HIGH else USUAL


def _kind(part: Component) -> str:
    told = _text(part, KIND_NAME)
    return told if told in set(TaskKind) else ""


def _plain(text: str) -> str:
    """Google writes descriptions as a page of the web: its text."""
    if not _TAG.search(text):
        return text
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _printable(text: str) -> str:
    """Without what no screen, sheet or file can hold, and what would turn the words behind it around."""
    shown = (letter for letter in text if letter not in _TURNING)
    return "".join(letter for letter in shown if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))


def _text(part: Component, name: str) -> str:
    found = part.get(name)
    return str(found[0] if isinstance(found, list) else found) if found is not None else ""
