"""Occasions counted in plain Python from the bare rows, rule by rule: what the stored ones must equal."""

from __future__ import annotations

import calendar
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from app.models.database import Database
from app.models.enums import ReminderKind
from app.models.facts import touch
from app.models.occasion_checks import occasions_as_of
from app.models.occasion_sql import Way
from app.models.occasions import raw_of, read_occasion_rules, work_out
from app.models.reminder import ReminderRule
from app.models.rule_params import CadenceParams, FeedbackParams, ReplenishmentParams, ServiceParams
from app.services.reminders.rules.store import rule_of_row
from app.services.settings import get_settings
from app.services.shop_time import day_end
from tests.services.plain_facts import AFTER_ALL

Rows = dict[tuple[int, int, date], tuple[Any, ...]]  # rule, client, base day -> due, last day, cycle, own, products…
COLUMNS = "rule_id, client_id, base_day, due_day, last_day, cycle_days, own_rhythm, bought_id, product_id, purchase_id"


class _Shop:
    """The rows of a shop up to the end of a day."""

    def __init__(self, db: Database, as_of: date) -> None:
        self.zone = get_settings(db).zone
        with db.read() as session:
            receipts = session.execute(
                text(
                    "SELECT id, client_id, day, total, return_of_id FROM purchase WHERE client_id IS NOT NULL"
                    " AND status = 'done' AND deleted_at IS NULL AND day <= :day ORDER BY id"
                ),
                {"day": as_of.isoformat()},
            ).all()
            self.lines = defaultdict(list)
            for row in session.execute(text("SELECT id, purchase_id, product_id, quantity FROM purchase_line")):
                self.lines[row.purchase_id].append(row)
            self.products = {row.id: row for row in session.execute(text("SELECT * FROM product"))}
            self.clients = session.execute(text("SELECT id, created_at, contact_days FROM client")).all()
            self.contacts = session.execute(text("SELECT client_id, at, outcome FROM interaction")).all()
            self.rules = [rule_of_row(row) for row in session.query(ReminderRule).filter(ReminderRule.enabled)]
        self.returns = defaultdict(list)
        known = {row.id: row for row in receipts}
        for row in receipts:
            sale = known.get(row.return_of_id)
            if sale is not None and sale.client_id == row.client_id:
                self.returns[sale.id].append(row)
        self.sales = [row for row in receipts if row.return_of_id is None and self.counts(row)]
        self.receipts = receipts

    def net(self, sale: Any) -> int | None:
        """What the sale came to in the end."""
        return None if sale.total is None else sale.total + sum(row.total or 0 for row in self.returns[sale.id])

    def counts(self, sale: Any) -> bool:
        net = self.net(sale)
        return net is None or (sale.total > 0 and net > 0)

    def local(self, moment: str) -> date:
        return datetime.fromisoformat(moment).astimezone(self.zone).date()

    def left(self, sale: Any) -> dict[int, tuple[int, int]]:
        """Product -> the thousandths kept of it, and its last line."""
        kept: dict[int, int] = defaultdict(int)
        last: dict[int, int] = {}
        for row in (sale, *self.returns[sale.id]):
            for line in self.lines[row.id]:
                if line.product_id is not None:
                    kept[line.product_id] += line.quantity
                    if row is sale and line.quantity > 0:
                        last[line.product_id] = line.id
        return {product: (quantity, last.get(product, 0)) for product, quantity in kept.items()}

    def days_of(self, products: Collection[int]) -> dict[int, dict[date, tuple[int, int]]]:
        """Client -> day on which any of them was bought -> thousandths, and the last line."""
        by_product: dict[Any, list[tuple[int, int]]] = defaultdict(list)
        for sale in self.sales:
            for product, kept in self.left(sale).items():
                if product in products:
                    by_product[sale.client_id, date.fromisoformat(sale.day), product].append(kept)
        days: dict[int, dict[date, tuple[int, int]]] = defaultdict(dict)
        for (client, day, _product), kept in by_product.items():
            quantity = sum(one[0] for one in kept)
            if quantity > 0:
                before = days[client].get(day, (0, 0))
                days[client][day] = (before[0] + quantity, max(before[1], *(one[1] for one in kept)))
        return days


def plain_occasions(db: Database, as_of: date, members: Mapping[int, Collection[int]]) -> Rows:
    """All occasions at the end of that day, with the rules of today."""
    shop = _Shop(db, as_of)
    found: Rows = {}
    for rule in shop.rules:
        match rule.params:
            case ReplenishmentParams() | ServiceParams():
                for thing, trigger, target, cycle in _things(shop, rule.params):
                    _bought(shop, rule.id, rule.params, thing, trigger, target, cycle, found)
            case FeedbackParams():
                _feedback(shop, rule.id, rule.params, found)
            case CadenceParams():
                _cadence(shop, rule.id, rule.params, as_of, members.get(rule.id or 0, ()), found)
    return found


def _things(shop: _Shop, params: Any) -> list[tuple[int, set[int], set[int], int]]:
    cycle = getattr(params, "cycle_days", 0)
    if params.product_id is not None:
        trigger = {params.product_id}
    elif params.category:
        trigger = {row.id for row in shop.products.values() if row.category == params.category}
    elif isinstance(params, ServiceParams):
        return []
    else:
        own = [row for row in shop.products.values() if row.replenish_days]
        return [(row.id, {row.id}, {row.id}, row.replenish_days) for row in own]
    return [(0, trigger, trigger if params.target_id is None else {params.target_id}, cycle)]


