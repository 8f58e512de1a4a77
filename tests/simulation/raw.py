"""The shop's bare rows, read by plain SQL: all that the oracle knows of the program."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property, partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from app.models.database import Database
from tests.services.plain_facts import AFTER_ALL
from tests.services.plain_occasions import Rows as Occasions
from tests.services.plain_occasions import plain_occasions

_LISTED = {
    "clients": "SELECT * FROM client",
    "tasks": "SELECT * FROM task",
    "enquiries": "SELECT * FROM enquiry",
    "cases": "SELECT * FROM service_case",
    "entitlements": "SELECT * FROM entitlement",
    "interests": "SELECT * FROM interest",
    "dates": "SELECT * FROM important_date",
    "products": "SELECT * FROM product",
    "purchases": "SELECT * FROM purchase WHERE deleted_at IS NULL AND status = 'done'",
    "lines": "SELECT * FROM purchase_line ORDER BY purchase_id, position",
    "contacts": "SELECT * FROM interaction",
    "rules": "SELECT * FROM reminder_rule ORDER BY id",
    "views": "SELECT * FROM saved_view",
    "reminders": "SELECT client_id, handled_day FROM reminder WHERE handled_day IS NOT NULL",
    "cadence": "SELECT * FROM cadence",
    "settings": "SELECT key, value FROM setting",
}
# What a setting is that was never saved.
_OPENS, _QUIET_FROM, _QUIET_TO = "10:00", "21:00", "09:00"


@dataclass(frozen=True)
class Rows:
    """Every row at one moment, by table."""

    tables: dict[str, list[Any]]
    find_occasions: Callable[[], Occasions]  # what the owner's rules find in the receipts and the log, by hand
    heeds_mute: bool = True  # whether clients who want to hear nothing are left in peace
    known: dict[datetime, Any] = field(default_factory=dict)  # what was worked out of them for a moment

    def __getattr__(self, name: str) -> list[Any]:
        return self.tables[name]

    @cached_property
    def client(self) -> dict[int, Any]:
        return {row.id: row for row in self.tables["clients"]}

    @cached_property
    def product(self) -> dict[int, Any]:
        return {row.id: row for row in self.tables["products"]}

    @cached_property
    def task(self) -> dict[int, Any]:
        return {row.id: row for row in self.tables["tasks"]}

    @cached_property
    def receipts_of(self) -> dict[int, list[Any]]:
        found = defaultdict(list)
        for row in self.tables["purchases"]:
            found[row.client_id].append(row)
        return found

    @cached_property
    def lines_of(self) -> dict[int, list[Any]]:
        found = defaultdict(list)
        for row in self.tables["lines"]:
            found[row.purchase_id].append(row)
        return found

    @cached_property
    def saved(self) -> dict[str, Any]:
        return {row.key: json.loads(row.value) for row in self.tables["settings"]}

    @cached_property
    def behind_occasions(self) -> list[Any]:
        """All that they are made of."""
        clients = [(row.id, row.created_at, row.contact_days) for row in self.tables["clients"]]
        tables = ("purchases", "lines", "products", "contacts", "rules")
        return [clients, self.zone, *(self.tables[name] for name in tables)]

    @cached_property
    def occasions(self) -> Occasions:
        return self.find_occasions()

    @cached_property
    def rule(self) -> dict[int, Any]:
        return {row.id: row for row in self.tables["rules"]}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.saved.get("time_zone", "Europe/Moscow"))

    @property
    def opens(self) -> time:
        return time.fromisoformat(self.saved.get("opening_time", _OPENS))

    def hour_only(self, moment: datetime) -> bool:
        """Whether only what has its hour is told: before the opening, and on days off."""
        there = moment.astimezone(self.zone)
        return there.time() < self.opens or there.weekday() not in self.working_days

    @property
    def working_days(self) -> tuple[int, ...]:
        return tuple(self.saved.get("working_days", range(7)))

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nobody is to be disturbed; the hours may run over midnight."""
        wall = moment.astimezone(self.zone).time()
        start = time.fromisoformat(self.saved.get("quiet_from", _QUIET_FROM))
        end = time.fromisoformat(self.saved.get("quiet_to", _QUIET_TO))
        if start <= end:
            return start <= wall < end
        return wall >= start or wall < end

    def is_there(self, client_id: int | None) -> bool:
        """Neither in the trash nor merged."""
        row = None if client_id is None else self.client.get(client_id)
        return row is not None and row.deleted_at is None and row.merged_into_id is None

    def is_welcome(self, client_id: int) -> bool:
        """May be written to without having asked for it."""
        return self.is_there(client_id) and not self.client[client_id].do_not_disturb

    def may_be_sold_to(self, client_id: int, today: date) -> bool:
        """Welcome, and has not said lately that nothing is wanted."""
        until = self.client[client_id].muted_until if client_id in self.client else None
        return self.is_welcome(client_id) and (
            not self.heeds_mute or until is None or date.fromisoformat(until) <= today
        )

    def rules_of(self, kind: str) -> list[Any]:
        """Rules of a kind that are switched on."""
        return [row for row in self.tables["rules"] if row.kind == kind and row.enabled]

    def tuned(self, kind: str) -> dict[str, Any]:
        """The parameters of a kind with one rule, whether it is on or not."""
        row = next((row for row in self.tables["rules"] if row.kind == kind), None)
        return params(row) if row is not None else dict(USUAL[kind])


