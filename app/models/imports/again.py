"""Receipts that the shop already has: which staged one is which, whether it says something else, and what to do then.

A receipt is known by its key (kind of file, number and day), else by client, day and number, else by client, day and
content, counted: of three equal sales in a file and two in the shop, one is new. stage.receipt.duplicate says what
becomes of it:
NEW goes in, SAME is there already, DIFFERS is there with other lines, sums or status and is kept as it is (doubtful),
UPDATED is there and gets what the file says.
stage.again pairs receipts with purchases, stage.line_diff holds the lines that only one side has.
"""

from __future__ import annotations

from typing import Any

NEW, SAME, DIFFERS, UPDATED = range(4)
RECEIPT_DIFFERS = "receipt_differs"  # code of the problem that tells a receipt of the third kind

_BY_KEY = """
INSERT OR IGNORE INTO stage.again (no, purchase_id)
SELECT r.no, p.id FROM stage.receipt r CROSS JOIN purchase p ON p.import_key = r.import_key ORDER BY r.no"""

_MARK = "UPDATE stage.receipt SET duplicate = 1 WHERE duplicate = 0 AND no IN (SELECT no FROM stage.again)"

_REPEATED = """
UPDATE stage.receipt SET duplicate = 1 FROM
    (SELECT import_key, min(no) AS first FROM stage.receipt GROUP BY import_key HAVING count(*) > 1) f
WHERE f.import_key = stage.receipt.import_key AND stage.receipt.no > f.first"""

# Staged receipts that are still new, with their client of the shop; a new client has nothing in the shop to compare.
_OPEN = """
SELECT r.no, r.day, r.time, coalesce(r.receipt, '') AS receipt, r.total, r.is_return, k.client_id, h.source
FROM stage.receipt r JOIN stage.sheet h ON h.no = r.sheet LEFT JOIN stage.mention m ON m.person = r.person
    LEFT JOIN stage.cluster k ON k.no = m.cluster
WHERE r.duplicate = 0 AND (r.person IS NULL OR k.client_id IS NOT NULL)"""

# What somebody took to the trash stays there, also when its file comes again.
_LIVE = "(p.deleted_at IS NULL OR p.import_key IS NOT NULL) AND p.id NOT IN (SELECT purchase_id FROM stage.again)"
_SIGN = "(coalesce(p.total, 0) < 0) = r.is_return"

# Our own export calls a receipt without a number of its own "R-17", and the second receipt 5 of a day "5 (R-17)".
_BY_OUR_NUMBER = f"""
INSERT OR IGNORE INTO stage.again (no, purchase_id)
SELECT r.no, p.id FROM (SELECT *, rtrim(substr(receipt, instr(receipt, 'R-')), ')') AS ours FROM ({_OPEN})) r
    CROSS JOIN purchase p ON p.id = CAST(substr(r.ours, 3) AS INTEGER)
WHERE r.source = 'regulars' AND r.ours LIKE 'R-%' AND p.day = r.day AND p.client_id IS r.client_id AND {_LIVE}
    AND (p.receipt = '' AND r.receipt = 'R-' || p.id OR r.receipt = p.receipt || ' (R-' || p.id || ')')"""

_BY_NUMBER = f"""
INSERT OR IGNORE INTO stage.again (no, purchase_id)
SELECT r.no, min(p.id) FROM ({_OPEN}) r CROSS JOIN purchase p ON p.client_id = r.client_id AND p.day = r.day
WHERE r.receipt <> '' AND p.receipt = r.receipt AND {_SIGN} AND {_LIVE} GROUP BY r.no"""

# One number for one line, so that the order of lines does not matter; squared, so that sums swapped by lines do.
_MODULUS = 2_147_483_647


def _squares(text: str) -> str:
    return f"sum((({text}) % {_MODULUS}) * (({text}) % {_MODULUS}) % {_MODULUS})"


