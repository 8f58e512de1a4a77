"""The sections of the report counted in plain Python from the bare rows: what they must equal."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import combinations
from math import sqrt
from typing import Any

from sqlalchemy import text

from app.models.database import Database
from tests.services.report.plain_report import Receipt, visits_of
from tests.services.report.random_shop import ZONE


def rows(db: Database, statement: str) -> list[Any]:
    """Rows of a plain statement."""
    with db.read() as session:
        return list(session.execute(text(statement)).all())


def baskets(db: Database, receipts: list[Receipt]) -> dict[int, set[int]]:
    """Sale -> the products of which something stayed with the buyer."""
    sales = {one.id for one in receipts if one.of is None and (one.total is None or one.total >= 0)}
    counted = {one.id: one.of or one.id for one in receipts}
    stayed: dict[int, Counter[int]] = defaultdict(Counter)
    for row in rows(db, "SELECT purchase_id, product_id, quantity FROM purchase_line WHERE product_id IS NOT NULL"):
        sale = counted.get(row.purchase_id)
        if sale in sales:
            stayed[sale][row.product_id] += row.quantity
    return {sale: {product for product, left in taken.items() if left > 0} for sale, taken in stayed.items()}


def comes_back(
    taken: dict[int, set[int]], receipts: list[Receipt], first: date, last: date, today: date, number: int
) -> dict[int | None, tuple[int, int, int]]:
    """Product, None for whatever was taken -> clients with it on their `number`-th visit, those of them who have had 90
    days since, and those who came within these."""
    found: dict[int | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    for client, days in visits_of(receipts).items():
        if len(days) < number or not first <= days[number - 1] <= last:
            continue
        day = days[number - 1]
        counts = day + timedelta(days=90) <= today
        back = len(days) > number and (days[number] - day).days <= 90
        own = [taken.get(one.id, set()) for one in receipts if one.client == client and one.day == day]
        for product in {None, *(product for products in own for product in products)}:
            found[product][0] += 1
            found[product][1] += counts
            found[product][2] += counts and back
    return {product: (several, counted, back) for product, (several, counted, back) in found.items()}


def together(taken: dict[int, set[int]], receipts: list[Receipt], first: date, last: date) -> Counter[tuple[int, int]]:
    """Two products -> receipts of these days with both."""
    inside = {one.id for one in receipts if first <= one.day <= last}
    return Counter(pair for sale in inside for pair in combinations(sorted(taken.get(sale, ())), 2))


def sources(db: Database, receipts: list[Receipt], first: date, last: date) -> dict[str, dict[str, Any]]:
    """Source in small letters -> what its clients bought and what it cost."""
    of = {row.id: row.source.casefold() for row in rows(db, "SELECT id, source FROM client")}
    visits = visits_of(receipts)
    found: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"buyers": 0, "new_buyers": 0, "revenue": 0, "ever": 0, "spend": None}
    )
    for client, days in visits.items():
        if any(first <= day <= last for day in days):
            found[of[client]]["buyers"] += 1
            found[of[client]]["new_buyers"] += first <= days[0] <= last
            spent = sum(one.total or 0 for one in receipts if one.client == client and one.day <= last)
            found[of[client]]["ever"] += spent
    for one in receipts:
        if one.client is not None and first <= one.day <= last:
            found[of[one.client]]["revenue"] += one.total or 0
    for row in rows(db, "SELECT source, first_day, last_day, sum FROM marketing_spend"):
        start, end = date.fromisoformat(row.first_day), date.fromisoformat(row.last_day)
        inside = sum(first <= start + timedelta(days=n) <= last for n in range((end - start).days + 1))
        if inside:
            own = found[row.source.casefold()]
            own["spend"] = (own["spend"] or 0) + row.sum * inside / ((end - start).days + 1)
    return found


def answers(db: Database, first: date, last: date) -> tuple[int, int, int]:
    """Promoters, passives and detractors by the latest answer of each client that is there."""
    latest: dict[int, tuple[str, int]] = {}
    found = rows(
        db,
        "SELECT f.client_id, f.at, f.score FROM feedback f JOIN client c ON c.id = f.client_id"
        " WHERE c.deleted_at IS NULL ORDER BY f.id",
    )
    for row in found:
        before = latest.get(row.client_id)
        if first <= utc_day(row.at) <= last and (before is None or row.at >= before[0]):
            latest[row.client_id] = (row.at, row.score)
    scores = [score for _at, score in latest.values()]
    return sum(s >= 9 for s in scores), sum(7 <= s <= 8 for s in scores), sum(s <= 6 for s in scores)


def utc_day(at: str) -> date:
    """The shop's day of a moment, which is stored in UTC."""
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        moment = datetime.fromisoformat(f"{at}+00:00")
    return moment.astimezone(ZONE).date()


def margin(promoters: int, detractors: int, answered: int) -> float:
    """Half the width of the interval of the mean of +1, 0 and -1, in points."""
    values = [1] * promoters + [-1] * detractors + [0] * (answered - promoters - detractors)
    mean = sum(values) / answered
    return 196 * sqrt(sum((value - mean) ** 2 for value in values) / answered / answered)
