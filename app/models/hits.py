"""What came of the reminders of a rule, counted in the receipts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

# A reminder counts from the day on which it was first announced, or acted on. What was bought of the rule's
# target counts; without one of what the rule is about; where it is about no product, any purchase does.
_HITS = """
WITH rule AS (
    SELECT id, kind, json_extract(params, '$.target_id') AS target_id,
        json_extract(params, '$.product_id') AS product_id, coalesce(json_extract(params, '$.category'), '') AS category
    FROM reminder_rule WHERE id = :rule_id),
told AS (
    SELECT m.client_id, date(m.created_at) AS day
    FROM reminder m WHERE m.rule_id = :rule_id AND m.client_id IS NOT NULL
        AND m.state <> 'held_out' AND (m.alerts > 0 OR m.handled_at IS NOT NULL)),
looked AS (SELECT * FROM told WHERE day BETWEEN :first AND :last)
SELECT count(*), coalesce(sum(EXISTS (
    SELECT 1 FROM purchase p WHERE p.client_id = t.client_id AND p.status = 'done' AND p.deleted_at IS NULL
        AND p.return_of_id IS NULL AND p.day >= t.day AND p.day <= date(t.day, '+' || :days || ' days')
        AND (r.kind IN ('feedback', 'cadence') OR EXISTS (
            SELECT 1 FROM purchase_line l JOIN product g ON g.id = l.product_id
            WHERE l.purchase_id = p.id AND l.quantity > 0 AND CASE
                WHEN r.target_id IS NOT NULL THEN g.id = r.target_id
                WHEN r.product_id IS NOT NULL THEN g.id = r.product_id
                WHEN r.category <> '' THEN g.category = r.category
                ELSE g.replenish_days > 0 END)))), 0)
FROM looked t CROSS JOIN rule r"""


def count_hits(session: Session, rule_id: int, first: date, last: date, days: int) -> tuple[int, int]:
    """How many reminders of a rule were announced between two days, and after how many of them the client came within
    so many days."""
    values = {"rule_id": rule_id, "first": first.isoformat(), "last": last.isoformat(), "days": days}
    told, came = session.execute(text(_HITS), values).one()
    return told, came
