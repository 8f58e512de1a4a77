"""Entries of a calendar file as text: events with a repeat and an alarm, folded and escaped (RFC 5545).

Tasks go out as events (VEVENT), not as to-dos (VTODO): Google Calendar and Outlook ignore to-dos of a file, Apple shows
them in another program; an event is shown by all of them on its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.services.exports.vcards import escaped, folded

MINUTES_BEFORE = 15  # an event at an hour is announced so long before
LENGTH = timedelta(minutes=30)  # of an event at an hour: a task has none of its own


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. Without `wall` it is of the whole day, announced at `opening`. `instead_of`: it stands for that day of
    the series of the same name."""

    uid: str
    title: str
    day: date
    changed: datetime
    wall: time | None = None
    details: str = ""
    rrule: str = ""
    instead_of: date | None = None
    version: int = 0
    priority: int = 0  # of RFC 5545
    kind: str = ""


def calendar_text(name: str, zone: str, zone_text: str, entries: Iterable[str]) -> Iterator[str]:
    """The whole file in pieces; `zone_text` is the VTIMEZONE of `zone`."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regulars//Regulars//EN", "CALSCALE:GREGORIAN")
    named = (f"X-WR-CALNAME:{escaped(name)}", f"X-WR-TIMEZONE:{zone}", "METHOD:PUBLISH")
    yield _text([*head, *named])
    yield zone_text
    yield from entries
    yield "END:VCALENDAR\r\n"


def entry_text(entry: Entry, zone: str, opening: time) -> str:
    """One event; every line ends in CRLF, none is over 75 octets."""
    return _text(["BEGIN:VEVENT", *_lines(entry, zone), *_alarm(entry, opening), "END:VEVENT"])


def _lines(entry: Entry, zone: str) -> Iterator[str]:
    changed = entry.changed.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{entry.version}"
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.details:
        yield f"DESCRIPTION:{escaped(entry.details)}"
    if entry.instead_of is not None:
        yield "RECURRENCE-ID" + _moment(entry.instead_of, entry.wall, zone)
    yield "DTSTART" + _moment(entry.day, entry.wall, zone)
    if entry.wall is None:
        yield "DTEND" + _moment(entry.day + timedelta(days=1), None, zone)
        yield "TRANSP:TRANSPARENT"
    else:
        end = datetime.combine(entry.day, entry.wall) + LENGTH
        yield "DTEND" + _moment(end.date(), end.time(), zone)
    if entry.rrule and entry.instead_of is None:
        yield f"RRULE:{entry.rrule}"
    if entry.priority:
        yield f"PRIORITY:{entry.priority}"
    if entry.kind:
        yield f"X-REGULARS-KIND:{entry.kind}"


def _moment(day: date, wall: time | None, zone: str) -> str:
    if wall is None:
        return f";VALUE=DATE:{day:%Y%m%d}"
    return f";TZID={zone}:{day:%Y%m%d}T{wall:%H%M%S}"


def _alarm(entry: Entry, opening: time) -> Iterator[str]:
    after = f"PT{opening.hour}H{opening.minute}M" if entry.wall is None else f"-PT{MINUTES_BEFORE}M"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(entry.title)}"
    yield f"TRIGGER:{after}"
    yield "END:VALARM"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))
