"""Visits and usual gaps, counted by hand from receipts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from tests.simulation.raw import Rows


def visit_days(receipts: list[Any]) -> list[date]:
    """Days on which the client bought: sales, less what came back of them, above zero, or of an unknown sum."""
    days = []
    for day in sorted({row.day for row in receipts}):
        sales = [row for row in receipts if row.day == day and row.return_of_id is None]
        sales = [row for row in sales if row.total is None or row.total > 0]
        ids = {row.id for row in sales}
        net = sum(row.total or 0 for row in receipts if row.id in ids or row.return_of_id in ids)
        if sales and (net > 0 or any(row.total is None for row in sales)):
            days.append(date.fromisoformat(day))
    return days


def usual_gaps(rows: Rows) -> dict[str, float]:
    """Median of the gaps between visits of the whole shop (""), and between days with the same category."""
    gaps: dict[str, list[int]] = defaultdict(list)
    for client_id, receipts in rows.receipts_of.items():
        if client_id is None:
            continue
        gaps[""] += [(after - before).days for before, after in pairwise(visit_days(receipts))]
        bought: dict[str, set[date]] = defaultdict(set)
        for receipt in receipts:
            if receipt.total is None or receipt.total > 0:
                for line in rows.lines_of[receipt.id]:
                    if line.product_id is not None and rows.product[line.product_id].category:
                        bought[rows.product[line.product_id].category].add(date.fromisoformat(receipt.day))
        for category, days in bought.items():
            gaps[category] += [(after - before).days for before, after in pairwise(sorted(days))]
    return {category: float(median(found)) for category, found in gaps.items() if found}
