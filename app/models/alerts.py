"""What the owner's rules have to tell, by indexes alone: whether there is anything to announce, and whose it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.silences import IS_HEARD

# Clients who are told of nothing, out of an index that has nobody else.
_DEAF = (
    "SELECT c.id FROM client c INDEXED BY ix_client_deaf WHERE (c.deleted_at IS NOT NULL"
    " OR c.merged_into_id IS NOT NULL OR c.do_not_disturb = 1 OR c.muted_until IS NOT NULL)"
    f" AND NOT ({IS_HEARD})"
)
_WITH_ALERTS = text(
    "SELECT CAST(j.key AS INTEGER) FROM json_each(:firsts) j WHERE EXISTS (SELECT 1 FROM occasion o"
    " WHERE o.rule_id = CAST(j.key AS INTEGER) AND o.alert_day BETWEEN j.value AND :last"
    f" AND NOT EXISTS ({_DEAF} AND c.id = o.client_id))"
)


def rules_with_alerts(session: Session, firsts: Mapping[int, date], last: date, as_of: date) -> list[int]:
    """Rules of which there may be something to announce until the day `last`. `firsts`: of each rule the first due day
    that can still hold on `as_of`; what is long over is not looked at."""
    known = {rule_id: first.isoformat() for rule_id, first in firsts.items()}
    values = {"firsts": json.dumps(known), "last": last.isoformat(), "as_of": as_of.isoformat()}
    return list(session.execute(_WITH_ALERTS, values).scalars())


_WHOSE = text(
    "SELECT o.client_id FROM json_each(:firsts) j CROSS JOIN occasion o ON o.rule_id = CAST(j.key AS INTEGER)"
    f" AND o.due_day BETWEEN j.value AND :last WHERE o.client_id NOT IN ({_DEAF})"
    " AND (o.product_id IS NULL OR o.product_id NOT IN (SELECT id FROM product WHERE archived))"
)
_HIDDEN = text(
    "SELECT r.client_id FROM json_each(:firsts) j CROSS JOIN reminder r ON r.rule_id = CAST(j.key AS INTEGER)"
    " AND r.state IN ('done', 'dismissed', 'held_out', 'snoozed', 'expired') AND r.due_day >= date(j.value, :earlier)"
    " WHERE r.client_id IS NOT NULL AND (r.state <> 'expired' OR r.snoozed_until IS NOT NULL)"
)
EARLIER = "-100 days"  # by so much a due day may have moved since something was done about it


def clients_to_tell(
    session: Session, firsts: Mapping[int, date], last: date, as_of: date
) -> tuple[list[int], set[int]]:
    """Whose occasions the list of `as_of` has, one for each, whatever the ledger says; and the clients of whom the
    ledger may hide some. `firsts` as above, of days up to `last`."""
    known = json.dumps({rule_id: first.isoformat() for rule_id, first in firsts.items()})
    whose = session.execute(_WHOSE, {"firsts": known, "last": last.isoformat(), "as_of": as_of.isoformat()})
    hidden = session.execute(_HIDDEN, {"firsts": known, "earlier": EARLIER})
    return list(whose.scalars()), set(hidden.scalars())
