"""The shop's own fields of a client: what they are, and what each client has in them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.models.base import Base, Json


class OwnField(Base):
    """A field that the shop added: "Dog's name", "Shoe size". `choices` is the list of texts of a choice."""

    __tablename__ = "own_field"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]  # OwnKind
    choices: Mapped[Any] = mapped_column(Json, nullable=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    archived: Mapped[bool] = mapped_column(default=False, server_default="0")

    __table_args__ = ({"sqlite_autoincrement": True},)


class OwnValue(Base):
    """What a client has in an own field: text as it stands, ISO day, "1"/"0" of a yes or no; a number also as one."""

    __tablename__ = "own_value"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("own_field.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str]
    number: Mapped[float | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    __table_args__ = (Index(None, "field_id", "value"),)


_LOG_GONE = """
INSERT INTO change (action_id, "table", row_id, client_id, before)
SELECT :action, 'own_value', client_id || char(9) || field_id, client_id, json_object('client_id', client_id,
    'field_id', field_id, 'value', value, 'number', number, 'batch_id', batch_id)
FROM own_value WHERE field_id = :field"""


def remove_values(session: Session, field_id: int, action_id: int) -> None:
    """Delete everything that clients have in a field, with a note of each for an undo; a shop may have 100,000."""
    session.execute(text(_LOG_GONE), {"action": action_id, "field": field_id})
    session.execute(text("DELETE FROM own_value WHERE field_id = :field"), {"field": field_id})
