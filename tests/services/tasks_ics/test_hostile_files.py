"""Calendar files as bad programs write them: one bad entry spoils itself only, and no day is made up or lost."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.services.errors import CalendarDamaged
from app.services.tasks.ics.items import CalendarItem
from app.services.tasks.ics.read import read_calendar

TODAY = date(2026, 11, 22)
MONDAYS = "DTSTART:20261123T100000\nRRULE:FREQ=WEEKLY;BYDAY=MO"


def _entry(uid: str, text: str, name: str = "VEVENT") -> str:
    return f"BEGIN:{name}\nUID:{uid}\nSUMMARY:{uid}\n{text}\nEND:{name}\n"


def _read(folder: Path, *entries: str) -> list[CalendarItem]:
    path = folder / "hostile.ics"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(entries)}END:VCALENDAR\n"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return read_calendar(path, ZoneInfo("Europe/Moscow"), TODAY)


@pytest.mark.parametrize(
    "bad",
    [
        _entry("bad", "DTSTART:20270101T100000\nRECURRENCE-ID:bogus"),
        _entry("bad", "DUE:20270101\nPRIORITY:abc", "VTODO"),
        _entry("bad", "DTSTART:20270101\nBEGIN:VALARM\nTRIGGER:soon\nEND:VALARM"),
        _entry("bad", "DUE:tomorrow", "VTODO"),
    ],
)
def test_a_bad_property_leaves_the_other_entries(tmp_path: Path, bad: str) -> None:
    items = _read(tmp_path, bad, _entry("good", "DTSTART:20270101"))

    assert ("good", "") in [(item.uid, item.refused) for item in items]


def test_a_letter_that_is_folded_in_two_is_read(tmp_path: Path) -> None:
    path, name = tmp_path / "folded.ics", "Привет".encode()
    lines = (b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"SUMMARY:" + name[:5], b" " + name[5:], b"DTSTART:20270101")
    path.write_bytes(b"\r\n".join((*lines, b"END:VEVENT", b"END:VCALENDAR", b"")))

    assert [item.title for item in read_calendar(path, ZoneInfo("Europe/Moscow"), TODAY)] == ["Привет"]


def test_a_day_that_was_called_off_is_not_the_next_one(tmp_path: Path) -> None:
    off = "RECURRENCE-ID:20261123T100000\nDTSTART:20261123T100000\nSTATUS:CANCELLED"

    (item,) = _read(tmp_path, _entry("series", MONDAYS), _entry("series", off))

    assert (item.day, item.every) == (date(2026, 11, 30), "FREQ=WEEKLY;BYDAY=MO")


def test_of_several_days_that_were_moved_the_next_one_counts(tmp_path: Path) -> None:
    soon = _entry("series", "RECURRENCE-ID:20261123T100000\nDTSTART:20261124T120000")
    later = _entry("series", "RECURRENCE-ID:20261130T100000\nDTSTART:20261201T100000")

    (item,) = _read(tmp_path, _entry("series", MONDAYS), soon, later)

    assert (item.day, item.wall, item.remarks) == (date(2026, 11, 24), time(12), ("moved",))


def test_a_moved_day_without_its_series_is_a_task(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, _entry("lone", "RECURRENCE-ID:20261130T100000\nDTSTART:20261201T100000"))

    assert (item.day, item.refused) == (date(2026, 12, 1), "")


@pytest.mark.parametrize(
    ("text", "day", "every", "remarks"),
    [
        (f"{MONDAYS}\nEXDATE:20261123T100000", date(2026, 11, 30), "FREQ=WEEKLY;BYDAY=MO", ()),
        (f"{MONDAYS}\nEXDATE:20261130T100000", date(2026, 11, 23), None, ("once",)),
        ("DTSTART:20260101\nRDATE;VALUE=DATE:20270101", date(2027, 1, 1), None, ("once",)),
        ("DTSTART:20260131\nRRULE:FREQ=MONTHLY", date(2026, 11, 30), "FREQ=MONTHLY;BYMONTHDAY=31", ()),
        ("DTSTART:20261123\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", date(2026, 11, 23), None, ("once",)),
    ],
)
def test_the_days_of_a_series_are_those_of_its_calendar(
    tmp_path: Path, text: str, day: date, every: str | None, remarks: tuple[str, ...]
) -> None:
    (item,) = _read(tmp_path, _entry("series", text))

    assert (item.day, item.every, item.remarks) == (day, every, remarks)


def test_only_birthdays_of_ours_are_left_to_their_clients(tmp_path: Path) -> None:
    ours, night = _entry("birthday-7@0123456789abcdef.regulars", "DTSTART:20270101"), "DTSTART:20270101"

    items = _read(tmp_path, ours, _entry("date-night@example.com", night), _entry("birthday-1@other", night))

    assert [item.refused for item in items] == ["yearly", "", ""]


def test_what_nobody_can_see_is_no_title(tmp_path: Path) -> None:
    zero, bell = "BEGIN:VEVENT\nSUMMARY:\u200b\nDTSTART:20270101\nEND:VEVENT\n", "SUMMARY:a\u202e\x07b"

    items = _read(tmp_path, zero, f"BEGIN:VEVENT\n{bell}\nDTSTART:20270101\nEND:VEVENT\n")

    assert [(item.title, item.refused) for item in items] == [("\u200b", "broken"), ("ab", "")]


def test_an_entry_that_is_cut_off_is_a_damaged_file(tmp_path: Path) -> None:
    with pytest.raises(CalendarDamaged):
        _read(tmp_path, "BEGIN:VEVENT\nSUMMARY:a\nDTSTART:20270101\n", _entry("b", "DTSTART:20270101"))


def test_what_is_done_wholly_is_done(tmp_path: Path) -> None:
    items = _read(tmp_path, *(_entry(f"{n}", f"DUE:20270101\nPERCENT-COMPLETE:{n}", "VTODO") for n in (50, 100)))

    assert [item.refused for item in items] == ["", "done"]
