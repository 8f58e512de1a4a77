"""Whether the owner's rules have anything to announce, asked before anything is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.silences import IS_HEARD

_WITH_ALERTS = text(
    "SELECT CAST(j.key AS INTEGER) FROM json_each(:firsts) j WHERE EXISTS (SELECT 1 FROM occasion o CROSS JOIN client c"
    f" ON c.id = o.client_id AND {IS_HEARD} WHERE o.rule_id = CAST(j.key AS INTEGER)"
    " AND o.alert_day BETWEEN j.value AND :last)"
)


def rules_with_alerts(session: Session, firsts: Mapping[int, date], last: date, as_of: date) -> list[int]:
    """Rules of which there may be something to announce until the day `last`. `firsts`: of each rule the first due day
    that can still hold on `as_of`; what is long over is not looked at."""
    known = {rule_id: first.isoformat() for rule_id, first in firsts.items()}
    values = {"firsts": json.dumps(known), "last": last.isoformat(), "as_of": as_of.isoformat()}
    return list(session.execute(_WITH_ALERTS, values).scalars())
