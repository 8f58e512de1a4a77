"""Who changed what: staff, user actions, and the before and after of every changed row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class Staff(Base):
    """Someone who works in the shop. A shop of one never sees this."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    color: Mapped[str] = mapped_column(default="", server_default="")
    pin_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True, server_default="1")


class Action(Base):
    """One user action = one transaction; what Undo takes back as a whole."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # "edit_client", "add_purchase", "import", ...
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]

    __table_args__ = ({"sqlite_autoincrement": True},)


class Change(Base):
    """One row as it was before and after an action; only the columns that changed. NULL before: it was created."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    table: Mapped[str]
    row_id: Mapped[str]  # primary key; several columns joined by a tab
    client_id: Mapped[int | None]  # whose card shows it
    batch_id: Mapped[int | None]  # file of an import that brought it
    before: Mapped[Any] = mapped_column(Json, nullable=True)
    after: Mapped[Any] = mapped_column(Json, nullable=True)

    __table_args__ = (Index(None, "client_id"), Index(None, "table", "row_id"))
