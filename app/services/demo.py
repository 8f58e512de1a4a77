"""The sample shop: the shipped files go through the real import, all days moved so that something is due today, and
the counter is filled with what no file brings."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from app.models.database import Database
from app.models.enums import TaskKind
from app.models.purchase import Purchase
from app.services.clients.find import find_clients, list_client_ids
from app.services.demo_counter import fill_counter
from app.services.demo_numbers import fill_numbers
from app.services.demo_segments import fill_segments
from app.services.errors import DatabaseBusy
from app.services.first_start import has_nothing
from app.services.imports.apply import apply_import
from app.services.imports.columns import CleanColumns
from app.services.imports.plan import open_plan
from app.services.imports.read import Reader
from app.services.imports.results import ImportOptions, Report
from app.services.imports.rows import Choices
from app.services.reminders.today.due import list_due
from app.services.sample_shop import drop_stopped, drop_unfinished, mark_sample, sample_is_whole
from app.services.tasks.save import TaskData, add_task

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
FILES = ("клиенты.xls", "продажи_2024.csv", "продажи.xlsx")

# No quiet hours: whoever looks at the sample sees its notification at any time of the day. Its files count in roubles.
SETTINGS = {"quiet_from": "00:00", "quiet_to": "00:00", "currency": "RUB", "country": "RU"}
READ, IMPORTED, WHOLE = 40, 70, 100  # of the progress, by what takes how long


@dataclass(frozen=True)
class DemoShop:
    """What the sample shop holds, and how many are to be contacted today."""

    clients: int
    purchases: int
    today: int


def make_demo(db: Database, today: date, now: datetime, report: Report = lambda done, total: None) -> DemoShop:
    """Fill an empty shop with the samples, as if their last day were yesterday. A shop with anything stays as it is.

    `report` counts parts of 100 and may raise Cancelled; after that, or any failure, the shop is empty as before; so it
    is made anew where the program was killed while it made it. Raises DatabaseBusy where another one is making it.
    """
    if drop_unfinished(db, now):
        raise DatabaseBusy(file=str(db.path))
    if has_nothing(db):
        facts = json.loads((SAMPLES / "demo.json").read_text(encoding="utf-8"))
        mark = mark_sample(db, {"shop_name": facts["shop_name"], **SETTINGS}, now)
        try:
            _fill(db, facts, today, now, report)
            sample_is_whole(db, mark)
        except BaseException:
            drop_stopped(db)
            raise
    with db.read() as session:
        purchases = session.scalar(select(func.count()).select_from(Purchase)) or 0
    return DemoShop(len(list_client_ids(db)), purchases, len(list_due(db, today, now=now)))


def _fill(db: Database, facts: dict[str, Any], today: date, now: datetime, report: Report) -> None:
    _import(db, date.fromisoformat(facts["anchor"]), today, now, report)
    for task in facts["tasks"]:
        _add_task(db, task, today, now)
    report(IMPORTED, WHOLE)
    fill_counter(db, SAMPLES / "counter.json", today, now)
    fill_numbers(db, facts, today, now)
    fill_segments(db, facts["views"], today, now)


def _part_of(report: Report, start: int, end: int) -> Report:
    """Tell the progress of one stage as that part of the whole."""
    return lambda done, total: report(start + (end - start) * min(done, total) // total if total else start, WHOLE)


def _import(db: Database, anchor: date, today: date, now: datetime, report: Report) -> None:
    with open_plan(db, [SAMPLES / name for name in FILES], ImportOptions(today)) as plan:
        for file in plan.files:
            file.reader.close()
            file.reader = LaterReader(file.path, anchor, today)
        plan.prepare(_part_of(report, 0, READ))
        for error in (file.error for file in plan.files if file.error):
            raise error
        apply_import(db, plan, now, _part_of(report, READ, IMPORTED))


def _add_task(db: Database, task: dict[str, Any], today: date, now: datetime) -> None:
    found = find_clients(db, task["phone"], limit=1)
    due_time = time.fromisoformat(task["time"]) if task["time"] else None
    data = TaskData(
        found[0].id if found else None,
        task["title"],
        today + timedelta(days=task["days"]),
        due_time,
        every=task.get("every"),
        priority=task.get("priority", 0),
        kind=TaskKind(task["kind"]),
        checklist=tuple((text, done) for text, done in task.get("checklist", ())),
    )
    add_task(db, data, now)


class LaterReader(Reader):
    """Reads a file as if everything had happened later: what was on the day `anchor` is on the day `today`."""

    def __init__(self, path: Path, anchor: date, today: date) -> None:
        super().__init__(path)
        self._anchor, self._later = anchor, today - anchor

    def columns(self, sheet_name: str, choices: Choices) -> Generator[CleanColumns]:
        for batch in super().columns(sheet_name, choices):
            batch.changed("day", self._day)
            batch.changed("last_contact", self._day)
            batch.changed("birthday", self._birthday)
            yield batch

    def _day(self, day: str | None) -> str | None:
        return (date.fromisoformat(day) + self._later).isoformat() if day else None

    def _birthday(self, birthday: str | None) -> str | None:
        """Day and month move as they fall in the anchor's year; the year of birth, where there is one, stays.

        The 29th of February counts as the 28th, so that the new one exists in every year.
        """
        if birthday is None:
            return None
        month_day = birthday[-5:].replace("02-29", "02-28")
        moved = date.fromisoformat(f"{self._anchor.year}-{month_day}") + self._later
        return birthday[:-5] + f"{moved:%m-%d}".replace("02-29", "02-28")