_GOODS = f"({{product}} * 1000003 + {{quantity}}) % {_MODULUS} * 65599"
_MONEY = _GOODS + " + coalesce(l.sum, -1)"
# Products with one number are one here, whatever they are called: which of its names comes first is chance.
_PRODUCT = "coalesce((SELECT first FROM stage.alike WHERE id = {id}), {id})"
_MY_PRODUCT = _PRODUCT.format(id="coalesce(g.product_id, -g.target)")
_THEIR_PRODUCT = _PRODUCT.format(id="coalesce(l.product_id, 0)")
_MINE = {"product": _MY_PRODUCT, "quantity": "coalesce(l.quantity, 1000)"}
_THEIRS = {"product": _THEIR_PRODUCT, "quantity": "l.quantity"}
_ALIKE = """
INSERT INTO stage.alike (id, first)
SELECT p.id, s.first FROM (SELECT sku, min(id) AS first FROM product WHERE sku <> '' GROUP BY sku HAVING count(*) > 1) s
    JOIN product p ON p.sku = s.sku
UNION ALL
SELECT -n.no, s.first FROM stage.new_product n
    JOIN (SELECT sku, min(id) AS first FROM product WHERE sku <> '' GROUP BY sku) s ON s.sku = n.sku"""
_MY_GOODS, _MY_MONEY = (_squares(text).format(**_MINE) for text in (_GOODS, _MONEY))
_THEIR_GOODS, _THEIR_MONEY = (_squares(text).format(**_THEIRS) for text in (_GOODS, _MONEY))

# {time}: what tells two equal sales of a day apart, {which}: the receipts that are compared by it.
_BY_CONTENT = f"""
INSERT OR IGNORE INTO stage.again (no, purchase_id)
WITH open AS MATERIALIZED (
    SELECT r.* FROM ({_OPEN}) r WHERE (r.receipt = '' OR r.client_id IS NULL)),
seen AS MATERIALIZED (
    SELECT p.id, p.client_id, p.day, p.time, p.receipt, p.total
    FROM (SELECT DISTINCT client_id, day FROM open) d CROSS JOIN purchase p ON p.client_id IS d.client_id
        AND p.day = d.day WHERE {_LIVE}),
mine AS (
    SELECT r.no, r.client_id, r.day, r.receipt, r.total, {{mine}} AS at,
        (SELECT count(*) || '/' || {_MY_MONEY} FROM stage.line l JOIN stage.product_map g ON g.no = l.product
            WHERE l.receipt = r.no) AS content
    FROM open r WHERE EXISTS (SELECT 1 FROM seen p WHERE p.day = r.day AND p.client_id IS r.client_id)),
theirs AS (
    SELECT p.id, p.client_id, p.day, p.receipt, p.total, {{theirs}} AS at,
        (SELECT count(*) || '/' || {_THEIR_MONEY} FROM purchase_line l WHERE l.purchase_id = p.id) AS content
    FROM seen p),
mine_counted AS (SELECT *, row_number() OVER (PARTITION BY client_id, day, receipt, total, at, content ORDER BY no)
    AS place FROM mine),
theirs_counted AS (SELECT *, row_number() OVER (PARTITION BY client_id, day, receipt, total, at, content ORDER BY id)
    AS place FROM theirs)
SELECT a.no, b.id FROM mine_counted a JOIN theirs_counted b ON b.day = a.day AND b.place = a.place
    AND b.client_id IS a.client_id AND b.receipt = a.receipt AND b.total IS a.total AND b.at IS a.at
    AND b.content IS a.content"""

# The time of day counts where both sides know it; then those without one are paired with whatever is left.
_TIMES = (("coalesce(r.time, '')", "coalesce(p.time, '')"), ("''", "''"))

