"""The SQL behind the comparison of clients who come back with those who came once.

A visit is as in facts.py; a client's first day is that of the first visit. Facts stored on the client serve today.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

REPEAT, ONCE, FRESH = "repeat", "once", "fresh"

_CLIENTS = "client c INDEXED BY ix_client_listed"
_BUYER = "c.deleted_at IS NULL AND c.merged_into_id IS NULL AND c.visits > 0"
# Came again; came once, long enough ago to have come again; came once lately.
_SIDE = f"CASE WHEN c.visits > 1 THEN '{REPEAT}' WHEN c.first_visit < :fresh THEN '{ONCE}' ELSE '{FRESH}' END"
_COUNTED = "p.client_id IS NOT NULL AND p.status = 'done' AND p.deleted_at IS NULL"

_TOTALS = f"""
WITH bought AS (
    SELECT p.client_id, count(p.total) AS known, coalesce(sum(p.total), 0) AS total,
        coalesce(sum(max(p.total, 0)), 0) AS sold, -coalesce(sum(min(p.total, 0)), 0) AS returned,
        coalesce(sum(p.total > 0), 0) AS sales, coalesce(sum(p.total < 0), 0) AS returns
    FROM purchase p INDEXED BY ix_purchase_facts WHERE {_COUNTED} GROUP BY p.client_id)
SELECT {_SIDE} AS side, count(*) AS clients, sum(c.visits) AS visits, sum(b.known) AS known, sum(b.total) AS total,
    sum(b.sold) AS sold, sum(b.returned) AS returned, sum(b.sales) AS sales, sum(b.returns) AS returns
FROM bought b CROSS JOIN {_CLIENTS} ON c.id = b.client_id WHERE {_BUYER} GROUP BY 1"""

_FIRST_SUMS = f"""
SELECT side, count(total) AS clients, coalesce(sum(total), 0) AS total FROM (
    SELECT {_SIDE} AS side, sum(p.total) AS total FROM {_CLIENTS}
    CROSS JOIN purchase p INDEXED BY ix_purchase_facts ON p.client_id = c.id AND p.day = c.first_visit
    WHERE {_BUYER} AND {_COUNTED} GROUP BY c.id)
GROUP BY side"""

_RHYTHMS = f"SELECT c.rhythm_days FROM {_CLIENTS} WHERE {_BUYER} AND c.rhythm_days IS NOT NULL ORDER BY 1"

_SOURCES = f"""
SELECT c.source, count(*) AS clients, sum(c.visits > 1) AS back FROM {_CLIENTS}
WHERE {_BUYER} AND c.first_visit < :fresh GROUP BY c.source"""

# What stayed with the client of the first day's receipts, each product once.
_FIRST_PRODUCTS = f"""
WITH had AS (
    SELECT c.id, l.product_id, c.visits > 1 AS back FROM {_CLIENTS}
    CROSS JOIN purchase p INDEXED BY ix_purchase_facts ON p.client_id = c.id AND p.day = c.first_visit
    CROSS JOIN purchase_line l ON l.purchase_id = p.id
    WHERE {_BUYER} AND c.first_visit < :fresh AND {_COUNTED} AND p.return_of_id IS NULL
        AND (p.total >= 0 OR p.total IS NULL) AND l.product_id IS NOT NULL
    GROUP BY c.id, l.product_id
    HAVING sum(l.quantity + coalesce((SELECT sum(x.quantity) FROM purchase b CROSS JOIN purchase_line x
        ON x.purchase_id = b.id WHERE b.return_of_id = p.id AND b.client_id = c.id AND b.status = 'done'
        AND b.deleted_at IS NULL AND x.product_id = l.product_id), 0)) > 0)
SELECT g.name, count(*) AS clients, sum(h.back) AS back FROM had h JOIN product g ON g.id = h.product_id
GROUP BY h.product_id"""


def read_totals(session: Session, fresh: date) -> Sequence[Row[Any]]:
    """side, clients, visits, receipts with a known sum, their net sum, money and receipts above and below zero (all
    positive). `fresh`: who came first on that day or later, and once, has had no time to come again."""
    return session.execute(text(_TOTALS), {"fresh": fresh.isoformat()}).all()


def read_first_sums(session: Session, fresh: date) -> Sequence[Row[Any]]:
    """side, clients with a known sum on their first day, and these sums together."""
    return session.execute(text(_FIRST_SUMS), {"fresh": fresh.isoformat()}).all()


def read_all_rhythms(session: Session) -> Sequence[float]:
    """The rhythms of all clients that have one, the shortest first, in days."""
    return session.scalars(text(_RHYTHMS)).all()


def read_shares_of_sources(session: Session, fresh: date) -> Sequence[Row[Any]]:
    """source, clients who came from it before `fresh`, and how many of them came again."""
    return session.execute(text(_SOURCES), {"fresh": fresh.isoformat()}).all()


def read_shares_of_products(session: Session, fresh: date) -> Sequence[Row[Any]]:
    """name, clients who bought it on their first day, before `fresh`, and how many of them came again."""
    return session.execute(text(_FIRST_PRODUCTS), {"fresh": fresh.isoformat()}).all()
