"""The statements that write a matched drop into the shop, all set-based, in the order that parents need.

Parameters: client, purchase, product, batch = the ids before the first new one of each table, so that number n of the
staging area becomes id + n; now, action. Clients that the shop had get more contacts, tags and the like unless
stage.rule keeps them as they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.imports.match import PART_OF_KIND
from app.models.interaction import SPOKEN

COUNTED = ("client", "purchase", "product", "import_batch")

_WHO = "coalesce(k.client_id, :client + k.no)"
_ADDING = (
    "(k.client_id IS NULL OR NOT EXISTS"
    " (SELECT 1 FROM stage.rule q WHERE q.sheet = p.sheet AND q.part = {part} AND q.rule = 'keep'))"
)
_MENTION = (
    "JOIN stage.person p ON p.id = s.person JOIN stage.sheet h ON h.no = p.sheet"
    " JOIN stage.mention m ON m.person = p.id JOIN stage.cluster k ON k.no = m.cluster"
    f" WHERE NOT k.hidden AND {_ADDING.format(part=PART_OF_KIND)}"
)
_REP = (
    "FROM stage.cluster k JOIN stage.person p ON p.id = k.rep JOIN stage.sheet h ON h.no = p.sheet WHERE NOT k.hidden"
)

PRODUCTS = """
INSERT INTO product (id, name, name_key, sku, category, price, batch_id)
SELECT :product + no, name, name_key, sku, category, price, :batch + batch FROM stage.new_product ORDER BY no"""

CLIENTS = """
INSERT INTO client (id, name, last_name, first_name, middle_name, company, gender, birth_day, birth_month, birth_year,
    address, city, card, source, note, points, created_at, updated_at, batch_id, search_text, sort_key, first_key)
SELECT :client + k.no,
    coalesce(p.name, p.company, substr(p.contacts, 1, instr(p.contacts || char(10), char(10)) - 1), p.card,
        p.external_id),
    coalesce(p.last_name, ''), coalesce(p.first_name, ''), coalesce(p.middle_name, ''), coalesce(p.company, ''),
    p.gender, CAST(substr(p.birthday, -2) AS INTEGER), CAST(substr(p.birthday, -5, 2) AS INTEGER),
    CASE WHEN p.birthday NOT LIKE '--%' THEN CAST(substr(p.birthday, 1, 4) AS INTEGER) END,
    coalesce(p.address, ''), coalesce(p.city, ''), coalesce(p.card, ''), coalesce(p.source, ''), coalesce(p.note, ''),
    coalesce(p.points, 0), :now, :now, :batch + k.batch, p.search_text, p.sort_key, p.first_key
FROM stage.cluster k JOIN stage.person p ON p.id = k.rep WHERE k.client_id IS NULL ORDER BY k.no"""

BELONGINGS = (
    # of new clients that are mentioned once: as they stand, in the order of their cells
    """
INSERT INTO contact_point (client_id, kind, value, original, position, batch_id)
SELECT :client + k.no, s.kind, s.value, s.original, s.position, :batch + k.batch
FROM stage.contact s JOIN stage.mention m ON m.person = s.person JOIN stage.cluster k ON k.no = m.cluster
WHERE k.client_id IS NULL AND k.rep = s.person ORDER BY s.rowid""",
    # of all others: each once, after those that the client has
    f"""
INSERT INTO contact_point (client_id, kind, value, original, position, batch_id)
SELECT {_WHO}, s.kind, s.value, s.original,
    row_number() OVER (PARTITION BY k.no ORDER BY p.id, s.position) - 1
    + (SELECT count(*) FROM contact_point x WHERE x.client_id = k.client_id),
    :batch + h.batch
FROM stage.contact s {_MENTION}
    AND (k.client_id IS NOT NULL OR k.rep <> s.person) AND (k.client_id IS NULL OR NOT EXISTS
        (SELECT 1 FROM contact_point x WHERE x.client_id = k.client_id AND x.value = s.value))
GROUP BY k.no, s.value ORDER BY k.no""",
    f"""
INSERT OR IGNORE INTO external_id (client_id, source, value, batch_id)
SELECT {_WHO}, h.source, p.external_id, :batch + h.batch
FROM stage.person p JOIN stage.sheet h ON h.no = p.sheet JOIN stage.mention m ON m.person = p.id
    JOIN stage.cluster k ON k.no = m.cluster WHERE p.external_id IS NOT NULL ORDER BY p.id""",
    f"""