# Verdict on known receipts, in numbers: whether status, sum, goods differ, whether lines only came, whether by hand.
_COMPARED = f"""
WITH pair AS MATERIALIZED (
    SELECT a.no, a.purchase_id AS id FROM stage.again a JOIN purchase p ON p.id = a.purchase_id
    WHERE p.deleted_at IS NULL),
mine AS MATERIALIZED (
    SELECT a.no, count(*) AS lines, max(l.sum IS NULL) AS unknown, {_MY_GOODS} AS goods, {_MY_MONEY} AS money
    FROM pair a CROSS JOIN stage.line l ON l.receipt = a.no JOIN stage.product_map g ON g.no = l.product
    GROUP BY a.no),
theirs AS MATERIALIZED (
    SELECT a.no, count(*) AS lines, {_THEIR_GOODS} AS goods, {_THEIR_MONEY} AS money
    FROM pair a CROSS JOIN purchase_line l ON l.purchase_id = a.id GROUP BY a.no)
UPDATE stage.again SET status = c.status, total = c.total, lines = c.lines, client = c.client FROM (
    SELECT a.no, r.status IS NOT NULL AND r.status <> p.status AS status,
        r.total IS NOT NULL AND r.total IS NOT p.total AS total,
        m.lines IS NOT NULL AND (m.lines IS NOT t.lines OR m.goods <> t.goods
            OR NOT m.unknown AND m.money <> t.money) AS lines,
        p.client_id IS NULL AND r.person IS NOT NULL AS client
    FROM pair a JOIN stage.receipt r ON r.no = a.no JOIN purchase p ON p.id = a.id
        LEFT JOIN mine m ON m.no = a.no LEFT JOIN theirs t ON t.no = a.no) c
WHERE c.no = stage.again.no AND (c.status OR c.total OR c.lines OR c.client)"""

_NUMBERED = "row_number() OVER (PARTITION BY no, product, quantity, sum ORDER BY id) AS place"
_DIFFERENT_LINES = f"""
WITH changed AS MATERIALIZED (
    SELECT a.no, a.purchase_id AS id, EXISTS (SELECT 1 FROM stage.line l WHERE l.receipt = a.no AND l.sum IS NULL)
        AS unknown FROM stage.again a WHERE a.lines),
mine AS (
    SELECT no, id, {_NUMBERED}, product, quantity, sum FROM (
        SELECT c.no, l.id, {_MY_PRODUCT} AS product, coalesce(l.quantity, 1000) AS quantity,
            CASE WHEN c.unknown THEN 0 ELSE l.sum END AS sum
        FROM changed c CROSS JOIN stage.line l ON l.receipt = c.no JOIN stage.product_map g ON g.no = l.product)),
theirs AS (
    SELECT no, id, {_NUMBERED}, product, quantity, sum FROM (
        SELECT c.no, l.id, {_THEIR_PRODUCT} AS product, l.quantity,
            CASE WHEN c.unknown THEN 0 ELSE l.sum END AS sum
        FROM changed c CROSS JOIN purchase_line l ON l.purchase_id = c.id))
INSERT INTO stage.line_diff (no, line, gone)
SELECT m.no, m.id, 0 FROM mine m LEFT JOIN theirs t ON t.no = m.no AND t.product = m.product
    AND t.quantity = m.quantity AND t.sum IS m.sum AND t.place = m.place WHERE t.id IS NULL
UNION ALL
SELECT t.no, t.id, 1 FROM theirs t LEFT JOIN mine m ON m.no = t.no AND t.product = m.product
    AND t.quantity = m.quantity AND t.sum IS m.sum AND t.place = m.place WHERE m.id IS NULL"""

_BY_HAND = """
EXISTS (SELECT 1 FROM change h JOIN action c ON c.id = h.action_id WHERE c.kind <> 'import' AND c.undone_at IS NULL
    AND (h."table" = 'purchase' AND h.row_id = CAST(a.purchase_id AS TEXT) OR h."table" = 'purchase_line'
        AND h.row_id IN (SELECT CAST(l.id AS TEXT) FROM purchase_line l WHERE l.purchase_id = a.purchase_id)))"""
# The file says what an earlier one said before a later one corrected it: it is the older file of the two.
_OUTDATED = """
EXISTS (SELECT 1 FROM change h JOIN action c ON c.id = h.action_id JOIN stage.receipt r ON r.no = a.no
    WHERE c.undone_at IS NULL AND h."table" = 'purchase' AND h.row_id = CAST(a.purchase_id AS TEXT)
    AND json_extract(h.before, '$.status') = r.status)"""
# What fills the blanks: a new status, more lines, a client or a sum where there was none.
_FILLS = f"""
NOT EXISTS (SELECT 1 FROM stage.line_diff d WHERE d.no = a.no AND d.gone)
AND (a.lines OR NOT a.total OR (SELECT p.total FROM purchase p WHERE p.id = a.purchase_id) IS NULL)
AND NOT (a.status AND {_OUTDATED}) AND NOT {_BY_HAND}"""
_RULES = {"keep": "0", "fill": _FILLS, "overwrite": "1"}

