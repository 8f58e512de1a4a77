"""The shop's own fields: what there are, and how what is typed into one becomes a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, OwnKind
from app.models.own import OwnField, OwnValue, remove_values
from app.services.errors import InvalidValue, NotFound
from app.services.imports.matching.keys import refresh_keys
from app.services.imports.values.own_values import read_own

LONGEST_NAME = 60  # letters; the name heads a column


@dataclass(frozen=True)
class OwnFieldRow:
    """An own field; `choices` are the texts of a choice. An archived one keeps its values and is not shown."""

    id: int
    name: str
    kind: str  # OwnKind
    choices: tuple[str, ...]
    archived: bool


def list_own_fields(db: Database, archived: bool = True) -> tuple[OwnFieldRow, ...]:
    """The own fields in their order; without the archived ones where they are not wanted."""
    with db.read() as session:
        return tuple(row for row in map(_row, own_fields(session)) if archived or not row.archived)


def own_fields(session: Session) -> Sequence[OwnField]:
    """The rows of the own fields in their order."""
    return session.scalars(select(OwnField).order_by(OwnField.position, OwnField.id)).all()


def _row(field: OwnField) -> OwnFieldRow:
    return OwnFieldRow(field.id, field.name, field.kind, tuple(field.choices or ()), field.archived)


def save_own_field(
    db: Database, name: str, kind: str, choices: Sequence[str], now: datetime, field_id: int | None = None
) -> int:
    """Add an own field at the end, or rename `field_id` and change its choices; returns the id.

    The kind of a field with values stays as it is. Raises InvalidValue for a name that is empty, too long or taken, for
    a choice without texts, and for another kind of a field in use; NotFound.
    """
    texts = list(dict.fromkeys(filter(None, (" ".join(choice.split()) for choice in choices))))
    with db.write(Area.CLIENTS, Area.SETTINGS) as session:
        title = _checked_name(session, name, field_id)
        if kind == OwnKind.CHOICE and not texts:
            raise InvalidValue(field="choices", value="")
        begin_action(session, "add_own_field" if field_id is None else "edit_own_field", now)
        if field_id is None:
            last = session.scalar(select(func.max(OwnField.position)))
            field = OwnField(position=0 if last is None else last + 1)
            session.add(field)
        else:
            field = _find(session, field_id)
            if field.kind != kind and _used(session, field_id):
                raise InvalidValue(field="own_kind", value=kind, name=field.name)
        field.name, field.kind = title, OwnKind(kind).value
        field.choices = texts if kind == OwnKind.CHOICE else None
        session.flush()
        return field.id


def _checked_name(session: Session, name: str, field_id: int | None) -> str:
    title = " ".join(name.split())
    if not title or len(title) > LONGEST_NAME:
        raise InvalidValue(field="own_name", value=title)
    others = session.scalars(select(OwnField.name).where(OwnField.id != (field_id or 0)))
    if any(other.casefold() == title.casefold() for other in others):
        raise InvalidValue(field="own_name", value=title, why="taken")
    return title


def order_own_fields(db: Database, ids: Sequence[int], now: datetime) -> int:
    """Put the own fields into this order; those that are not named come after. Returns the action; raises NotFound."""
    with db.write(Area.CLIENTS, Area.SETTINGS) as session:
        action_id = begin_action(session, "edit_own_field", now)
        rest = [field.id for field in own_fields(session) if field.id not in ids]
        for position, field_id in enumerate([*ids, *rest]):
            _find(session, field_id).position = position
        return action_id


def archive_own_field(db: Database, field_id: int, archived: bool, now: datetime) -> int:
    """Take an own field out of use, or back into it; its values stay. Returns the action; raises NotFound."""
    with db.write(Area.CLIENTS, Area.SETTINGS) as session:
        action_id = begin_action(session, "archive_own_field" if archived else "edit_own_field", now)
        _find(session, field_id).archived = archived
        return action_id


def count_own_values(db: Database, field_id: int) -> int:
    """How many clients have something in this field."""
    with db.read() as session:
        return _used(session, field_id)


def delete_own_field(db: Database, field_id: int, now: datetime) -> int:
    """Delete an own field with everything in it; returns the action to undo. Raises NotFound."""
    with db.write(Area.CLIENTS, Area.SETTINGS) as session:
        action_id = begin_action(session, "delete_own_field", now)
        field = _find(session, field_id)
        remove_values(session, field_id, action_id)  # first, so that an undo, which goes backwards, has the field first
        session.delete(field)
        session.flush()
        raw: Any = session.connection().connection.driver_connection
        refresh_keys(raw, f"SELECT client_id FROM change WHERE action_id = {action_id} AND client_id IS NOT NULL")
        return action_id


def _find(session: Session, field_id: int) -> OwnField:
    field = session.get(OwnField, field_id)
    if field is None:
        raise NotFound(what="own_field", id=field_id)
    return field


def _used(session: Session, field_id: int) -> int:
    statement = select(func.count()).select_from(OwnValue).where(OwnValue.field_id == field_id)
    return session.scalar(statement) or 0


def typed_own(kind: str, text: str, choices: Sequence[str], name: str = "") -> tuple[str, float | None]:
    """What is typed into an own field as (value, number): a number with a point, an ISO day, "1" or "0", a choice.

    ("", None) for nothing. Raises InvalidValue with the kind and the `name` of the field.
    """
    text = text.strip()
    read = read_own(kind, text, choices) if text else (None,)
    if read is None or (text and read[0] is None):
        raise InvalidValue(field="own", value=text, kind=kind, name=name, choices=tuple(choices))
    value = read[0] or ""
    return value, float(value) if kind == OwnKind.NUMBER and value else None
