"""All occasions of the shop at once, worked out of the receipts: to find what differs, and as of a past day."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.models import occasion_sql as sql
from app.models.base import MOMENT_FORMAT
from app.models.database import connect
from app.models.facts import with_facts_as_of
from app.models.occasion_sql import Way
from app.models.occasions import Members, Then, raw_of, read_occasion_rules, work_out


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


def differing_clients(path: Path, rule_ids: Sequence[int], members: Members) -> list[int]:
    """Clients whose stored occasions of these rules are not what the receipts say. Holds up nobody: a connection of
    its own reads, and sorts on disk."""
    with closing(connect(path)) as raw:
        raw.execute("PRAGMA temp_store=FILE")
        raw.execute("BEGIN")
        rules = read_occasion_rules(raw, rule_ids)
        work_out(raw, rules, Way.ALL, members)
        found = raw.execute(sql.DIFFERING.format(rules=", ".join(map(str, rule_ids)))).fetchall()
        raw.execute("ROLLBACK")
    return [row[0] for row in found]
