"""The statements that give receipts of the shop what a file says about them now: status, sum, client, lines.

stage.receipt.duplicate says which (models/import_again.py). Everything goes into the change log with its batch, so that
an undo brings it back. Parameters as in models/import_write.py.
"""

from __future__ import annotations

from typing import Any

from app.models.imports.again import UPDATED

LINE = ("id", "purchase_id", "product_id", "position", "quantity", "price", "discount", "sum")
_AS_JSON = "json_object(" + ", ".join(f"'{name}', l.{name}" for name in LINE) + ")"
_TARGETS = f"""stage.again a JOIN stage.receipt r ON r.no = a.no AND r.duplicate = {UPDATED}
    JOIN stage.sheet h ON h.no = r.sheet JOIN purchase p ON p.id = a.purchase_id"""

_PLAN = f"""
INSERT INTO stage.purchase_change (purchase_id, batch, before, after)
SELECT id, batch, json_group_object(name, old), json_group_object(name, new) FROM (
    SELECT p.id, h.batch, 'status' AS name, p.status AS old, r.status AS new FROM {_TARGETS} WHERE a.status
    UNION ALL SELECT p.id, h.batch, 'total', p.total, r.total FROM {_TARGETS} WHERE a.total
    UNION ALL SELECT p.id, h.batch, 'client_id', p.client_id, coalesce(k.client_id, :client + k.no) FROM {_TARGETS}
        JOIN stage.mention m ON m.person = r.person JOIN stage.cluster k ON k.no = m.cluster WHERE a.client)
GROUP BY id"""

# What came back over the counter is whose the sale is.
_RETURNS_TOO = """
INSERT OR IGNORE INTO stage.purchase_change (purchase_id, batch, before, after)
SELECT x.id, c.batch, json_object('client_id', x.client_id),
    json_object('client_id', json_extract(c.after, '$.client_id'))
FROM stage.purchase_change c JOIN purchase x ON x.return_of_id = c.purchase_id AND x.batch_id IS NULL
WHERE json_extract(c.after, '$.client_id') IS NOT NULL"""

_LOG = """
INSERT INTO change (action_id, "table", row_id, client_id, batch_id, before, after)
SELECT :action, 'purchase', CAST(c.purchase_id AS TEXT), p.client_id, :batch + c.batch, c.before, c.after
FROM stage.purchase_change c JOIN purchase p ON p.id = c.purchase_id"""

_SET = """
UPDATE purchase SET status = coalesce(json_extract(c.after, '$.status'), status),
    total = coalesce(json_extract(c.after, '$.total'), total),
    client_id = coalesce(json_extract(c.after, '$.client_id'), client_id)
FROM stage.purchase_change c WHERE c.purchase_id = purchase.id"""

_VERSIONS = f"""
UPDATE purchase SET version = version + 1, updated_at = :now
WHERE id IN (SELECT a.purchase_id FROM {_TARGETS})"""

_GONE = (
    f"SELECT d.line FROM stage.line_diff d JOIN stage.receipt r ON r.no = d.no AND r.duplicate = {UPDATED} WHERE d.gone"
)
_LOG_GONE = f"""
INSERT INTO change (action_id, "table", row_id, client_id, batch_id, before)
SELECT :action, 'purchase_line', CAST(l.id AS TEXT), p.client_id, :batch + h.batch, {_AS_JSON}
FROM {_TARGETS} JOIN stage.line_diff d ON d.no = a.no AND d.gone JOIN purchase_line l ON l.id = d.line"""

_NEW = f"""
INSERT INTO purchase_line (purchase_id, product_id, position, quantity, price, discount, sum)
SELECT p.id, coalesce(g.product_id, :product + g.target),
    row_number() OVER (PARTITION BY p.id ORDER BY l.id)
        + (SELECT coalesce(max(x.position), -1) FROM purchase_line x WHERE x.purchase_id = p.id),
    coalesce(l.quantity, 1000), l.price, coalesce(l.discount, 0), l.sum
FROM {_TARGETS} JOIN stage.line_diff d ON d.no = a.no AND NOT d.gone
    JOIN stage.line l ON l.receipt = a.no AND l.id = d.line JOIN stage.product_map g ON g.no = l.product
ORDER BY p.id, l.id"""
_LOG_NEW = f"""
INSERT INTO change (action_id, "table", row_id, client_id, batch_id, after)
SELECT :action, 'purchase_line', CAST(l.id AS TEXT), p.client_id, :batch + h.batch, {_AS_JSON}
FROM {_TARGETS} CROSS JOIN purchase_line l ON l.purchase_id = p.id WHERE l.id > :last_line"""

_TOUCH = f"""
INSERT OR IGNORE INTO temp.touched SELECT p.client_id FROM {_TARGETS} WHERE p.client_id IS NOT NULL"""


def update_purchases(raw: Any, parameters: dict[str, Any]) -> None:
    """Change the receipts that the file says something new about; after products and clients, before new lines."""
    raw.execute("DELETE FROM stage.purchase_change")
    if not raw.execute(f"SELECT 1 FROM stage.receipt WHERE duplicate = {UPDATED} LIMIT 1").fetchone():
        return
    last = raw.execute("SELECT coalesce(max(id), 0) FROM purchase_line").fetchone()[0]
    for statement in (_PLAN, _RETURNS_TOO, _SET, _LOG, _LOG_GONE):
        raw.execute(statement, parameters)
    raw.execute(f"DELETE FROM purchase_line WHERE id IN ({_GONE})")
    for statement in (_NEW, _LOG_NEW, _VERSIONS):
        raw.execute(statement, parameters | {"last_line": last})


def touch_updated(raw: Any) -> None:
    """Add the clients of the changed receipts to temp.touched."""
    raw.execute(_TOUCH)
