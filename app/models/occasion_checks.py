"""All occasions of the shop at once, worked out of the receipts: to find what differs, and as of a past day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.models import occasion_sql as sql
from app.models.base import MOMENT_FORMAT
from app.models.database import WRITER_CACHE_KIB, connect, storage_errors
from app.models.facts import with_facts_as_of
from app.models.interrupt import interruptible, never
from app.models.occasion_sql import Way
from app.models.occasions import Members, Then, raw_of, read_occasion_rules, work_out

BLOCK = 4_000  # clients written at once


def occasions_as_of(session: Session, as_of: date, until: datetime, members: Members) -> None:
    """Fill `temp.occasion_now` with all occasions as they stood when the day `as_of` ended, at the moment `until`.

    Rules and lists are those of today. Works them out of the receipts, so it serves as a check of the stored ones.
    """
    raw = raw_of(session)
    rules = read_occasion_rules(raw, None)
    then = Then(as_of.isoformat(), until.astimezone(UTC).strftime(MOMENT_FORMAT), with_facts_as_of())
    work_out(raw, rules, Way.ALL, members, then)


def see_as_of(session: Session, as_of: date, until: datetime, members: Members) -> None:
    """Let the occasions be those of a past day, to the end of this read transaction; where nothing came after it, the
    stored ones are."""
    raw = raw_of(session)
    later = raw.execute(
        "SELECT EXISTS (SELECT 1 FROM purchase WHERE day > :as_of) OR EXISTS (SELECT 1 FROM occasion o CROSS JOIN"
        " interaction x ON x.client_id = o.client_id AND x.at >= :until WHERE o.kind = 'cadence')",
        {"as_of": as_of.isoformat(), "until": until.astimezone(UTC).strftime(MOMENT_FORMAT)},
    ).fetchone()
    if later[0]:
        occasions_as_of(session, as_of, until, members)
        raw.execute("CREATE TEMP TABLE occasion AS SELECT * FROM main.occasion WHERE 0")
        raw.execute("CREATE UNIQUE INDEX temp.occasion_then ON occasion (rule_id, client_id, base_day)")
        raw.execute(sql.COME)


def refresh_shop(
    path: Path, rule_ids: Sequence[int], members: Members, check: Callable[[], object] = never
) -> tuple[int, list[int]]:
    """Bring the stored occasions of these rules to what the receipts say; returns for how many clients they changed,
    and which clients are left to `refresh_occasions`.

    A connection of its own reads, sorts on disk and holds up nobody; what differs is written block by block, as long as
    nobody else has written since it was read. From then on what was read may be out of date, so the rest is left.
    `check` is called every now and then; what it raises stops the work between two blocks.
    """
    with storage_errors(path), closing(connect(path, WRITER_CACHE_KIB)) as raw:
        raw.execute("PRAGMA temp_store=FILE")
        raw.execute("BEGIN")
        rules = read_occasion_rules(raw, rule_ids)
        with interruptible(raw, check):
            work_out(raw, rules, Way.ALL, members)
        ids = ", ".join(map(str, rule_ids))
        off = [row[0] for row in raw.execute(sql.DIFFERING.format(rules=ids)).fetchall()]
        seen = _version(raw)
        raw.execute("COMMIT")
        for start in range(0, len(off), BLOCK):
            check()
            if not _write_block(raw, off[start : start + BLOCK], ids, seen):
                return len(off), off[start:]
    return len(off), []


def _write_block(raw: Any, clients: Sequence[int], ids: str, seen: int) -> bool:
    """Write what was worked out for these clients; False where somebody else has written in the meantime."""
    raw.execute("BEGIN IMMEDIATE")
    fresh = _version(raw) == seen
    if fresh:
        scope = f"client_id BETWEEN {clients[0]} AND {clients[-1]} AND rule_id IN ({ids})"
        raw.execute(sql.GONE.format(scope=scope))
        raw.execute(sql.COME.replace("WHERE true", f"WHERE {scope}", 1))
    raw.execute("COMMIT")
    return fresh


def _version(raw: Any) -> int:
    return int(raw.execute("PRAGMA data_version").fetchone()[0])
