"""The statements that take an import back, all set-based: what it created goes, what it changed is put back.

temp.undone holds the batches, temp.stays the clients they created that somebody has worked with since, temp.kept_sale
the receipts, and temp.restored the clients that were there before and get something back (models/import_restore.py).
What stays because of a later import belongs to that one from now on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.models.imports.restore import OTHERS, WHY

BELONGINGS = ("contact_point", "external_id", "client_tag", "preference", "consent", "own_value", "interaction")
BY_BATCH = "batch_id IN (SELECT id FROM temp.undone)"
RESTORED = "SELECT id FROM temp.restored"

_TABLES = (
    "undone (id INTEGER PRIMARY KEY)",
    "undone_action (id INTEGER PRIMARY KEY)",
    "old_action (id INTEGER PRIMARY KEY)",
    "stays (id INTEGER PRIMARY KEY, why TEXT, heir INTEGER)",
    "kept_sale (id INTEGER PRIMARY KEY, why TEXT, heir INTEGER)",
    "changed_sale (id INTEGER PRIMARY KEY, first INTEGER, heir INTEGER, why TEXT)",
    "restored (id INTEGER PRIMARY KEY)",
)

_SINCE = f"SELECT 1 FROM change h JOIN action a ON a.id = h.action_id WHERE {OTHERS}"
_NOT_OURS = "(x.batch_id IS NULL OR x.batch_id NOT IN (SELECT id FROM temp.undone))"
_TOLD = ("contact_point", "external_id", "client_tag", "preference", "consent", "own_value")

# Why a client stays, the first that fits.
_REASONS: tuple[tuple[str, str], ...] = (
    (
        "purchases",
        "EXISTS (SELECT 1 FROM purchase x WHERE x.client_id = c.id AND x.deleted_at IS NULL"
        f" AND ({_NOT_OURS} OR x.id IN (SELECT id FROM temp.kept_sale)))",
    ),
    ("tasks", "EXISTS (SELECT 1 FROM task x WHERE x.client_id = c.id AND x.deleted_at IS NULL)"),
    ("interactions", f"EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = c.id AND {_NOT_OURS})"),
    ("merged", "c.merged_into_id IS NOT NULL OR EXISTS (SELECT 1 FROM client x WHERE x.merged_into_id = c.id)"),
    (
        "referred",
        f"EXISTS (SELECT 1 FROM client x WHERE x.referred_by_id = c.id AND x.deleted_at IS NULL AND {_NOT_OURS})",
    ),
    (
        "edited",
        f"c.deleted_at IS NULL AND EXISTS ({_SINCE} AND h.client_id = c.id AND a.kind <> 'import'"
        " AND h.\"table\" <> 'reminder')",
    ),
    (
        "imported_later",
        f"EXISTS ({_SINCE} AND h.client_id = c.id AND a.kind = 'import')"
        + "".join(
            f" OR EXISTS (SELECT 1 FROM {table} x WHERE x.client_id = c.id AND x.batch_id IS NOT NULL AND {_NOT_OURS})"
            for table in _TOLD
        ),
    ),
)

_KEPT_SALES = f"""
INSERT INTO temp.kept_sale (id, why, heir)
SELECT p.id, min({WHY}), max(h.batch_id) FROM change h JOIN action a ON a.id = h.action_id
    JOIN purchase p ON p.id = CASE h."table" WHEN 'purchase' THEN CAST(h.row_id AS INTEGER)
        ELSE coalesce(json_extract(h.after, '$.purchase_id'), json_extract(h.before, '$.purchase_id'),
            (SELECT x.purchase_id FROM purchase_line x WHERE x.id = CAST(h.row_id AS INTEGER))) END
