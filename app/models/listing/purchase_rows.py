"""What is shown of listed receipts and lines, and what a whole list comes to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.models.listing.purchases import RETURN, By, Question

_SHARED = f"""
    p.id AS purchase_id, p.client_id, c.name AS client, p.day, p.time, p.receipt, p.payment, s.name AS staff,
    p.status, {RETURN} AS returns,
    -(SELECT sum(x.total) FROM purchase x WHERE x.return_of_id = p.id AND x.deleted_at IS NULL) AS returned, p.total"""
_BESIDE = "LEFT JOIN client c ON c.id = p.client_id LEFT JOIN staff s ON s.id = p.staff_id"
_OF_LINES = "(SELECT {value} FROM purchase_line l WHERE l.purchase_id = p.id)"
_GOODS = """(SELECT json_group_array(json_array(name, quantity)) FROM (
    SELECT g.name, l.quantity FROM purchase_line l LEFT JOIN product g ON g.id = l.product_id
    WHERE l.purchase_id = p.id ORDER BY l.position, l.id LIMIT :goods))"""

_RECEIPTS = f"""
SELECT p.id AS id, {_SHARED}, {_GOODS} AS goods, {_OF_LINES.format(value="count(*)")} AS lines,
    {_OF_LINES.format(value="sum(l.quantity)")} AS quantity, NULL AS price,
    {_OF_LINES.format(value="sum(l.discount)")} AS discount, p.total AS sum, '' AS unit, '' AS sku, '' AS category
FROM json_each(:ids) j CROSS JOIN purchase p ON p.id = j.value {_BESIDE} ORDER BY j.key"""
_LINES = f"""
SELECT l.id AS id, {_SHARED}, json_array(json_array(g.name, l.quantity)) AS goods, 1 AS lines,
    l.quantity, l.price, l.discount, l.sum, coalesce(g.unit, '') AS unit, coalesce(g.sku, '') AS sku,
    coalesce(g.category, '') AS category
FROM json_each(:ids) j CROSS JOIN purchase_line l ON l.id = j.value JOIN purchase p ON p.id = l.purchase_id {_BESIDE}
    LEFT JOIN product g ON g.id = l.product_id ORDER BY j.key"""
_ROWS: dict[By, str] = {"receipt": _RECEIPTS, "line": _LINES}

_COUNTED = "p.status = 'done'"


def read_rows(session: Session, ids: Sequence[int], by: By, goods: int) -> list[dict[str, Any]]:
    """The rows of these receipts or lines in their order, values as the database has them; `goods` is JSON with the
    names of so many lines, of all below 0."""
    raw: Any = session.connection().connection.driver_connection
    found = raw.execute(_ROWS[by], {"ids": json.dumps(list(ids)), "goods": goods})
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def read_money(question: Question) -> tuple[int, int, int, int, int, int]:
    """Rows that count, receipts among them, returns, receipts with a known sum, money, and rows that do not count."""
    counted = f"FILTER (WHERE {_COUNTED})"
    if question.by == "line":
        receipts, returns = "count(DISTINCT p.id)", f"count(DISTINCT CASE WHEN {RETURN} THEN p.id END)"
        known, money = "count(DISTINCT CASE WHEN l.sum IS NOT NULL THEN p.id END)", "sum(l.sum)"
    else:
        receipts, returns, known, money = "count(*)", f"sum({RETURN})", "count(p.total)", "sum(p.total)"
    wanted = ", ".join(f"coalesce({one} {counted}, 0)" for one in ("count(*)", receipts, returns, known, money))
    found = question.raw.execute(
        f"SELECT {wanted}, count(*) - count(*) {counted} FROM {question.source} WHERE {question.where}",
        question.parameters,
    ).fetchone()
    return found[0], found[1], found[2], found[3], found[4], found[5]


def read_quantity(question: Question) -> int:
    """How much the lines come to, in thousandths, less what came back: some files have no minus on a return."""
    quantity = f"CASE WHEN {RETURN} THEN -abs(l.quantity) ELSE l.quantity END"
    found = question.raw.execute(
        f"SELECT coalesce(sum({quantity}), 0) FROM {question.lines_source()} WHERE {question.where} AND {_COUNTED}",
        question.parameters,
    ).fetchone()
    return int(found[0])


def read_choices(session: Session, field: str, typed: str, limit: int) -> list[tuple[int, str]]:
    """Products that were ever in the catalogue, by name, with the folded text `typed` in it; or the payments and
    categories there are. Pairs of id (0 for a text) and text."""
    raw: Any = session.connection().connection.driver_connection
    return [(row[0], row[1]) for row in raw.execute(_CHOICES[field], {"typed": typed, "limit": limit})]


_CHOICES = {
    "product": "SELECT id, name FROM product WHERE instr(name_key, :typed) OR :typed = ''"
    " ORDER BY archived, name_key, id LIMIT :limit",
    "category": "SELECT DISTINCT 0, category FROM product WHERE category <> '' ORDER BY category",
    "payment": "SELECT DISTINCT 0, payment FROM purchase WHERE payment <> '' ORDER BY payment",
}