INSERT OR IGNORE INTO client_tag (client_id, tag, batch_id)
SELECT {_WHO}, s.value, :batch + h.batch FROM stage.trait s {_MENTION} AND s.kind = 'tag'""",
    f"""
INSERT OR IGNORE INTO preference (client_id, text, batch_id)
SELECT {_WHO}, s.value, :batch + h.batch FROM stage.trait s {_MENTION} AND s.kind = 'preference'""",
    f"""
INSERT OR IGNORE INTO own_value (client_id, field_id, value, number, batch_id)
SELECT {_WHO}, f.id, s.value, CASE WHEN f.kind = 'number' THEN CAST(s.value AS REAL) END, :batch + h.batch
FROM stage.trait s JOIN own_field f ON s.kind = 'own:' || f.id {_MENTION} ORDER BY p.id""",
    f"""
INSERT INTO consent (client_id, purpose, given, source, batch_id)
SELECT {_WHO}, 'advertising', p.consent, h.file, :batch + h.batch {_REP} AND p.consent IS NOT NULL
    AND {_ADDING.format(part="'consent'")}
    AND p.consent IS NOT (SELECT x.given FROM consent x WHERE x.client_id = k.client_id AND x.purpose = 'advertising'
    ORDER BY x.id DESC LIMIT 1)""",
    # 09:00 UTC is the same calendar day nearly everywhere
    f"""
INSERT INTO interaction (client_id, kind, at, batch_id)
SELECT {_WHO}, 'note', p.last_contact || 'T09:00:00.000000Z', :batch + h.batch {_REP} AND p.last_contact IS NOT NULL
    AND {_ADDING.format(part="'last_contact'")}
    AND NOT EXISTS
        (SELECT 1 FROM interaction x WHERE x.client_id = k.client_id AND date(x.at) = p.last_contact
        AND {SPOKEN})""",
)

# Own fields that the file says otherwise, where it is to be believed; before the new ones are added.
_OTHERWISE = """
SELECT k.client_id, f.id AS field_id, s.value, CASE WHEN f.kind = 'number' THEN CAST(s.value AS REAL) END AS number,
    x.value AS old, x.number AS old_number, h.batch, min(p.id)
FROM stage.trait s JOIN own_field f ON s.kind = 'own:' || f.id JOIN stage.person p ON p.id = s.person
    JOIN stage.sheet h ON h.no = p.sheet
    JOIN stage.rule q ON q.sheet = h.no AND q.part = 'own' AND q.rule = 'overwrite'
    JOIN stage.mention m ON m.person = p.id JOIN stage.cluster k ON k.no = m.cluster AND NOT k.hidden
    JOIN own_value x ON x.client_id = k.client_id AND x.field_id = f.id
GROUP BY k.client_id, f.id HAVING x.value <> s.value"""
OWN_CHANGES = (
    f"""
INSERT INTO change (action_id, "table", row_id, client_id, batch_id, before, after)
SELECT :action, 'own_value', o.client_id || char(9) || o.field_id, o.client_id, :batch + o.batch,
    json_object('value', o.old, 'number', o.old_number), json_object('value', o.value, 'number', o.number)
FROM ({_OTHERWISE}) o""",
    f"""
UPDATE own_value SET value = o.value, number = o.number FROM ({_OTHERWISE}) o
WHERE o.client_id = own_value.client_id AND o.field_id = own_value.field_id""",
)

CHANGES = (
    """
INSERT INTO change (action_id, "table", row_id, client_id, batch_id, before, after)
SELECT :action, 'client', CAST(c.client_id AS TEXT), c.client_id, :batch + k.batch, c.before, c.after
FROM stage.cluster k CROSS JOIN stage.client_change c ON c.client_id = k.client_id""",
    """
UPDATE client SET version = version + 1, updated_at = :now
WHERE id IN (SELECT client_id FROM stage.client_change UNION SELECT client_id FROM stage.added)""",
)

PURCHASES = """
INSERT INTO purchase (id, client_id, day, time, total, receipt, status, import_key, created_at, updated_at, batch_id)
SELECT :purchase + r.no, coalesce(k.client_id, :client + k.no), r.day, r.time, r.total, coalesce(r.receipt, ''),
    coalesce(r.status, 'done'), r.import_key, :now, :now, :batch + h.batch
