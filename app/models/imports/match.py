"""What an import asks the shop's file: which clients and products the staged ones could be, and what they hold now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.models.imports.staging import PERSON
from app.models.interaction import SPOKEN

LIVE = "c.deleted_at IS NULL AND c.merged_into_id IS NULL"

# CROSS JOIN: the staging area first, then the shop by its indexes. The planner knows nothing of a file just filled.
_CANDIDATES = {
    # (source, value, client): ids of the same system; a client in the trash is found too, its id stays taken
    "ids": (
        "SELECT DISTINCT e.source, e.value, e.client_id FROM stage.person p JOIN stage.sheet s ON s.no = p.sheet"
        " CROSS JOIN external_id e ON e.source = s.source AND e.value = p.external_id"
    ),
    # the same for the numbers that our own export gives: "R-17" is client 17, if this is the shop that wrote the file
    "own": (
        "SELECT DISTINCT s.source, p.external_id, c.id FROM stage.person p JOIN stage.sheet s ON s.no = p.sheet"
        " CROSS JOIN client c ON c.id = CAST(substr(p.external_id, 3) AS INTEGER) AND c.name = p.name"
        " WHERE s.source = 'regulars' AND p.external_id = 'R-' || c.id AND (p.contacts IS NULL"
        " OR NOT EXISTS (SELECT 1 FROM contact_point k WHERE k.client_id = c.id)"
        " OR EXISTS (SELECT 1 FROM contact_point k WHERE k.client_id = c.id AND"
        " instr(char(10) || p.contacts || char(10), char(10) || k.value || char(10))))"
    ),
    # (source, client): whoever has an id of a system that the drop brings
    "known": "SELECT source, client_id FROM external_id WHERE source IN (SELECT source FROM stage.sheet)",
    # (card, client, name)
    "cards": (
        f"SELECT DISTINCT c.card, c.id, c.name FROM stage.person p CROSS JOIN client c ON c.card = p.card WHERE {LIVE}"
        " AND p.card <> '' ORDER BY c.id"
    ),
    # (phone or e-mail, client, name)
    "contacts": (
        "SELECT DISTINCT k.value, c.id, c.name FROM stage.contact s CROSS JOIN contact_point k ON k.value = s.value"
        f" CROSS JOIN client c ON c.id = k.client_id WHERE {LIVE} ORDER BY c.id"
    ),
    # (month-day, year or None, client, name)
    "birthdays": (
        "SELECT DISTINCT printf('%02d-%02d', c.birth_month, c.birth_day), c.birth_year, c.id, c.name"
        " FROM stage.person p CROSS JOIN client c ON c.sort_key = p.sort_key"
        f" WHERE p.birthday IS NOT NULL AND p.sort_key <> '' AND c.birth_day IS NOT NULL AND {LIVE} ORDER BY c.id"
    ),
    # (source, client, name): clients that the same kind of file brought, for rows that have nothing but a name
    "names": (
        "WITH kind AS MATERIALIZED (SELECT DISTINCT b.id AS batch, known.value AS source FROM import_batch b"
        " CROSS JOIN json_each(b.report, '$.sources') known WHERE known.value IN (SELECT source FROM stage.sheet))"
        " SELECT DISTINCT s.source, c.id, c.name FROM stage.sheet s CROSS JOIN stage.person p ON p.sheet = s.no"
        " CROSS JOIN client c ON c.sort_key = p.sort_key CROSS JOIN kind ON kind.batch = c.batch_id"
        " AND kind.source = s.source WHERE s.source IN (SELECT source FROM kind)"
        f" AND p.external_id IS NULL AND p.contacts IS NULL AND p.card IS NULL AND p.sort_key <> '' AND {LIVE}"
        " ORDER BY c.id"
    ),
    # (hash of a mention, client or None, mark that it shares with others): what the owner said, now and before
    "same": (
        "SELECT fingerprint, client_id, NULL FROM known_as WHERE fingerprint NOT IN (SELECT fingerprint FROM"
        " stage.same_as) UNION ALL SELECT fingerprint, client_id, like FROM stage.same_as"
    ),
    "merged": "SELECT id, merged_into_id FROM client WHERE merged_into_id IS NOT NULL",
    "hidden": "SELECT id FROM client WHERE deleted_at IS NOT NULL",
}


def candidates(raw: Any, what: str) -> Iterator[tuple[Any, ...]]:
    """Rows of one of the questions above."""
    return iter(raw.execute(_CANDIDATES[what]))


MENTION = (
    "p.id, s.role, s.batch, s.source, p.external_id, p.card, p.contacts, p.name_key, p.birthday,"
    " CASE WHEN p.external_id IS NULL AND p.contacts IS NULL AND p.card IS NULL AND p.birthday IS NULL"
    " THEN p.search_text || '/' || coalesce(p.address, '') END"
)


def mentions(raw: Any) -> Iterator[tuple[Any, ...]]:
    """Every staged mention in order: id, role, batch, source, external_id, card, contacts, name_key, birthday, detail.

    `detail` is everything a row says that has nothing but a name; two such rows of a list are one only if it is equal.
    """
    return iter(raw.execute(f"SELECT {MENTION} FROM stage.person p JOIN stage.sheet s ON s.no = p.sheet ORDER BY p.id"))


def repeated_mentions(raw: Any) -> Iterator[tuple[Any, ...]]:
    """Whole mentions of clusters with more than one: cluster number, then the columns of PERSON."""
    columns = ", ".join(f"p.{name}" for name in PERSON)
    return iter(
        raw.execute(
            f"SELECT m.cluster, {columns} FROM stage.mention m JOIN stage.person p ON p.id = m.person"
            " WHERE m.cluster IN (SELECT cluster FROM stage.mention GROUP BY cluster HAVING count(*) > 1)"
            " ORDER BY m.cluster, p.id"
        )
    )


def keyless(raw: Any) -> list[tuple[Any, ...]]:
    """Representatives of new clients whose search keys were not made yet: the columns of PERSON."""
    columns = ", ".join(f"p.{name}" for name in PERSON)
    return list(
        raw.execute(
            f"SELECT {columns} FROM stage.cluster k JOIN stage.person p ON p.id = k.rep"
            " WHERE k.client_id IS NULL AND p.sort_key IS NULL"
        )
    )


def set_person_keys(raw: Any, rows: list[tuple[str, str, str, int]]) -> None:
    """Store search_text, sort_key and first_key of staged persons."""
    raw.executemany("UPDATE stage.person SET search_text = ?, sort_key = ?, first_key = ? WHERE id = ?", rows)


SCALARS = (
    *("name", "last_name", "first_name", "middle_name", "company", "gender", "birth_day", "birth_month", "birth_year"),
    *("address", "city", "card", "source", "note", "points"),
)
PLAIN = tuple(name for name in SCALARS if not name.startswith("birth_"))


def matched_clients(raw: Any) -> Iterator[tuple[Any, ...]]:
    """For each matched client not in the trash of whom more is said than how to reach it: its id, the sheet that names
    it first, its SCALARS, then the staged birthday and the staged PLAIN."""
    brought = ", ".join(f"p.{name}" for name in PLAIN)
    return iter(
        raw.execute(
            f"SELECT c.id, p.sheet, {', '.join(f'c.{n}' for n in SCALARS)}, p.birthday, {brought} FROM stage.cluster k"
            " CROSS JOIN stage.person p ON p.id = k.rep CROSS JOIN client c ON c.id = k.client_id"
            f" WHERE NOT k.hidden AND coalesce(p.birthday, {brought}) IS NOT NULL"
        )
    )


_MENTIONED = "JOIN stage.mention m ON m.person = s.person JOIN stage.cluster k ON k.no = m.cluster"
_TOLD = "FROM stage.cluster k JOIN stage.person s ON s.id = k.rep"
_OLD = "k.client_id IS NOT NULL AND NOT k.hidden"
_KEPT = (
    "AND NOT EXISTS (SELECT 1 FROM stage.person p JOIN stage.rule q ON q.sheet = p.sheet WHERE p.id = {person}"
    " AND q.part = {part} AND q.rule = 'keep')"
)
PART_OF_KIND = (
    "CASE WHEN s.kind IN ('whatsapp', 'telegram', 'vk', 'viber') THEN 'messenger' WHEN s.kind LIKE 'own:%' THEN 'own'"
    " ELSE s.kind END"
)
_BY_KIND = _KEPT.format(person="s.person", part=PART_OF_KIND)

# Matched clients that get a contact, tag, preference, consent or contact day that they did not have.
_ADDED = (
    f"SELECT k.client_id FROM stage.contact s {_MENTIONED} WHERE {_OLD} AND NOT EXISTS"
    f" (SELECT 1 FROM contact_point x WHERE x.client_id = k.client_id AND x.value = s.value) {_BY_KIND}",
    f"SELECT k.client_id FROM stage.trait s {_MENTIONED} WHERE {_OLD} AND s.kind = 'tag' AND NOT EXISTS"
    f" (SELECT 1 FROM client_tag x WHERE x.client_id = k.client_id AND x.tag = s.value) {_BY_KIND}",
    f"SELECT k.client_id FROM stage.trait s {_MENTIONED} WHERE {_OLD} AND s.kind = 'preference' AND NOT EXISTS"
    f" (SELECT 1 FROM preference x WHERE x.client_id = k.client_id AND x.text = s.value) {_BY_KIND}",
    f"SELECT k.client_id FROM stage.trait s {_MENTIONED} WHERE {_OLD} AND s.kind LIKE 'own:%' AND NOT EXISTS"
    " (SELECT 1 FROM own_value x WHERE x.client_id = k.client_id AND x.field_id = CAST(substr(s.kind, 5) AS INTEGER)"
    " AND (x.value = s.value OR NOT EXISTS (SELECT 1 FROM stage.person p JOIN stage.rule q ON q.sheet = p.sheet"
    f" WHERE p.id = s.person AND q.part = 'own' AND q.rule = 'overwrite'))) {_BY_KIND}",
    f"SELECT k.client_id {_TOLD} WHERE {_OLD} AND s.consent IS NOT NULL AND s.consent IS NOT (SELECT x.given"
    " FROM consent x WHERE x.client_id = k.client_id AND x.purpose = 'advertising' ORDER BY x.id DESC LIMIT 1) "
    + _KEPT.format(person="s.id", part="'consent'"),
    f"SELECT k.client_id {_TOLD} WHERE {_OLD} AND s.last_contact IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
    f" interaction x WHERE x.client_id = k.client_id AND date(x.at) = s.last_contact AND {SPOKEN}) "
    + _KEPT.format(person="s.id", part="'last_contact'"),
)


def rules(raw: Any) -> dict[int, dict[str, str]]:
    """Sheet -> part of a client -> "overwrite" or "keep"; the rest is filled in where it is empty."""
    found: dict[int, dict[str, str]] = {}
    for sheet, part, rule in raw.execute("SELECT sheet, part, rule FROM stage.rule"):
        found.setdefault(sheet, {})[part] = rule
    return found


def note_additions(raw: Any) -> None:
    """Fill stage.added with the matched clients to which the drop adds something beside the plain fields."""
    if raw.execute("SELECT 1 FROM stage.cluster WHERE client_id IS NOT NULL LIMIT 1").fetchone() is None:
        return  # all are new
    for question in _ADDED:
        raw.execute(f"INSERT OR IGNORE INTO stage.added {question}")


def client_counts(raw: Any) -> dict[int, tuple[int, int, int]]:
    """Batch -> clients created, updated, unchanged; each client counts where it is first mentioned."""
    rows = raw.execute(
        "SELECT k.batch, sum(k.client_id IS NULL), sum(k.client_id IS NOT NULL AND (c.client_id IS NOT NULL OR"
        " a.client_id IS NOT NULL)), count(*) FROM stage.cluster k"
        " LEFT JOIN stage.client_change c ON c.client_id = k.client_id"
        " LEFT JOIN stage.added a ON a.client_id = k.client_id GROUP BY k.batch"
    )
    return {batch: (created, updated, every - created - updated) for batch, created, updated, every in rows}


def purchase_counts(raw: Any) -> dict[int, tuple[int, int, int, int]]:
    """Batch -> purchases created, duplicate, different and kept as they are, updated."""
    rows = raw.execute(
        "SELECT s.batch, sum(r.duplicate = 0), sum(r.duplicate = 1), sum(r.duplicate = 2), sum(r.duplicate = 3)"
        " FROM stage.receipt r JOIN stage.sheet s ON s.no = r.sheet GROUP BY s.batch"
    )
    return {batch: tuple(counts) for batch, *counts in rows}


def staged_products(raw: Any) -> list[tuple[Any, ...]]:
    """Products as the files name them, lists of products first: no, batch, listed, sku, name, category, price."""
    return list(
        raw.execute(
            "SELECT p.no, s.batch, s.role = 'products', p.sku, p.name, p.category, p.price FROM stage.product p"
            " JOIN stage.sheet s ON s.no = p.sheet ORDER BY s.role = 'products' DESC, p.no"
        )
    )


def known_products(raw: Any) -> list[tuple[int, str, str, str]]:
    """The shop's products: id, sku, name, name_key. A shop has thousands at most, so all are read."""
    return list(raw.execute("SELECT id, sku, name, name_key FROM product ORDER BY id"))


