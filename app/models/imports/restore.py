"""What an import changed on rows that were there before: back as it was, unless somebody has changed it again since.

temp.undone holds the batches. Where a later import builds on what goes, its own notes are corrected, so that taking
that one back too leads to what was there before both. Used by models/import_undo.py.
"""

from __future__ import annotations

from typing import Any

from app.models.imports.match import SCALARS
from app.models.imports.update import LINE

SALE = ("status", "total", "client_id")
# Changes that the undone batches made; imports of the first version noted only their action.
OURS = "coalesce(h.batch_id IN (SELECT id FROM temp.undone), h.action_id IN (SELECT id FROM temp.old_action))"
# Changes by others that still stand.
OTHERS = (
    f"a.undone_at IS NULL AND NOT {OURS}"
    " AND (h.batch_id IS NULL OR h.batch_id IN (SELECT id FROM import_batch WHERE undone_at IS NULL))"
)
WHY = "CASE WHEN a.kind = 'import' THEN 'imported_later' ELSE 'edited' END"


def _differs(table: str, columns: tuple[str, ...]) -> str:
    return " OR ".join(
        f"(json_type(h.after, '$.{c}') IS NOT NULL AND {table}.{c} IS NOT json_extract(h.after, '$.{c}'))"
        for c in columns
    )


def _put_back(raw: Any, table: str, columns: tuple[str, ...]) -> None:
    """Columns that still hold what the import wrote get what they held before; later notes are corrected."""
    ours = f"SELECT h.* FROM change h WHERE h.\"table\" = '{table}' AND h.before IS NOT NULL AND {OURS}"
    later = (
        f'SELECT min(l.id) FROM ({ours}) h JOIN change l ON l."table" = h."table" AND l.row_id = h.row_id'
        " AND l.id > h.id JOIN action a ON a.id = l.action_id WHERE a.kind = 'import' AND a.undone_at IS NULL"
        " AND json_type(l.before, '$.{c}') IS NOT NULL AND json_type(h.after, '$.{c}') IS NOT NULL GROUP BY h.id"
    )
    any_later = raw.execute(
        f'SELECT 1 FROM ({ours}) h JOIN change l ON l."table" = h."table" AND l.row_id = h.row_id AND l.id > h.id'
        " LIMIT 1"
    ).fetchone()
    for column in columns:
        if any_later:
            raw.execute(
                f"UPDATE change SET before = json_set(change.before, '$.{column}',"
                f" json_extract(h.before, '$.{column}'))"
                f' FROM ({ours}) h WHERE h."table" = change."table" AND h.row_id = change.row_id'
                f" AND change.id IN ({later.format(c=column)})"
                f" AND json_extract(change.before, '$.{column}') IS json_extract(h.after, '$.{column}')"
            )
        raw.execute(
            f"UPDATE {table} SET {column} = json_extract(h.before, '$.{column}') FROM ({ours}) h"
            f" WHERE CAST(h.row_id AS INTEGER) = {table}.id AND json_type(h.after, '$.{column}') IS NOT NULL"
            f" AND {table}.{column} IS json_extract(h.after, '$.{column}')"
        )


def restore_clients(raw: Any) -> list[tuple[int, str, str]]:
    """Put back what the imports changed on older clients; returns (id, name, why) of those with newer values."""
    ours = f"SELECT h.* FROM change h WHERE h.\"table\" = 'client' AND h.before IS NOT NULL AND {OURS}"
    found = raw.execute(
        f"SELECT c.id, c.name, coalesce((SELECT {WHY} FROM change l JOIN action a ON a.id = l.action_id"
        " WHERE l.\"table\" = 'client' AND l.row_id = h.row_id AND l.id > h.id AND a.undone_at IS NULL"
        " ORDER BY a.kind = 'import' LIMIT 1), 'edited')"
        f" FROM ({ours}) h JOIN client c ON c.id = h.client_id WHERE {_differs('c', SCALARS)} ORDER BY c.id"
    ).fetchall()
    raw.execute(f"INSERT OR IGNORE INTO temp.restored SELECT h.client_id FROM ({ours}) h")
    _put_back(raw, "client", SCALARS)
    return list(found)


_OWN_KEY = "own_value.client_id || char(9) || own_value.field_id"
_OUR_OWN = f"SELECT h.* FROM change h WHERE h.\"table\" = 'own_value' AND {OURS}"
_PUT_OWN_BACK = (
    f"INSERT OR IGNORE INTO temp.restored SELECT h.client_id FROM ({_OUR_OWN}) h",
    # a later import that wrote over ours goes back to what was there before ours
    f"UPDATE change SET before = h.before FROM ({_OUR_OWN}) h WHERE change.\"table\" = 'own_value'"
    " AND change.row_id = h.row_id AND change.id > h.id AND change.batch_id IS NOT NULL"
    " AND json_extract(change.before, '$.value') = json_extract(h.after, '$.value')",
    "UPDATE own_value SET value = json_extract(h.before, '$.value'), number = json_extract(h.before, '$.number')"
    f" FROM ({_OUR_OWN}) h WHERE h.row_id = {_OWN_KEY} AND own_value.value = json_extract(h.after, '$.value')",
)


