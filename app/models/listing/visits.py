"""Visits as a filter of clients asks for them, by the statements that tell the facts of clients."""

from __future__ import annotations

from app.models.facts import with_visits


def visits_sql(period: str, until: str) -> str:
    """Rows (client_id, day), a visit each, of the days that " AND day ..." of a period leaves; nothing after `until`
    counts. What was brought back counts whenever that was."""
    visits = with_visits("", f"AND (return_of_id IS NOT NULL OR (1{period})){until}")
    return f"({visits} SELECT client_id, day FROM visit)"


def second_visits_sql(until: str) -> str:
    """Rows (client_id, days): how many days after the first visit the second one was, and the beginning of a condition
    on them. Who came once only is not among them."""
    numbered = "SELECT client_id, days, row_number() OVER (PARTITION BY client_id ORDER BY day) AS number FROM gap"
    return f"({with_visits('', until)} SELECT client_id, days FROM ({numbered}) WHERE number = 2) WHERE 1"


def gaps_sql(period: str, until: str) -> str:
    """Rows (client_id, days): the days since the visit before, of each visit that " AND day ..." of a period leaves,
    and the beginning of a condition on them."""
    gaps = f"SELECT client_id, days FROM gap WHERE days IS NOT NULL{period}"
    return f"({with_visits('', until)} {gaps}) WHERE 1"


def scores_sql(answers: str) -> str:
    """Rows (client_id, score): the last of each client's `answers`, "feedback WHERE ...", and the beginning of a
    condition on them. Moments of one length are compared as text, the later id going before."""
    latest = "CAST(substr(max(at || printf('%019d%02d', id, score)), -2) AS INTEGER)"
    return f"(SELECT client_id, {latest} AS score FROM {answers} GROUP BY client_id) WHERE 1"


def taken_on_visit(number: int, named: str, period: str, until: str) -> str:
    """The condition on a client that a product g, as `named` says, was taken on the visit of that number, which lies in
    a period, and did not go back. Written as the sections of the report count it (models/sold.py)."""
    numbered = "SELECT client_id, day, row_number() OVER (PARTITION BY client_id ORDER BY day) AS number FROM visit"
    visit = f"({with_visits('', until)} SELECT client_id, day FROM ({numbered}) WHERE number = {number}{period})"
    stayed = (
        "SELECT sum(x.quantity) FROM purchase r CROSS JOIN purchase_line x ON x.purchase_id = r.id"
        " WHERE (r.id = p.id OR r.return_of_id = p.id) AND r.status = 'done' AND r.deleted_at IS NULL"
        f" AND x.product_id = g.id{until.replace(' day ', ' r.day ')}"
    )
    return (
        "id IN (SELECT p.client_id FROM product g CROSS JOIN purchase_line l ON l.product_id = g.id"
        f" CROSS JOIN purchase p ON p.id = l.purchase_id WHERE ({named}) AND p.status = 'done'"
        " AND p.deleted_at IS NULL AND p.return_of_id IS NULL AND (p.total >= 0 OR p.total IS NULL)"
        f" AND l.quantity > 0 AND (p.client_id, p.day) IN {visit} AND ({stayed}) > 0)"
    )
