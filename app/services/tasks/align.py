"""Days of follow-ups that agree with each other, after an action in the middle of several was taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.task import Task
from app.services.shop_time import to_moment

BLOCK = 4_000  # ids in one question to the database
COLUMNS = frozenset(("due_day", "due_time", "due_at", "every", "anchor", "first_day", "series_day"))
_READ = (Task.id, Task.due_day, Task.due_time, Task.due_at, Task.every, Task.first_day, Task.series_day)


def align_tasks(session: Session, ids: Collection[int], zone: ZoneInfo) -> None:
    """Building block: the moment is that of the day and the time, a rule begins on the day of its occurrence at the
    latest, and only a rule knows an occurrence that was moved. Nothing of it is logged: it follows from what is."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), BLOCK):
        rows = session.execute(select(*_READ).where(Task.id.in_(ordered[start : start + BLOCK]))).all()
        rights = [(row, _right(row, zone)) for row in rows]
        wrong = [
            {"id": row.id, **right}
            for row, right in rights
            if any(getattr(row, name) != value for name, value in right.items())
        ]
        if wrong:
            session.execute(update(Task), wrong)


def _right(row: Any, zone: ZoneInfo) -> dict[str, Any]:
    wall = None if row.due_time is None else time.fromisoformat(row.due_time)
    moment = to_moment(row.due_day, wall, zone)
    if row.every is None:
        return {"due_at": moment, "first_day": row.due_day, "series_day": None}
    first_day = min(row.first_day, row.series_day or row.due_day)
    return {"due_at": moment, "first_day": first_day, "series_day": row.series_day}
