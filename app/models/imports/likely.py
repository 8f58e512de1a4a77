"""What a drop asks before it is decided who is alike: its newcomers, whom of the shop they could be, what was decided.

stage.same_as says that a mention is a client of the shop, or one with other mentions; stage.apart that it is not;
stage.seen is where the match put the mentions that either names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.models.duplicates import PEOPLE
from app.models.imports.match import LIVE, MENTION

_NEW = "stage.cluster k JOIN stage.person p ON p.id = k.rep"
_DAY = "CASE WHEN p.birthday LIKE '--%' THEN '--' ELSE '' END || replace(p.birthday, '-', '')"
_CONTACTS_OF_NEW = (
    "stage.contact s JOIN stage.mention m ON m.person = s.person"
    " JOIN stage.cluster k ON k.no = m.cluster AND k.client_id IS NULL"
)

# Newcomers that share something with somebody: the first to be compared where there are too many of them.
_SHARING = f"""
SELECT k.no FROM {_CONTACTS_OF_NEW} WHERE EXISTS (SELECT 1 FROM contact_point x WHERE x.value = s.value)
UNION SELECT k.no FROM {_CONTACTS_OF_NEW} JOIN (
    SELECT s.value FROM {_CONTACTS_OF_NEW} GROUP BY s.value HAVING min(k.no) < max(k.no)) t ON t.value = s.value
UNION SELECT k.no FROM {_NEW} JOIN (
    SELECT p.birthday, substr(p.sort_key, 1, 3) AS start FROM {_NEW} WHERE k.client_id IS NULL AND p.birthday <> ''
    GROUP BY 1, 2 HAVING count(*) > 1) t ON t.birthday = p.birthday AND t.start = substr(p.sort_key, 1, 3)
    WHERE k.client_id IS NULL
LIMIT ?"""

_NEWCOMERS = f"""
SELECT k.no, coalesce(p.name, ''), coalesce(p.last_name, ''), coalesce(p.first_name, ''), coalesce(p.middle_name, ''),
    coalesce(p.company, ''), coalesce({_DAY}, ''), coalesce(p.contacts, ''), coalesce(p.address, ''),
    coalesce(p.city, ''), k.batch