_VERDICT = f"""
UPDATE stage.receipt SET duplicate = c.verdict FROM (
    SELECT a.no, CASE WHEN {{rule}} THEN {UPDATED} ELSE {DIFFERS} END AS verdict FROM stage.again a
    WHERE a.status OR a.total OR a.lines OR a.client) c
WHERE c.no = stage.receipt.no"""

_ANY_REPEATED = "SELECT 1 FROM stage.receipt WHERE duplicate = 1 AND no NOT IN (SELECT no FROM stage.again) LIMIT 1"
# The same receipt twice in one drop, and not alike: the first goes in, the others are doubtful.
_REPEATED_OTHERWISE = f"""
UPDATE stage.receipt SET duplicate = {DIFFERS} FROM (
    SELECT min(no) AS first, import_key FROM stage.receipt GROUP BY import_key HAVING count(*) > 1) f
    JOIN stage.receipt o ON o.no = f.first
WHERE f.import_key = stage.receipt.import_key AND stage.receipt.no > f.first AND stage.receipt.duplicate = {SAME}
    AND (stage.receipt.total IS NOT o.total OR stage.receipt.status IS NOT o.status
        OR (SELECT count(*) FROM stage.line l WHERE l.receipt = stage.receipt.no)
            <> (SELECT count(*) FROM stage.line l WHERE l.receipt = o.no))"""

# Every row of such a receipt is told, so that it can be corrected as a whole.
_TELL = f"""
INSERT INTO stage.problem (sheet, row, outcome, "column", value, code)
SELECT r.sheet, coalesce(l.row, r.row), 1, '', coalesce(r.receipt, r.day), '{RECEIPT_DIFFERS}' FROM stage.receipt r
    LEFT JOIN stage.line l ON l.receipt = r.no AND l.linked = 0
WHERE r.duplicate = {DIFFERS} GROUP BY r.sheet, 2 ORDER BY 1, 2 LIMIT ?"""

MOST_TOLD = 10_000  # rows of receipts that differ


def know_by_key(raw: Any) -> None:
    """Pair staged receipts with the shop's by their keys, and mark those that an earlier row of the drop has."""
    raw.execute("UPDATE stage.receipt SET duplicate = 0 WHERE duplicate <> 0")
    if raw.execute("SELECT 1 FROM purchase WHERE import_key IS NOT NULL LIMIT 1").fetchone():
        raw.execute(_BY_KEY)
        raw.execute(_MARK)
    raw.execute(_REPEATED)


def know_by_content(raw: Any) -> None:
    """Pair the rest by number or content, now that the clients are known. A file with a new column is another kind."""
    if not raw.execute("SELECT 1 FROM purchase LIMIT 1").fetchone():
        return
    raw.execute(_ALIKE)
    statements = [_BY_OUR_NUMBER, _BY_NUMBER]
    statements += [_BY_CONTENT.format(mine=mine, theirs=theirs) for mine, theirs in _TIMES]
    for statement in statements:
        raw.execute(statement)
        raw.execute(_MARK)


def compare_receipts(raw: Any, on_conflict: str) -> None:
    """Decide about known receipts whose content differs, and keep those that stay as they are among the problems."""
    raw.execute("DELETE FROM stage.problem WHERE code = ?", (RECEIPT_DIFFERS,))
    if raw.execute("SELECT 1 FROM stage.again LIMIT 1").fetchone():
        raw.execute(_COMPARED)
        raw.execute(_DIFFERENT_LINES)
        raw.execute(_VERDICT.format(rule=_RULES[on_conflict]))
    if raw.execute(_ANY_REPEATED).fetchone():
        raw.execute(_REPEATED_OTHERWISE)
    raw.execute(_TELL, (MOST_TOLD,))


def different_rows(raw: Any, sheet: int) -> list[int]:
    """Rows of a sheet whose receipts the shop has otherwise, as far as the rows themselves are not kept yet."""
    found = raw.execute("SELECT DISTINCT row FROM stage.problem WHERE sheet = ? AND code = ?", (sheet, RECEIPT_DIFFERS))
    return [row for (row,) in found]
