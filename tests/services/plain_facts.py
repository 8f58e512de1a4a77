"""The facts of clients counted in plain Python from the bare rows: what the stored ones must equal."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import text

from app.models.client import Client
from app.models.database import Database
from app.models.facts import facts_as_of

AFTER_ALL = date(2199, 1, 1)
_RECEIPTS = """
SELECT id, client_id, day, total, return_of_id FROM purchase
WHERE client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL"""
_CATEGORIES = """
SELECT l.purchase_id, p.category, coalesce(l.sum, 0) AS sum FROM purchase_line l JOIN product p ON p.id = l.product_id
WHERE p.category <> ''"""
STORED = ("visits", "receipts", "total", "first_visit", "last_visit", "rhythm_days", "due_back")


def plain_facts(db: Database) -> dict[int, dict[str, Any]]:
    """The definitions of a visit, a return and a rhythm applied to every client with a receipt that counts; under
    `categories` those that may be the one last bought, for sums may be equal."""
    with db.read() as session:
        receipts = session.execute(text(_RECEIPTS)).all()
        lines = session.execute(text(_CATEGORIES)).all()
    bought = defaultdict(list)
    for line in lines:
        bought[line.purchase_id].append((line.sum, line.category))
    found = {}
    for client in {row.client_id for row in receipts}:
        own = [row for row in receipts if row.client_id == client]
        found[client] = _facts(own) | {"categories": _categories(own, bought)}
    return found


def _visit_days(own: list[Any]) -> list[date]:
    by_day: dict[str, list[Any]] = defaultdict(list)
    for row in own:
        if row.return_of_id is None and (row.total is None or row.total > 0):
            by_day[row.day].append(row)
    days = []
    for day, sales in by_day.items():
        ids = {row.id for row in sales}
        net = sum(row.total or 0 for row in own if row.id in ids or row.return_of_id in ids)
        if net > 0 or any(row.total is None for row in sales):
            days.append(date.fromisoformat(day))
    return sorted(days)


def _facts(own: list[Any]) -> dict[str, Any]:
    days = _visit_days(own)
    gaps = [(after - before).days for before, after in pairwise(days)]
    rhythm = float(median(gaps)) if len(days) >= 3 else None
    last = days[-1] if days else None
    return {
        "visits": len(days),
        "receipts": len(own),
        "total": sum(row.total or 0 for row in own),
        "first_visit": days[0] if days else None,
        "last_visit": last,
        "rhythm_days": rhythm,
        "due_back": last + timedelta(math.ceil(rhythm)) if last and rhythm is not None else None,
    }


def _categories(own: list[Any], bought: dict[int, list[tuple[int, str]]]) -> set[str | None]:
    days = _visit_days(own)
    last = [line for row in own if days and row.day == days[-1].isoformat() for line in bought[row.id]]
    most = max((sum_ for sum_, _category in last), default=0)
    return {category for sum_, category in last if sum_ == most} or {None}


def check_facts(db: Database, *, limits: bool = False) -> None:
    """Fail where stored facts differ from the plain ones, or from facts_as_of on a day after all; with `limits`, which
    the daily roll brings up to date, also how long a client may be silent."""
    plain = plain_facts(db)
    with db.read() as session:
        past = {row.client_id: row for row in facts_as_of(session, AFTER_ALL)}
        clients = session.query(Client).all()
    assert set(plain) == set(past)
    nothing = dict.fromkeys(STORED) | {"visits": 0, "receipts": 0, "total": 0, "categories": {None}}
    for client in clients:
        want = plain.get(client.id, nothing)
        assert {name: getattr(client, name) for name in STORED} == {name: want[name] for name in STORED}
        assert client.last_category in want["categories"]
        row = past.get(client.id)
        if row is not None:
            assert _from_row(row) == {name: want[name] for name in STORED}
            assert row.category == client.last_category
            if limits:
                lapse = None if row.lapse_day is None else date.fromisoformat(row.lapse_day)
                assert (client.silence_limit, client.lapse_day) == (row.silence_limit, lapse)


def _from_row(row: Any) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in STORED}
    for name in ("first_visit", "last_visit", "due_back"):
        values[name] = None if values[name] is None else date.fromisoformat(values[name])
    return values