def _bought(
    shop: _Shop, rule_id: Any, params: Any, thing: int, trigger: set[int], target: set[int], cycle: int, found: Rows
) -> None:
    triggers, targets, both = shop.days_of(trigger), shop.days_of(target), shop.days_of(trigger | target)
    lines = {line.id: line for lines in shop.lines.values() for line in lines}
    for client in triggers:
        base = max(both[client])
        quantity, line_id = targets[client].get(base) or both[client][base]
        gaps = [(after - before).days for before, after in pairwise(sorted(targets[client]))]
        own = isinstance(params, ReplenishmentParams) and params.own_rhythm and len(gaps) >= 2
        if isinstance(params, ServiceParams):
            days = (_months_later(base, params.every_months) - base).days
        elif own:
            days = int(median(gaps) + 0.5)
        else:
            days = min(3650, max(1, (cycle * quantity + 500) // 1000 if params.by_quantity else cycle))
        due = base + timedelta(days - min(params.lead_days, days // 2))
        line = lines[line_id]
        offer = params.target_id if params.target_id is not None and not thing else line.product_id
        row = (due, due + timedelta(params.last_days), days, own, line.product_id, offer, line.purchase_id)
        there = found.get((rule_id, client, base))
        if there is None or (row[0], row[4]) < (there[0], there[4]):
            found[rule_id, client, base] = row


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _feedback(shop: _Shop, rule_id: Any, params: FeedbackParams, found: Rows) -> None:
    days: dict[int, dict[date, int]] = defaultdict(dict)
    for sale in shop.sales:
        net = shop.net(sale)
        if params.min_sum and (net is None or net < params.min_sum):
            continue
        about = {product for product, (quantity, _line) in shop.left(sale).items() if quantity > 0}
        if params.product_id is not None and params.product_id not in about:
            continue
        categories = {shop.products[product].category for product in about}
        if params.product_id is None and params.category and params.category not in categories:
            continue
        day = date.fromisoformat(sale.day)
        days[sale.client_id][day] = max(sale.id, days[sale.client_id].get(day, 0))
    again = timedelta(max(params.again_days, params.after_days + params.last_days + 1))
    for client, bought in days.items():
        asked = min(bought)
        for day in sorted(bought):
            if not params.first_only and day >= asked + again:
                asked = day
        due = asked + timedelta(params.after_days)
        found[rule_id, client, asked] = (due, due + timedelta(params.last_days), None, False, None, None, bought[asked])


def _cadence(
    shop: _Shop, rule_id: Any, params: CadenceParams, as_of: date, members: Collection[int], found: Rows
) -> None:
    for client in shop.clients:
        days = params.days if params.view_id is not None else client.contact_days
        meant = client.id in members if params.view_id is not None else days
        if not meant or shop.local(client.created_at) > as_of:
            continue
        last = [
            shop.local(row.at)
            for row in shop.contacts
            if row.client_id == client.id and row.outcome not in ("no_answer", "wrong_number")
        ]
        last = [day for day in last if day <= as_of] + _visits(shop, client.id)
        base = max(last, default=shop.local(client.created_at))
        due = base + timedelta(days)
        found[rule_id, client.id, base] = (due, due + timedelta(params.last_days), days, False, None, None, None)


def _visits(shop: _Shop, client: int) -> list[date]:
    by_day = defaultdict(list)
    for row in shop.receipts:
        if row.client_id == client and row.return_of_id is None and (row.total is None or row.total > 0):
            by_day[row.day].append(row)
    return [
        date.fromisoformat(day)
        for day, sales in by_day.items()
        if any(row.total is None for row in sales) or sum(shop.net(row) or 0 for row in sales) > 0
    ]


def check_occasions(db: Database, members: Mapping[int, Collection[int]], past: date) -> int:
    """Fail where stored occasions, or those worked out for a day, differ from the plain ones; returns how many."""
    zone: ZoneInfo = get_settings(db).zone
    plain = plain_occasions(db, AFTER_ALL, members)
    with db.read() as session:
        stored = _read(session.execute(text(f"SELECT {COLUMNS} FROM occasion")).all())
    assert stored == plain
    for day in (AFTER_ALL, past):
        with db.read() as session:
            occasions_as_of(session, day, day_end(day, zone), members)
            assert _now(session) == plain_occasions(db, day, members)
    with db.read() as session:
        raw = raw_of(session)
        touch(session, session.scalars(text("SELECT id FROM client")).all())
        work_out(raw, read_occasion_rules(raw, None), Way.MANY, members)
        assert _now(session) == plain
    return len(plain)


def _now(session: Any) -> Rows:
    return _read(session.execute(text(f"SELECT {COLUMNS} FROM temp.occasion_now")).all())


def _read(rows: Any) -> Rows:
    def day(value: str) -> date:
        return date.fromisoformat(value)

    return {
        (row.rule_id, row.client_id, day(row.base_day)): (
            *(day(row.due_day), day(row.last_day), row.cycle_days, bool(row.own_rhythm)),
            *(row.bought_id, row.product_id, row.purchase_id),
        )
        for row in rows
    }


def rule_row(kind: ReminderKind, params: Any) -> ReminderRule:
    """A rule that is switched on, as a row."""
    return ReminderRule(kind=kind, enabled=True, params=json.loads(json.dumps(params)))
