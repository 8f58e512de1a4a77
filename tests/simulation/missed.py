"""What went by untold, worked out by hand, against what the program has written down as missed and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import text

from tests.simulation.raw import Rows
from tests.simulation.truth import At, Due, found_at

if TYPE_CHECKING:
    from tests.simulation.year import Year

DAY = timedelta(days=1)
SELLING = ("lapsed", "interest", "replenishment", "service", "feedback", "cadence")
WRITTEN = """
SELECT r.id, r.kind || ':' || r.source_key || ':' || r.occurrence AS key, e.note
FROM reminder_event e JOIN reminder r ON r.id = e.reminder_id
WHERE e.event = 'missed' ORDER BY e.id"""


def went_by(rows: Rows, since: date, today: date) -> dict[str, Due]:
    """Reasons whose last day was on or after `since` and before `today`, told or not, muted or not."""
    told_of = rows.occasions
    rows = replace(rows, find_occasions=lambda: told_of, known={}, heeds_mute=False)
    found: dict[str, Due] = {}
    for step in range((today - since).days):
        day = since + step * DAY
        night = datetime.combine(day, time(23, 59), rows.zone)
        found |= {key: due for key, due in found_at(rows, At(night, day, day)).items() if due.last == day}
    return found


def check(year: Year, rows: Rows, since: date, today: date) -> None:
    """After the night's work: what nobody was told of is in the log, with the reason why."""
    with year.program.db.read() as session:
        lines = session.execute(text(WRITTEN)).all()
    known = {line.key for line in lines if line.id in year.missed}
    written = {line.key: line.note for line in lines if line.id not in year.missed}
    wanted = {}
    for key, due in went_by(rows, since, today).items():
        entry = year.memory.entries.get(key)
        born = datetime.fromisoformat(rows.client[due.client or 0].created_at).astimezone(rows.zone).date()
        if due.last is None or born > due.last or key in known or due.early:
            continue
        if entry is None or not (entry.is_known or entry.held):
            wanted[key] = reason(year, rows, due)
    for key, note in list(written.items()):
        entry = year.memory.entries.get(key)
        if note == "not_shown" and entry is not None and (entry.perhaps or not entry.shown):
            wanted[key] = note
    for key, note in written.items():
        year.note(f"missed {key}: {note}")
    wrong = {key for key in written.keys() | wanted.keys() if written.get(key) not in wanted.get(key, ())}
    if wrong:
        told = [f"{key}: {written.get(key)}, by hand {wanted.get(key)}" for key in sorted(wrong)]
        raise year.fail(f"missed since {since}: {told}", sorted(wrong))
    year.missed |= {line.id for line in lines}
    for note in written.values():
        year.counts.missed[note] = year.counts.missed.get(note, 0) + 1


def reason(year: Year, rows: Rows, due: Due) -> tuple[str, ...]:
    """Why it was not told: any of these is true."""
    assert due.last is not None
    days = [due.first + step * DAY for step in range((due.last - due.first).days + 1)]
    muted = rows.client[due.client or 0].muted_until
    if due.kind in SELLING and muted is not None and date.fromisoformat(muted) > due.first:
        return ("was_muted",)
    if not any(day.weekday() in rows.working_days for day in days):
        return ("day_off",)
    if not any(day in year.told_days for day in days):
        return ("paused",) if year.pauses.days.intersection(days) else ("off",)
    is_over = due.kind == "lapsed" or rows.saved.get("contacts_per_day", 0)
    return ("over_cap",) if is_over else ("too_late",)