# What the owner has not tuned.
USUAL: dict[str, dict[str, Any]] = {
    "follow_up": {},
    "enquiry": {"hours": 24},
    "case": {},
    "birthday": {"leads": [7, 1, 0], "grace_days": 3, "leap": "feb28"},
    "date": {"leads": [7, 0], "grace_days": 3},
    "renewal": {"before_days": 7, "after_days": 14},
    "interest": {},
    "replenishment": {
        "product_id": None,
        "category": "",
        "target_id": None,
        "cycle_days": 30,
        "by_quantity": True,
        "own_rhythm": True,
        "lead_days": 5,
        "last_days": 30,
        "times": 1,
    },
    "service": {
        "product_id": None,
        "category": "",
        "target_id": None,
        "every_months": 6,
        "lead_days": 7,
        "last_days": 60,
    },
    "feedback": {
        "after_days": 3,
        "product_id": None,
        "category": "",
        "min_sum": 0,
        "first_only": True,
        "last_days": 14,
        "again_days": 90,
    },
    "cadence": {"view_id": None, "days": 30, "last_days": 60},
    "lapsed": {
        "per_day": 10,
        "factor": 2.0,
        "floor_days": 30,
        "ceiling_days": 365,
        "left_alone_percent": 0,
        "mute_months": 6,
    },
}


def params(row: Any) -> dict[str, Any]:
    """What a rule says, the rest as usual."""
    return {**USUAL[row.kind], **json.loads(row.params)}


def reader(db: Database, lists: Any) -> Callable[[], Rows]:
    """Reads the rows anew only when the file has changed, or who is in the saved `lists`."""
    known: list[tuple[tuple[int, int], Rows]] = []
    turns: list[int] = []

    def read() -> Rows:
        version = db.data_version(), lists.turn
        if not known or known[0][0] != version:
            with db.read() as session:
                tables = {name: list(session.execute(text(sql)).all()) for name, sql in _LISTED.items()}
            rows = Rows(tables, lambda: plain_occasions(db, AFTER_ALL, lists.members))
            is_same = bool(known) and turns == [lists.turn]
            if is_same and rows.behind_occasions == known[0][1].behind_occasions:
                rows = replace(rows, find_occasions=partial(getattr, known[0][1], "occasions"))
            known[:], turns[:] = [(version, rows)], [lists.turn]
        return known[0][1]

    return read
