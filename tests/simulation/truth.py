"""What ought to be told at a moment, worked out from the bare rows in plain Python.

Written from the definitions in words, and sharing no code with the program's kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from tests.simulation.raw import Rows, params
from tests.simulation.visits import visit_days

DAY = timedelta(days=1)


@dataclass(frozen=True)
class At:
    """A moment of the shop: the local day, and the last day whose opening time has come."""

    now: datetime
    today: date
    reached: date


@dataclass(frozen=True)
class Due:
    """One reason that holds. `ready`: it may be announced by now, not only listed; `alert`: which of its alerts that
    would be (a lead in days); `last`: the last day on which it holds, where it ends by itself."""

    key: str
    client: int | None
    ready: bool
    alert: int = 0
    last: date | None = None
    first: date = date.min  # the first day on which it can be told
    worth: float = 0.0
    limit: int = 1  # of a silence: so many days are too long
    has_hour: bool = False
    early: bool = False  # a silence that is not long enough, or not any more: stays where it is open already

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


def at(rows: Rows, now: datetime) -> At:
    """The shop's clock at a moment."""
    there = now.astimezone(rows.zone)
    return At(now, there.date(), there.date() if there.time() >= rows.opens else there.date() - DAY)


def follow_ups(rows: Rows, at: At) -> Iterator[Due]:
    for task in rows.tasks:
        gone = task.client_id is not None and rows.client[task.client_id].deleted_at is not None
        if task.done_at is not None or task.deleted_at is not None or gone:
            continue
        day, wall = date.fromisoformat(task.due_day), task.due_time
        moment = datetime.combine(day, rows.opens if wall is None else time.fromisoformat(wall), rows.zone)
        occurrence = task.due_day if wall is None else f"{task.due_day}T{wall.replace(':', '')}"
        if day <= at.today:
            ready = moment.astimezone(UTC) <= at.now
            yield Due(f"follow_up:task:{task.id}:{occurrence}", task.client_id, ready, has_hour=wall is not None)


def enquiries(rows: Rows, at: At) -> Iterator[Due]:
    patience = timedelta(hours=rows.tuned("enquiry")["hours"])
    for row in rows.enquiries:
        step = rows.task.get(row.task_id)
        has_step = step is not None and step.done_at is None and step.deleted_at is None
        known = row.client_id is None or rows.is_there(row.client_id)
        touched = datetime.fromisoformat(row.touched_at)
        if row.state == "new" and row.deleted_at is None and known and not has_step and touched + patience <= at.now:
            minute = touched.astimezone(UTC).strftime("%Y-%m-%dT%H%M")
            yield Due(f"enquiry:enquiry:{row.id}:{minute}", row.client_id, ready=True)


def cases(rows: Rows, at: At) -> Iterator[Due]:
    for row in rows.cases:
        if row.closed_at is None and row.due_day is not None and rows.is_there(row.client_id):
            due = date.fromisoformat(row.due_day)
            if due <= at.today and date.fromisoformat(row.day) <= at.today:
                yield Due(f"case:case:{row.id}:{row.due_day}", row.client_id, due <= at.reached)


