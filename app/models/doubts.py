"""Which open reminders of tasks and of the owner's rules may hold no more: found by what has happened, not by looking
at each.

Where an occasion or a task changes, or a client is not to be told of any more, triggers of the file itself (migration
0005) mark the reminder as `doubted`, whatever wrote: a sale, an import, an undo, a merge. What time alone does is a
range of days in an index.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

_IS_OPEN = "state IN ('due', 'shown', 'snoozed')"
DOUBTED = "doubted AND state IN ('due', 'shown', 'snoozed')"

# The rules that reminders were ever made by, one step in the index for each.
_DOUBTFUL = text(
    f"""
WITH RECURSIVE known (rule_id) AS (
    SELECT min(rule_id) FROM reminder WHERE rule_id IS NOT NULL
    UNION ALL SELECT (SELECT min(r.rule_id) FROM reminder r WHERE r.rule_id > known.rule_id) FROM known
    WHERE known.rule_id IS NOT NULL),
over (rule_id, first) AS (
    SELECT k.rule_id, coalesce(j.value, '9999') FROM known k LEFT JOIN json_each(:firsts) j
    ON CAST(j.key AS INTEGER) = k.rule_id WHERE k.rule_id IS NOT NULL)
SELECT id FROM reminder WHERE {DOUBTED} AND rule_id IS NOT NULL
UNION SELECT r.id FROM over o CROSS JOIN reminder r ON r.rule_id = o.rule_id AND r.{_IS_OPEN} AND r.due_day < o.first"""
)


_DOUBTED_TASKS = text(f"SELECT id FROM reminder WHERE {DOUBTED} AND task_id IS NOT NULL")
# Two sorted lists beside each other, both out of indexes.
_UNTOLD_TASKS = text(
    "SELECT id, due_day FROM task WHERE done_at IS NULL AND deleted_at IS NULL AND due_day <= :until"
    " EXCEPT SELECT task_id, due_day FROM reminder WHERE kind = 'follow_up' AND state = 'shown'"
)


def doubted_tasks(session: Session) -> list[int]:
    """Open rows of tasks to be looked at."""
    return list(session.execute(_DOUBTED_TASKS).scalars())


def untold_tasks(session: Session, until: date) -> list[int]:
    """Open tasks of the days up to `until` that were not announced for their day."""
    return list(session.execute(_UNTOLD_TASKS, {"until": until.isoformat()}).scalars())


def doubtful(session: Session, firsts: Mapping[int, date]) -> list[int]:
    """Open rows to be looked at. `firsts`: of each rule in force, the first due day that can still hold; what other
    rules ever told of is all in doubt."""
    known = {rule_id: first.isoformat() for rule_id, first in firsts.items()}
    return list(session.execute(_DOUBTFUL, {"firsts": json.dumps(known)}).scalars())
