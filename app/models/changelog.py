"""Writes the change log by itself: every row that a session inserts, edits or deletes during an action."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event, insert
from sqlalchemy.orm import Mapper, Session, object_session
from sqlalchemy.orm.attributes import get_history

from app.models.aftersale import Entitlement, Feedback, Interest, ServiceCase
from app.models.attachment import Attachment
from app.models.audit import Action, Change
from app.models.base import Base
from app.models.client import (
    Client,
    ClientTag,
    Consent,
    ContactPerson,
    ContactPoint,
    ExternalId,
    ImportantDate,
    Preference,
)
from app.models.duplicates import NotSame
from app.models.enquiry import Enquiry
from app.models.interaction import Interaction
from app.models.own import OwnField, OwnValue
from app.models.product import Product, ProductLink
from app.models.purchase import Purchase, PurchaseLine
from app.models.reminder import Reminder, ReminderRule
from app.models.setting import Setting
from app.models.spend import MarketingSpend
from app.models.task import Task
from app.models.view import SavedView

TRACKED = (
    *(Client, ContactPoint, ExternalId, ClientTag, Preference, Consent, ImportantDate),
    *(Product, Purchase, PurchaseLine, Interaction, Task, Reminder, ReminderRule),
    *(ProductLink, Enquiry, Interest, ServiceCase, Entitlement, Feedback),
    *(Attachment, ContactPerson, NotSame, OwnField, OwnValue, SavedView, MarketingSpend, Setting),
)
# Of the settings, those that the owner takes back like any other work; the rest says how things stand.
LOGGED_SETTINGS = frozenset({"segments"})

# Columns that follow from others and are recomputed, so they are neither logged nor restored.
DERIVED = frozenset(
    "search_text sort_key first_key visits receipts total first_visit last_visit rhythm_days due_back silence_limit"
    " lapse_day last_category version updated_at".split()
)
_DERIVED_ONLY_OF_CLIENT = DERIVED - {"version", "updated_at"}
_LOG = insert(Change.metadata.tables[Change.__tablename__])  # made once: of many rows it would cost more than the rows


def begin_action(session: Session, kind: str, now: datetime) -> int:
    """Start one user action: from here to the commit, every change of this session is logged under its id."""
    action = Action(kind=kind, at=now, staff_id=session.info.get("staff_id"))
    session.add(action)
    session.flush()
    session.info["action_id"] = action.id
    return action.id


def is_derived(table: str, column: str) -> bool:
    """Whether a column is recomputed rather than restored."""
    return column in ("version", "updated_at") or (table == "client" and column in _DERIVED_ONLY_OF_CLIENT)


def row_key(mapper: Mapper[Any], row: object) -> str:
    """Primary key of a row as text, several columns joined by a tab."""
    return "\t".join(str(part) for part in mapper.primary_key_from_instance(row))


def _log(
    mapper: Mapper[Any], connection: Connection, row: Base, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    session = object_session(row)
    if isinstance(row, Setting) and row.key not in LOGGED_SETTINGS:
        return
    if session is None or "action_id" not in session.info or not (before or after):
        return
    values = {
        "action_id": session.info["action_id"],
        "table": _table(mapper),
        "row_id": row_key(mapper, row),
        "client_id": row.id if isinstance(row, Client) else getattr(row, "client_id", None),
        "before": before,
        "after": after,
    }
    connection.execute(_LOG, values)


def _inserted(mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    _log(mapper, connection, row, None, _values(mapper, row))


def _deleted(mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    _log(mapper, connection, row, _values(mapper, row), None)


def _updated(mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    before, after = {}, {}
    for column in mapper.column_attrs:
        history = get_history(row, column.key)
        if history.has_changes() and not is_derived(_table(mapper), column.key):
            before[column.key] = plain(history.deleted[0] if history.deleted else None)
            after[column.key] = plain(history.added[0] if history.added else None)
    _log(mapper, connection, row, before, after)


for _tracked in TRACKED:
    event.listen(_tracked, "after_insert", _inserted)
    event.listen(_tracked, "after_update", _updated)
    event.listen(_tracked, "after_delete", _deleted)


def _table(mapper: Mapper[Any]) -> str:
    return str(mapper.persist_selectable.key)  # type: ignore[attr-defined]


def _values(mapper: Mapper[Any], row: Base) -> dict[str, Any]:
    return {column.key: plain(getattr(row, column.key)) for column in mapper.column_attrs}


def plain(value: Any) -> Any:
    """A column value as JSON can hold it: days and moments as ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
