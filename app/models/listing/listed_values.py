"""What stands beside a client in tables of its own, for the rows of a list: all that is asked for in one statement."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.models.enums import ContactKind
from app.models.interaction import SPOKEN

_ASKED = "IN (SELECT value FROM json_each(:ids))"
_MESSENGERS = (ContactKind.WHATSAPP, ContactKind.TELEGRAM, ContactKind.VK, ContactKind.VIBER)


def _of(table: str, value: str, condition: str = "1") -> str:
    """An aggregate of the client's rows of another table."""
    return f"client_id, {value} FROM {table} WHERE client_id {_ASKED} AND {condition} GROUP BY client_id"


def _consents(purpose: str) -> str:
    """1 where any way is allowed by its latest word, 0 where all that was said is no."""
    latest = (
        f"SELECT client_id, given, max(id) FROM consent WHERE client_id {_ASKED} AND purpose = '{purpose}'"
        " GROUP BY client_id, coalesce(channel, '')"
    )
    return f"client_id, max(given) FROM ({latest}) GROUP BY client_id"


# Key of a column -> the client and the value.
RELATED: dict[str, str] = {
    "tags": _of("client_tag", "group_concat(tag, ', ')"),
    "preferences": _of("preference", "group_concat(text, ', ')"),
    **{kind.value: _of("contact_point", "group_concat(value, ', ')", f"kind = '{kind}'") for kind in _MESSENGERS},
    "external_id": _of("external_id", "group_concat(value, ', ')"),
    "referred_by": (
        f"c.id, other.name FROM client c JOIN client other ON c.referred_by_id = other.id WHERE c.id {_ASKED}"
    ),
    "consent_processing": _consents("processing"),
    "consent_advertising": _consents("advertising"),
    "p_alive": _of("client_forecast", "p_alive", "p_alive IS NOT NULL"),
    "expected_purchases": _of("client_forecast", "purchases"),
    "expected_money": _of("client_forecast", "money", "money IS NOT NULL"),
    "money_at_risk": _of("client_forecast", "at_risk", "at_risk IS NOT NULL"),
    "last_contact": _of("interaction", "max(at)", SPOKEN),
    "open_tasks": _of("task", "count(*)", "done_at IS NULL AND deleted_at IS NULL"),
}


def read_related(session: Session, ids: Sequence[int], keys: Collection[str]) -> Iterable[tuple[str, int, Any]]:
    """(key, client id, value) of the columns `keys` that stand in RELATED; moments as they are stored."""
    parts = [f"SELECT '{key}', {RELATED[key]}" for key in RELATED if key in keys]
    if not parts:
        return ()
    raw: Any = session.connection().connection.driver_connection
    read: list[tuple[str, int, Any]] = raw.execute(" UNION ALL ".join(parts), {"ids": json.dumps(list(ids))}).fetchall()
    return read