WHERE h."table" IN ('purchase', 'purchase_line') AND {OTHERS} AND p.{BY_BATCH} AND p.deleted_at IS NULL GROUP BY p.id"""

# Something of the sale came back over the counter.
_RETURNED_SALES = f"""
INSERT OR IGNORE INTO temp.kept_sale (id, why)
SELECT p.id, 'returned' FROM purchase x JOIN purchase p ON p.id = x.return_of_id
WHERE x.deleted_at IS NULL AND x.batch_id IS NULL AND p.{BY_BATCH} AND p.deleted_at IS NULL"""

# The next import that knows a client which stays: taking that one back too takes the client with it.
_HEIRS = (
    "UPDATE temp.stays SET heir = (SELECT min(batch_id) FROM ("
    + " UNION ALL ".join(
        f"SELECT batch_id FROM {table} x WHERE x.client_id = temp.stays.id AND x.batch_id IS NOT NULL AND {_NOT_OURS}"
        for table in ("purchase", *BELONGINGS, "change")
    )
    + ") WHERE batch_id IN (SELECT id FROM import_batch WHERE undone_at IS NULL))"
)


def begin_undo(raw: Any, batches: Iterable[int]) -> None:
    """Name the batches and find what somebody has worked with since: sales changed since, and clients that stay."""
    for table in _TABLES:
        raw.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table}")
        raw.execute(f"DELETE FROM temp.{table.split()[0]}")
    raw.executemany("INSERT INTO temp.undone VALUES (?)", [(batch,) for batch in batches])
    raw.execute(
        "INSERT OR IGNORE INTO temp.undone_action SELECT g.action_id FROM import_batch b"
        " JOIN import_group g ON g.id = b.group_id WHERE b.id IN (SELECT id FROM temp.undone)"
    )
    raw.execute(
        "INSERT INTO temp.old_action SELECT id FROM temp.undone_action u WHERE NOT EXISTS"
        " (SELECT 1 FROM change h WHERE h.action_id = u.id AND h.batch_id IS NOT NULL)"
    )
    raw.execute(_KEPT_SALES)
    raw.execute(_RETURNED_SALES)
    for why, condition in _REASONS:
        raw.execute(
            f"INSERT OR IGNORE INTO temp.stays (id, why) SELECT c.id, ? FROM client c WHERE c.{BY_BATCH}"
            f" AND ({condition})",
            (why,),
        )
    raw.execute(_HEIRS)


def kept_clients(raw: Any) -> list[tuple[int, str, str]]:
    """id, name and reason of each client that the batches created and that stays."""
    return list(raw.execute("SELECT c.id, c.name, s.why FROM temp.stays s JOIN client c ON c.id = s.id ORDER BY c.id"))


def kept_sales(raw: Any) -> list[tuple[int | None, str, str]]:
    """Client, receipt (or day) and reason of each imported sale that was changed since and stays."""
    return list(
        raw.execute(
            "SELECT p.client_id, coalesce(nullif(p.receipt, ''), p.day), s.why FROM temp.kept_sale s"
            " JOIN purchase p ON p.id = s.id ORDER BY p.id"
        )
    )


def touch_buyers(raw: Any) -> None:
    """Add the clients whose purchases or contacts will go to temp.touched."""
    for table in ("purchase", "interaction"):
        raw.execute(
            f"INSERT OR IGNORE INTO temp.touched SELECT DISTINCT client_id FROM {table} WHERE {BY_BATCH}"
            " AND client_id IS NOT NULL"
        )


def remove_purchases(raw: Any) -> int:
    """Delete the imported sales with their lines; returns how many."""
    raw.execute("UPDATE purchase SET batch_id = k.heir FROM temp.kept_sale k WHERE k.id = purchase.id")
    return int(raw.execute(f"DELETE FROM purchase WHERE {BY_BATCH}").rowcount)


def remove_belongings(raw: Any) -> None:
    """Delete the contacts, ids, tags and so on that came with the batches; clients that stay keep theirs."""
    for table in BELONGINGS:
        raw.execute(f"UPDATE {table} SET batch_id = s.heir FROM temp.stays s WHERE s.id = client_id AND {BY_BATCH}")
        raw.execute(
            f"INSERT OR IGNORE INTO temp.restored SELECT x.client_id FROM {table} x JOIN client c ON c.id = x.client_id"
            f" WHERE x.{BY_BATCH} AND (c.batch_id IS NULL OR c.batch_id NOT IN (SELECT id FROM temp.undone))"
        )
        raw.execute(f"DELETE FROM {table} WHERE {BY_BATCH}")


def forget_decisions(raw: Any) -> None:
    """Forget what was said about people who look alike when the batches came in."""
    for table in ("known_as", "not_same"):
        raw.execute(f"DELETE FROM {table} WHERE {BY_BATCH}")


def remove_clients(raw: Any) -> int:
    """Delete the clients that the batches created, except those that stay; returns how many.

    When most of the shop goes, the search index is rebuilt from the rest instead of losing row after row.
    """
    raw.execute("UPDATE client SET batch_id = s.heir FROM temp.stays s WHERE s.id = client.id")
    going, every = raw.execute(
        f"SELECT (SELECT count(*) FROM client WHERE {BY_BATCH}), count(*) FROM client"
    ).fetchone()
    if going * 2 <= every:
        raw.execute(f"DELETE FROM client WHERE {BY_BATCH}")
        return int(going)
    trigger = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'client_fts_delete'").fetchone()[0]
    raw.execute("DROP TRIGGER client_fts_delete")
    raw.execute(f"DELETE FROM client WHERE {BY_BATCH}")
    raw.execute("INSERT INTO client_fts (client_fts) VALUES ('rebuild')")
    raw.execute(trigger)
    return int(going)


# A line that a later import replaced may come back, and needs its product.
_REPLACED = (
    "SELECT json_extract(h.before, '$.product_id') AS product_id, h.batch_id FROM change h"
    " JOIN import_batch b ON b.id = h.batch_id WHERE h.\"table\" = 'purchase_line' AND h.after IS NULL"
    " AND b.undone_at IS NULL AND h.batch_id NOT IN (SELECT id FROM temp.undone)"
)
_SOLD_LATER = (
    "SELECT p.batch_id FROM purchase_line l JOIN purchase p ON p.id = l.purchase_id WHERE l.product_id = product.id"
)


# What people noted about a product, beside what was sold of it.
_NOTED = "".join(
    f" AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.{column} = product.id)"
    for table, column in (
        *(("enquiry", "product_id"), ("interest", "product_id"), ("service_case", "product_id")),
        *(("entitlement", "product_id"), ("product_link", "product_id"), ("product_link", "other_id")),
    )
)


def remove_products(raw: Any) -> None:
    """Delete the products that the batches created and nobody uses or has edited.

    The others belong to a later import that has them, or become ordinary.
    """
    raw.execute(f"CREATE TEMP TABLE IF NOT EXISTS replaced AS {_REPLACED} LIMIT 0")
    raw.execute("DELETE FROM temp.replaced")
    raw.execute(f"INSERT INTO temp.replaced {_REPLACED}")
    raw.execute(
        f"DELETE FROM product WHERE {BY_BATCH}"
        " AND NOT EXISTS (SELECT 1 FROM purchase_line l WHERE l.product_id = product.id)"
        f"{_NOTED} AND id NOT IN (SELECT product_id FROM temp.replaced)"
        f" AND NOT EXISTS ({_SINCE} AND h.\"table\" = 'product' AND h.row_id = CAST(product.id AS TEXT))"
    )
    raw.execute(
        "UPDATE product SET batch_id = CASE"
        f" WHEN EXISTS ({_SOLD_LATER} AND p.batch_id IS NULL) THEN NULL"
        f" ELSE coalesce(({_SOLD_LATER} LIMIT 1),"
        " (SELECT r.batch_id FROM temp.replaced r WHERE r.product_id = product.id LIMIT 1)) END"
        f" WHERE {BY_BATCH}"
    )


def finish_undo(raw: Any, now: str) -> None:
    """Mark the batches, and the action of a group none of whose files is in the shop any more."""
    raw.execute(
        "UPDATE client SET version = version + 1, updated_at = ? WHERE id IN (SELECT id FROM temp.restored)", (now,)
    )
    raw.execute("UPDATE import_batch SET undone_at = ? WHERE id IN (SELECT id FROM temp.undone)", (now,))
    raw.execute(
        "UPDATE action SET undone_at = ? WHERE id IN (SELECT id FROM temp.undone_action) AND NOT EXISTS"
        " (SELECT 1 FROM import_batch b JOIN import_group g ON g.id = b.group_id WHERE g.action_id = action.id"
        " AND b.undone_at IS NULL AND b.error IS NULL)",
        (now,),
    )