FROM stage.receipt r JOIN stage.sheet h ON h.no = r.sheet LEFT JOIN stage.mention m ON m.person = r.person
    LEFT JOIN stage.cluster k ON k.no = m.cluster WHERE NOT r.duplicate ORDER BY r.no"""

LINES = """
INSERT INTO purchase_line (purchase_id, product_id, position, quantity, price, discount, sum)
SELECT :purchase + l.receipt, coalesce(m.product_id, :product + m.target),
    l.position, coalesce(l.quantity, 1000), l.price, coalesce(l.discount, 0), l.sum
FROM stage.line l JOIN stage.receipt r ON r.no = l.receipt JOIN stage.product_map m ON m.no = l.product
WHERE NOT r.duplicate"""

# The usual price of a new product that no list of products gave one: what it was sold for last. Files are in the order
# of their days, one way or the other, so the first and the last line are looked at.
_OUTER = (
    "(SELECT x.id FROM purchase_line x WHERE x.product_id = product.id AND x.price IS NOT NULL AND x.quantity > 0"
    " ORDER BY x.id {order} LIMIT 1)"
)
LAST_PRICES = f"""
UPDATE product SET price = (
    SELECT l.price FROM purchase_line l JOIN purchase p ON p.id = l.purchase_id
    WHERE l.id IN ({_OUTER.format(order="ASC")}, {_OUTER.format(order="DESC")}) ORDER BY p.day DESC, l.id DESC LIMIT 1)
WHERE id > :product AND price IS NULL"""

# A return names the receipt that it takes back, often with a letter before the number.
_NAMED = (
    "IN (coalesce(r.return_of, r.receipt), CASE WHEN r.return_of IS NULL THEN ltrim(r.receipt, 'CcСсRrВвRr№#- ') END)"
)
_SALES_OF_RETURNS = f"""
UPDATE purchase SET return_of_id = :purchase + o.no
FROM stage.receipt r JOIN stage.receipt o ON o.sheet = r.sheet AND o.receipt {_NAMED}
    AND NOT o.is_return AND NOT o.duplicate AND o.day <= r.day
WHERE r.is_return AND NOT r.duplicate AND purchase.id = :purchase + r.no"""
# A sale of the same client that an earlier import brought.
_EARLIER_SALES = f"""
UPDATE purchase SET return_of_id = (
    SELECT p.id FROM purchase p WHERE p.client_id = purchase.client_id AND p.day <= purchase.day AND p.total > 0
        AND p.id <= :purchase AND p.receipt {_NAMED} AND p.receipt <> '' AND p.deleted_at IS NULL
    ORDER BY p.day DESC, p.id DESC LIMIT 1)