def kept_on(day: int, month: int, year: int, leap: str) -> date:
    """29 February in a common year by the shop's rule."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 2, 28) if leap == "feb28" else date(year, 3, 1)


def _yearly(key: str, client: int, day: int, month: int, tuned: dict[str, Any], leap: str, at: At) -> Iterator[Due]:
    leads, grace = tuned["leads"], tuned["grace_days"]
    for year in (at.today.year - 1, at.today.year, at.today.year + 1):
        event = kept_on(day, month, year, leap)
        if at.today - grace * DAY <= event <= at.today + max(leads, default=0) * DAY:
            come = [lead for lead in leads if event - lead * DAY <= at.reached]
            first = event - max(leads, default=0) * DAY
            yield Due(f"{key}:{event}", client, bool(come), min(come, default=0), event + grace * DAY, first)


def birthdays(rows: Rows, at: At) -> Iterator[Due]:
    tuned = rows.tuned("birthday")
    for row in rows.clients:
        if rows.is_welcome(row.id) and row.birth_day is not None and row.birth_month is not None:
            key = f"birthday:client:{row.id}"
            yield from _yearly(key, row.id, row.birth_day, row.birth_month, tuned, tuned["leap"], at)


def dates(rows: Rows, at: At) -> Iterator[Due]:
    leap = rows.tuned("birthday")["leap"]
    for row in rows.dates:
        if rows.is_welcome(row.client_id):
            yield from _yearly(f"date:date:{row.id}", row.client_id, row.day, row.month, rows.tuned("date"), leap, at)


def renewals(rows: Rows, at: At) -> Iterator[Due]:
    tuned = rows.tuned("renewal")
    sold_on = {row.id: date.fromisoformat(row.day) for row in rows.purchases}
    for row in rows.entitlements:
        end, start = date.fromisoformat(row.end_day), date.fromisoformat(row.start_day)
        is_near = end - tuned["before_days"] * DAY <= at.today <= end + tuned["after_days"] * DAY
        known = [
            one
            for one in rows.entitlements
            if one.client_id == row.client_id and sold_on.get(one.purchase_id, at.today) <= at.today
        ]
        is_same = [
            one
            for one in known
            if (row.product_id is not None and one.product_id == row.product_id)
            or (row.product_id is None and (one.kind, one.name) == (row.kind, row.name))
        ]
        continued = any(date.fromisoformat(one.end_day) > end for one in is_same)
        if is_near and start <= at.today and rows.is_welcome(row.client_id) and not continued:
            first, last = end - tuned["before_days"] * DAY, end + tuned["after_days"] * DAY
            yield Due(f"renewal:entitlement:{row.id}:{end}", row.client_id, first <= at.reached, 0, last, first)


def wishes(rows: Rows, at: At) -> Iterator[Due]:
    for row in rows.interests:
        goods = rows.product[row.product_id]
        if row.closed_at is not None or goods.archived or date.fromisoformat(row.day) > at.today:
            continue
        if row.reason == "missing":
            news = goods.back_day if goods.in_stock and goods.back_day and goods.back_day >= row.day else None
        else:
            cheaper = goods.price is not None and row.price is not None and goods.price < row.price
            news = max(goods.price_day or "", row.day) if cheaper else None
        bought = any(
            row.day <= receipt.day <= at.today.isoformat()
            and receipt.return_of_id is None
            and any(line.product_id == row.product_id for line in rows.lines_of[receipt.id])
            for receipt in rows.receipts_of[row.client_id]
        )
        is_met = news and not bought and rows.may_be_sold_to(row.client_id, at.today)
        if is_met and date.fromisoformat(news) <= at.today:
            yield Due(f"interest:interest:{row.id}:{news}", row.client_id, date.fromisoformat(news) <= at.reached)


def lapsed(rows: Rows, at: At) -> Iterator[Due]:
    for client in rows.clients:
        days = visit_days(rows.receipts_of[client.id])
        if not days or not rows.may_be_sold_to(client.id, at.today):
            continue
        limit = silence_limit(rows, client.id, days)
        lapse = days[-1] + limit * DAY
        if at.today <= lapse + 2 * limit * DAY:
            worth = sum(row.total or 0 for row in rows.receipts_of[client.id]) / (len(days) * limit)
            last = lapse + 2 * limit * DAY
            key, early = f"lapsed:client:{client.id}:{days[-1]}", lapse > at.today
            yield Due(key, client.id, early or lapse <= at.reached, 0, last, lapse, worth, limit, early=early)


def silence_limit(rows: Rows, client_id: int, days: list[date]) -> int:
    """Twice the own rhythm, else twice the usual gap of the category bought last, else of the shop; held in bounds.

    The usual gaps are those of the last night (`cadence`), which the simulation holds against the receipts by itself.
    """
    tuned = rows.tuned("lapsed")
    gaps = [(after - before).days for before, after in pairwise(days)]
    usual = {row.category: row.median_days for row in rows.cadence}
    last = [row for row in rows.receipts_of[client_id] if row.day == days[-1].isoformat()]
    bought = [(line.sum or 0, rows.product[line.product_id].category) for r in last for line in rows.lines_of[r.id]]
    category = max((one for one in bought if one[1]), default=(0, ""))[1]
    if len(days) >= 3:
        base = float(median(gaps))
    else:
        base = usual.get(category) if category and category in usual else usual.get("")
    wanted = tuned["ceiling_days"] if base is None else tuned["factor"] * base
    return int(min(max(wanted, tuned["floor_days"]), tuned["ceiling_days"]) + 0.5)


def occasions(rows: Rows, at: At) -> Iterator[Due]:
    """What ran out, wants service, whom to thank, whom nobody spoke to; some of it told again a week later."""
    for (rule_id, client, base), (due, last, _cycle, _own, _bought, offer, _receipt) in rows.occasions.items():
        rule, gone = rows.rule[rule_id], offer is not None and rows.product[offer].archived
        if due <= at.today <= last and not gone and rows.may_be_sold_to(client, at.today):
            times = params(rule).get("times", 1)
            passed = min(max((at.reached - due).days, 0) // 7, times - 1)
            key = f"{rule.kind}:rule:{rule_id}:client:{client}:{base}"
            yield Due(key, client, due <= at.reached, times - 1 - passed, last, due)


KINDS: dict[str, Callable[[Rows, At], Iterator[Due]]] = {
    "follow_up": follow_ups,
    "enquiry": enquiries,
    "case": cases,
    "birthday": birthdays,
    "date": dates,
    "renewal": renewals,
    "interest": wishes,
    "lapsed": lapsed,
}


def truth(rows: Rows, now: datetime) -> dict[str, Due]:
    """All that holds at a moment, by key; nothing of a kind that is switched off."""
    if now not in rows.known:
        rows.known[now] = found_at(rows, at(rows, now))
    return rows.known[now]


def whenever(rows: Rows, now: datetime) -> set[str]:
    """Keys of what was promised or wanted and is open still, also for a day that is yet to come."""
    far = At(now + 800 * DAY, at(rows, now).today + 800 * DAY, at(rows, now).reached)
    return {due.key for find in (follow_ups, enquiries, cases, wishes) for due in find(rows, far)}


def found_at(rows: Rows, there: At) -> dict[str, Due]:
    """The same by any day."""
    found = {due.key: due for due in occasions(rows, there)}
    for kind, find in KINDS.items():
        if rows.rules_of(kind):
            found |= {due.key: due for due in find(rows, there)}
    return found
