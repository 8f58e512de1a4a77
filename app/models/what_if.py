"""A rule as if it were saved: inside one read transaction, seen by nobody else and gone with its end.

Temporary tables of the same names stand before the shop's own for every statement of this connection, so whatever
reads the rules, or the occasions of this one, sees it. Nothing is written to the file and no writer has to wait.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.facts import touch
from app.models.limits import limit
from app.models.occasion_sql import COME, Way
from app.models.occasions import Members, raw_of, read_occasion_rules, work_out
from app.models.silences import GIVE_UP_LIMITS, Silence

UNSAVED = 0  # id of a rule that has none yet; reminders of it there are none


_TOUCH_BUYERS = (
    "INSERT OR IGNORE INTO temp.touched SELECT client_id FROM purchase"
    " WHERE day BETWEEN ? AND ? AND client_id IS NOT NULL"
)


def suppose_rule(session: Session, rule_id: int, kind: str, params: Mapping[str, Any]) -> None:
    """Let this rule be as given and switched on, to the end of the transaction."""
    session.execute(text("CREATE TEMP TABLE reminder_rule AS SELECT * FROM main.reminder_rule"))
    session.execute(text("DELETE FROM temp.reminder_rule WHERE id = :id"), {"id": rule_id})
    session.execute(
        text(
            "INSERT INTO temp.reminder_rule (id, kind, name, enabled, params, texts, code, version)"
            " VALUES (:id, :kind, '', 1, :params, '{}', '', 0)"
        ),
        {"id": rule_id, "kind": kind, "params": json.dumps(params)},
    )


def suppose_occasions(session: Session, rule_id: int, members: Members, bought: tuple[date, date] | None) -> None:
    """Work out the occasions of the supposed rule; only they are seen, to the end of the transaction.

    `members`: who is in its saved list. `bought`: only those are of interest who bought on these days, both included.
    """
    raw, way = raw_of(session), Way.ALL
    if bought is not None:
        way = Way.FEW
        touch(session)
        raw.execute(_TOUCH_BUYERS, [day.isoformat() for day in bought])
    work_out(raw, read_occasion_rules(raw, [rule_id]), way, members)
    raw.execute("CREATE TEMP TABLE occasion AS SELECT * FROM main.occasion WHERE 0")
    raw.execute("CREATE UNIQUE INDEX temp.supposed_occasion ON occasion (rule_id, client_id, base_day)")
    raw.execute("CREATE INDEX temp.supposed_due ON occasion (kind, due_day, client_id)")
    raw.execute("CREATE INDEX temp.supposed_whose ON occasion (rule_id, due_day, client_id, product_id)")
    raw.execute(COME)


def suppose_silences(session: Session, as_of: date) -> dict[int, Silence]:
    """Who is silent for longer than the supposed rule of the lapsed allows, and not given up, by the stored rhythms."""
    rows = session.execute(
        text(
            f"WITH supposed AS (SELECT c.id, c.last_visit, c.visits, c.total, c.rhythm_days, {limit()} AS days"
            " FROM client c WHERE c.visits > 0 AND c.deleted_at IS NULL AND c.merged_into_id IS NULL"
            " AND c.do_not_disturb = 0 AND (c.muted_until IS NULL OR c.muted_until <= :as_of))"
            " SELECT id, last_visit, days, date(last_visit, '+' || days || ' days'), visits, total, rhythm_days,"
            " (SELECT k.at_risk FROM client_forecast k WHERE k.client_id = supposed.id)"
            " FROM supposed WHERE julianday(:as_of) - julianday(last_visit)"
            f" BETWEEN days AND days * {1 + GIVE_UP_LIMITS}"
        ),
        {"as_of": as_of.isoformat()},
    )
    return {
        row[0]: Silence(row[0], date.fromisoformat(row[1]), row[2], date.fromisoformat(row[3]), *row[4:])
        for row in rows
    }