def remembered_sources(raw: Any) -> dict[str, str]:
    """Header signature -> whose client ids it had, as the newest import that is not undone found out."""
    rows = raw.execute(
        "SELECT known.key, known.value FROM import_batch b JOIN json_each(b.report, '$.sources') known"
        " WHERE b.undone_at IS NULL ORDER BY b.id"
    )
    return dict(rows.fetchall())


def batches_leaning(raw: Any) -> list[tuple[int, int]]:
    """(batch, batch it leans on): whose clients, products, receipts or lines come from another file of the drop."""
    if raw.execute("SELECT count(DISTINCT batch) FROM stage.sheet").fetchone()[0] < 2:
        return []
    rows = raw.execute(
        "SELECT h.batch, k.batch FROM stage.cluster k JOIN stage.mention m ON m.cluster = k.no"
        " JOIN stage.person p ON p.id = m.person JOIN stage.sheet h ON h.no = p.sheet"
        " WHERE k.client_id IS NULL AND h.batch <> k.batch"
        " UNION SELECT h.batch, k.batch FROM stage.client_change c JOIN stage.cluster k ON k.client_id = c.client_id"
        " JOIN stage.mention m ON m.cluster = k.no JOIN stage.person p ON p.id = m.person"
        " JOIN stage.sheet h ON h.no = p.sheet WHERE h.batch <> k.batch"
        " UNION SELECT k.batch, h.batch FROM stage.client_change c JOIN stage.cluster k ON k.client_id = c.client_id"
        " JOIN stage.mention m ON m.cluster = k.no JOIN stage.person p ON p.id = m.person"
        " JOIN stage.sheet h ON h.no = p.sheet WHERE h.batch <> k.batch"
        " UNION SELECT h.batch, n.batch FROM stage.product p JOIN stage.sheet h ON h.no = p.sheet"
        " JOIN stage.product_map m ON m.no = p.no JOIN stage.new_product n ON n.no = m.target WHERE h.batch <> n.batch"
        " UNION SELECT l.linked, h.batch FROM stage.line l JOIN stage.receipt r ON r.no = l.receipt"
        " JOIN stage.sheet h ON h.no = r.sheet WHERE l.linked NOT IN (0, h.batch)"
        " UNION SELECT h.batch, l.linked FROM stage.line l JOIN stage.receipt r ON r.no = l.receipt"
        " JOIN stage.sheet h ON h.no = r.sheet WHERE l.linked NOT IN (0, h.batch)"
    )
    return list(rows)


def failed_rows(raw: Any, most: int) -> list[tuple[Any, ...]]:
    """Problems of failed rows, the first `most` of each batch: batch, sheet's name, row, column, value, code."""
    return list(
        raw.execute(
            'SELECT batch, name, row, "column", value, code FROM (SELECT h.batch, h.name, p.row, p."column", p.value,'
            " p.code, row_number() OVER (PARTITION BY h.batch ORDER BY p.rowid) AS place FROM stage.problem p"
            " JOIN stage.sheet h ON h.no = p.sheet WHERE p.outcome = 3) WHERE place <= ?",
            (most,),
        )
    )