FROM {_NEW} WHERE k.client_id IS NULL"""

# Clients of a large shop that the compared newcomers could be, by its indexes.
_COMPARED = "stage.compared n JOIN stage.cluster k ON k.no = n.no JOIN stage.person p ON p.id = k.rep"
_COULD_BE = (
    f"SELECT x.client_id FROM {_CONTACTS_OF_NEW} CROSS JOIN contact_point x ON x.value = s.value"
    " WHERE k.no IN (SELECT no FROM stage.compared)",
    f"SELECT c.id FROM {_COMPARED} CROSS JOIN client c ON c.birth_month = CAST(substr(p.birthday, -5, 2) AS INTEGER)"
    f" AND c.birth_day = CAST(substr(p.birthday, -2) AS INTEGER) WHERE p.birthday <> '' AND {LIVE}"
    " AND (c.birth_year IS NULL OR p.birthday LIKE '--%' OR c.birth_year = CAST(substr(p.birthday, 1, 4) AS INTEGER)"
    " OR c.first_key = p.first_key AND p.first_key <> '' OR substr(c.sort_key, 1, 4) = substr(p.sort_key, 1, 4))",
    f"SELECT c.id FROM {_COMPARED} CROSS JOIN client c ON c.sort_key >= substr(p.sort_key, 1, 5)"
    " AND c.sort_key < substr(p.sort_key, 1, 5) || char(1114111) WHERE p.sort_key <> ''",
    f"SELECT c.id FROM {_COMPARED} CROSS JOIN client c ON c.sort_key >= p.first_key || ' ' || substr(p.sort_key, 1, 3)"
    " AND c.sort_key < p.first_key || ' ' || substr(p.sort_key, 1, 3) || char(1114111) WHERE p.first_key <> ''",
)


def count_newcomers(raw: Any) -> int:
    """Clients that the drop would create."""
    return int(raw.execute("SELECT count(*) FROM stage.cluster WHERE client_id IS NULL").fetchone()[0])


def count_clients(raw: Any) -> int:
    """Clients that the shop has, with those in the trash."""
    return int(raw.execute("SELECT count(*) FROM client").fetchone()[0])


def newcomers(raw: Any, most: int) -> list[tuple[Any, ...]]:
    """Clients to be: cluster, then the columns of PEOPLE, then the batch; where they are more than `most`, a part."""
    if count_newcomers(raw) <= most:
        return list(raw.execute(f"{_NEWCOMERS} ORDER BY k.no"))
    return list(raw.execute(f"{_NEWCOMERS} AND k.no IN ({_SHARING}) ORDER BY k.no", (most,)))


def everybody(raw: Any) -> list[tuple[Any, ...]]:
    """All clients of the shop, as PEOPLE has them."""
    return list(raw.execute(f"{PEOPLE} ORDER BY c.id"))


def could_be(raw: Any, compared: Iterable[int], most: int) -> list[tuple[Any, ...]]:
    """Clients of the shop that these newcomers (clusters) could be, at most `most` of each way to find them."""
    raw.execute("DELETE FROM stage.compared")
    raw.executemany("INSERT INTO stage.compared VALUES (?)", [(no,) for no in compared])
    found = " UNION ".join(f"SELECT * FROM ({question} LIMIT {most})" for question in _COULD_BE)
    return list(raw.execute(f"{PEOPLE} AND c.id IN ({found}) ORDER BY c.id"))


def mentions_of(raw: Any, clusters: Iterable[int]) -> list[tuple[Any, ...]]:
    """(cluster, then the columns of a mention) of every mention of these clusters."""
    listed = ", ".join(map(str, clusters))
    return list(
        raw.execute(
            f"SELECT m.cluster, {MENTION} FROM stage.mention m JOIN stage.person p ON p.id = m.person"
            f" JOIN stage.sheet s ON s.no = p.sheet WHERE m.cluster IN ({listed}) ORDER BY p.id"
        )
    )


def purchases_of(raw: Any, clusters: Iterable[int]) -> dict[int, tuple[int, int, str | None]]:
    """Cluster -> receipts, sum, last day of what the drop says that they bought."""
    listed = ", ".join(map(str, clusters))
    rows = raw.execute(
        "SELECT m.cluster, count(*), coalesce(sum(r.total), 0), max(r.day) FROM stage.mention m"
        f" JOIN stage.receipt r ON r.person = m.person WHERE m.cluster IN ({listed}) AND r.duplicate = 0 GROUP BY 1"
    )
    return {cluster: (count, total, last) for cluster, count, total, last in rows}


def shop_facts(raw: Any, clients: Iterable[int]) -> dict[int, tuple[int, int, str | None]]:
    """Client -> receipts, sum, last visit."""
    listed = ", ".join(map(str, clients))
    rows = raw.execute(f"SELECT id, receipts, total, last_visit FROM client WHERE id IN ({listed})")
    return {client: (count, total, last) for client, count, total, last in rows}


def say_same(raw: Any, rows: Iterable[tuple[str, int | None, str | None]]) -> None:
    """Let these mentions be a client, or one with the others that have the same third value; forgets what was said."""
    raw.execute("DELETE FROM stage.same_as")
    raw.executemany("INSERT INTO stage.same_as VALUES (?, ?, ?)", rows)


def say_apart(raw: Any, rows: Iterable[tuple[str, int | None, str | None]]) -> None:
    """Let these mentions not be a client, or not be another mention; forgets what was said."""
    raw.execute("DELETE FROM stage.apart")
    raw.executemany("INSERT INTO stage.apart VALUES (?, ?, ?)", rows)


def watched(raw: Any) -> set[str]:
    """Mentions about which something was said."""
    rows = raw.execute(
        "SELECT fingerprint FROM stage.same_as UNION SELECT fingerprint FROM stage.apart"
        " UNION SELECT other FROM stage.apart WHERE other IS NOT NULL"
    )
    return {row[0] for row in rows}


_WHO = "coalesce({0}.client_id, :client + {0}.no)"
_SEEN = "stage.seen {0} JOIN stage.cluster {1} ON {1}.no = {0}.cluster"
_KNOWN_AS = f"""
INSERT OR REPLACE INTO known_as (fingerprint, client_id, batch_id)
SELECT t.fingerprint, {_WHO.format("k")}, :batch + s.batch
FROM stage.same_as t JOIN {_SEEN.format("s", "k")} WHERE s.fingerprint = t.fingerprint"""
_NOT_SAME = """
INSERT OR IGNORE INTO not_same (client_id, other_id, at, batch_id)
SELECT min(one, other), max(one, other), :now, batch FROM ({pairs}) WHERE one <> other"""
_APART_FROM_CLIENT = (
    f"SELECT {_WHO.format('k')} AS one, a.client_id AS other, :batch + s.batch AS batch"
    f" FROM stage.apart a JOIN {_SEEN.format('s', 'k')} WHERE s.fingerprint = a.fingerprint"
    " AND a.client_id IN (SELECT id FROM client)"
)
_APART_FROM_NEWCOMER = (
    f"SELECT {_WHO.format('k')} AS one, {_WHO.format('l')} AS other, :batch + max(s.batch, o.batch) AS batch"
    f" FROM stage.apart a JOIN {_SEEN.format('s', 'k')} JOIN {_SEEN.format('o', 'l')}"
    " WHERE s.fingerprint = a.fingerprint AND o.fingerprint = a.other"
)


def remember_decisions(raw: Any, parameters: dict[str, Any]) -> None:
    """Keep what was said, as rows of the batches; their undo takes it along. `parameters` are those of import_write."""
    raw.execute(_KNOWN_AS, parameters)
    for pairs in (_APART_FROM_CLIENT, _APART_FROM_NEWCOMER):
        raw.execute(_NOT_SAME.format(pairs=pairs), parameters)