FROM stage.receipt r
WHERE r.is_return AND NOT r.duplicate AND coalesce(r.return_of, r.receipt) IS NOT NULL
    AND purchase.id = :purchase + r.no AND purchase.return_of_id IS NULL"""

_FAILURES = """
INSERT INTO import_failure (batch_id, sheet, row, outcome, "column", value, code)
SELECT :batch + h.batch, :sheet, p.row, p.outcome, p."column", p.value, p.code
FROM stage.problem p JOIN stage.sheet h ON h.no = p.sheet WHERE p.sheet = :no ORDER BY p.rowid"""

_ORIGINALS = """
INSERT INTO import_original (batch_id, sheet, row, outcome, cells)
SELECT :batch + h.batch, :sheet, o.row, o.outcome, o.cells
FROM stage.original o JOIN stage.sheet h ON h.no = o.sheet WHERE o.sheet = :no AND o.outcome <> 2
ORDER BY o.row"""


def last_ids(raw: Any) -> dict[str, int]:
    """Table -> the highest id it ever gave, for COUNTED tables; ids are never used again."""
    given = dict.fromkeys(COUNTED, 0) | dict(raw.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return {table: given[table] for table in COUNTED}


def link_returns(raw: Any, parameters: dict[str, Any]) -> None:
    """Link returns to the sales that they name: of the same sheet, else of the same client in the shop."""
    if raw.execute("SELECT 1 FROM stage.receipt WHERE is_return AND NOT duplicate LIMIT 1").fetchone():
        raw.execute("CREATE INDEX IF NOT EXISTS stage.receipt_number ON receipt (receipt)")
        raw.execute(_SALES_OF_RETURNS, parameters)
        raw.execute(_EARLIER_SALES, parameters)


def keep_failures(raw: Any, batch: int, no: int, sheet: str) -> None:
    """Copy the problems of one staged sheet, and the rows that have them, into the shop."""
    for statement in (_FAILURES, _ORIGINALS):
        raw.execute(statement, {"batch": batch, "no": no, "sheet": sheet})


def update_clients(raw: Any) -> None:
    """Write what changes on clients that the shop had, one statement for each set of columns."""
    by_columns: defaultdict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for client, after in raw.execute("SELECT client_id, after FROM stage.client_change").fetchall():
        values = json.loads(after)
        by_columns[tuple(values)].append((*values.values(), client))
    for columns, rows in by_columns.items():
        raw.executemany(f"UPDATE client SET {', '.join(f'{c} = ?' for c in columns)} WHERE id = ?", rows)


def share_above(session: Session, above: int) -> float:
    """Share of the purchases with an id above `above`, 0..1."""
    added, every = session.execute(
        text("SELECT (SELECT count(*) FROM purchase WHERE id > :above), count(*) FROM purchase"), {"above": above}
    ).one()
    return added / every if every else 0.0


def touch_buyers(session: Session, above: int) -> None:
    """Add the clients of purchases with an id above `above` to temp.touched."""
    session.execute(
        text("INSERT OR IGNORE INTO temp.touched SELECT DISTINCT client_id FROM purchase WHERE id > :above"
             " AND client_id IS NOT NULL"), {"above": above},
    )  # fmt: skip


def touch_contacted(session: Session, batch: int) -> None:
    """Add the clients to temp.touched whose last contact came with a batch above `batch`."""
    session.execute(
        text("INSERT OR IGNORE INTO temp.touched SELECT client_id FROM interaction WHERE batch_id > :batch"),
        {"batch": batch},
    )


# One row per client with all that its keys are made of; several values are joined by newlines.
_KEY_PARTS = """
SELECT c.id, c.name, c.last_name, c.first_name, c.middle_name, c.company,
    (SELECT group_concat(value, char(10)) FROM
        (SELECT value FROM contact_point x WHERE x.client_id = c.id ORDER BY position)),
    c.card, c.city,
    (SELECT group_concat(tag, char(10)) FROM client_tag x WHERE x.client_id = c.id),
    (SELECT group_concat(value, char(10)) FROM external_id x WHERE x.client_id = c.id),
    (SELECT group_concat(w.name, char(10)) FROM contact_person x JOIN client w ON w.id = x.company_id
        WHERE x.client_id = c.id),
    (SELECT group_concat(value, char(10)) FROM own_value x WHERE x.client_id = c.id AND value NOT IN ('0', '1')),
    c.note
FROM client c WHERE c.id IN ({which})"""

CHANGED_CLIENTS = (
    "SELECT client_id FROM stage.client_change UNION SELECT client_id FROM stage.added"
    # new ones whose keys were made of columns only, which own fields are none of: of sales, or of several mentions
    " UNION SELECT w.client_id FROM own_value w JOIN stage.cluster k ON k.no = w.client_id - {client}"
    " JOIN stage.person p ON p.id = k.rep JOIN stage.sheet h ON h.no = p.sheet WHERE w.batch_id > {batch}"
    " AND (h.role <> 'clients' OR k.no IN (SELECT cluster FROM stage.mention GROUP BY cluster HAVING count(*) > 1))"
)


def key_parts(raw: Any, which: str) -> list[tuple[Any, ...]]:
    """What the search keys are made of, for the clients that the query `which` selects."""
    return list(raw.execute(_KEY_PARTS.format(which=which)))


def set_keys(raw: Any, rows: list[tuple[str, str, str, int]]) -> None:
    """Store search_text, sort_key and first_key by client id; one statement, for each has its price in the index."""
    raw.execute("CREATE TEMP TABLE IF NOT EXISTS new_key (search_text, sort_key, first_key, id INTEGER PRIMARY KEY)")
    raw.executemany("INSERT INTO temp.new_key VALUES (?, ?, ?, ?)", rows)
    raw.execute(
        "UPDATE client SET search_text = k.search_text, sort_key = k.sort_key, first_key = k.first_key"
        " FROM temp.new_key k WHERE k.id = client.id"
    )
    raw.execute("DELETE FROM temp.new_key")