def restore_own(raw: Any) -> None:
    """Put back what the imports changed in own fields of older clients, as far as nobody has changed it again."""
    for statement in _PUT_OWN_BACK:
        raw.execute(statement)


_CHANGED_SALES = """
INSERT OR IGNORE INTO temp.changed_sale (id, first)
SELECT CASE h."table" WHEN 'purchase' THEN CAST(h.row_id AS INTEGER)
        ELSE coalesce(json_extract(h.after, '$.purchase_id'), json_extract(h.before, '$.purchase_id')) END, min(h.id)
FROM change h WHERE h."table" IN ('purchase', 'purchase_line') AND h.batch_id IN (SELECT id FROM temp.undone)
GROUP BY 1"""

# Lines that came or went later than ours did, by whoever.
_LATER_LINES = f"""
UPDATE temp.changed_sale SET heir = l.batch_id, why = l.why FROM (
    SELECT s.id, h.batch_id, {WHY} AS why, min(h.id) FROM change h JOIN action a ON a.id = h.action_id
        JOIN temp.changed_sale s ON s.id = coalesce(json_extract(h.after, '$.purchase_id'),
            json_extract(h.before, '$.purchase_id'),
            (SELECT x.purchase_id FROM purchase_line x WHERE x.id = CAST(h.row_id AS INTEGER)))
    WHERE h."table" = 'purchase_line' AND h.id > s.first AND {OTHERS} GROUP BY s.id) l
WHERE l.id = temp.changed_sale.id"""

_OUR_LINES = """
SELECT h.*, s.heir, s.why FROM change h JOIN temp.changed_sale s
    ON s.id = coalesce(json_extract(h.after, '$.purchase_id'), json_extract(h.before, '$.purchase_id'))
WHERE h."table" = 'purchase_line' AND h.batch_id IN (SELECT id FROM temp.undone)"""


def restore_sales(raw: Any) -> list[tuple[int | None, str, str]]:
    """Put back what the imports changed on older receipts; returns (client, receipt or day, why) of newer values."""
    raw.execute(_CHANGED_SALES)
    if not raw.execute("SELECT 1 FROM temp.changed_sale LIMIT 1").fetchone():
        return []
    raw.execute(_LATER_LINES)
    ours = "SELECT h.* FROM change h WHERE h.\"table\" = 'purchase' AND h.batch_id IN (SELECT id FROM temp.undone)"
    kept = raw.execute(
        "SELECT p.client_id, coalesce(nullif(p.receipt, ''), p.day), coalesce(s.why, (SELECT"
        f" {WHY} FROM change l JOIN action a ON a.id = l.action_id WHERE l.\"table\" = 'purchase'"
        " AND l.row_id = CAST(p.id AS TEXT) AND l.id > s.first AND a.undone_at IS NULL LIMIT 1), 'edited')"
        f" FROM temp.changed_sale s JOIN purchase p ON p.id = s.id LEFT JOIN ({ours}) h"
        f" ON CAST(h.row_id AS INTEGER) = p.id WHERE s.why IS NOT NULL OR {_differs('p', SALE)} ORDER BY p.id"
    ).fetchall()
    touched = "INSERT OR IGNORE INTO temp.touched SELECT client_id FROM purchase WHERE client_id IS NOT NULL AND id IN"
    raw.execute(f"{touched} (SELECT id FROM temp.changed_sale)")
    _put_back(raw, "purchase", SALE)
    _restore_lines(raw)
    raw.execute(f"{touched} (SELECT id FROM temp.changed_sale)")
    raw.execute("UPDATE purchase SET version = version + 1 WHERE id IN (SELECT id FROM temp.changed_sale)")
    return list(kept)


def _restore_lines(raw: Any) -> None:
    """Lines that came go, lines that went come; where a later import did the same, its undo takes over ours."""
    raw.execute(
        f"UPDATE change SET batch_id = o.heir FROM ({_OUR_LINES}) o WHERE o.id = change.id AND o.heir IS NOT NULL"
    )
    raw.execute(
        f"DELETE FROM purchase_line WHERE id IN (SELECT CAST(o.row_id AS INTEGER) FROM ({_OUR_LINES}) o"
        " WHERE o.before IS NULL AND o.why IS NULL)"
    )
    values = ", ".join(f"json_extract(o.before, '$.{name}')" for name in LINE)
    raw.execute(
        f"INSERT OR IGNORE INTO purchase_line ({', '.join(LINE)}) SELECT {values} FROM ({_OUR_LINES}) o"
        " JOIN purchase p ON p.id = json_extract(o.before, '$.purchase_id')"
        " AND (p.batch_id IS NULL OR p.batch_id NOT IN (SELECT id FROM temp.undone)"
        " OR p.id IN (SELECT id FROM temp.kept_sale))"
        " WHERE o.after IS NULL AND o.why IS NULL AND o.row_id NOT IN"
        f" (SELECT x.row_id FROM ({_OUR_LINES}) x WHERE x.before IS NULL)"
    )
