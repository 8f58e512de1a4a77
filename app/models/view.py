"""What is kept of the window's work: named views of the list of clients, and what was typed and not saved yet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class SavedView(Base):
    """A named filter of the list of clients with its order and columns; it holds whoever answers it at the moment."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    filter: Mapped[Any] = mapped_column(Json)  # as services/clients/listing/filters.py reads it
    sort: Mapped[str] = mapped_column(default="name", server_default="name")
    descending: Mapped[bool] = mapped_column(default=False, server_default="0")
    columns: Mapped[Any] = mapped_column(Json, nullable=True)  # keys of the shown columns, in order
    position: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = ({"sqlite_autoincrement": True},)


class ViewSize(Base):
    """How many clients answered a saved view on a day. Kept when the view goes, for it can be brought back."""

    __tablename__ = "view_size"

    view_id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    asked: Mapped[str]  # what the view asked on that day, as a digest: sizes of another filter are not compared
    clients: Mapped[int]
    total: Mapped[int]  # what they have spent, minor units


class Draft(Base):
    """A form that was left unsaved, so that a power cut loses nothing that was typed."""

    __tablename__ = "draft"

    key: Mapped[str] = mapped_column(primary_key=True)  # "client:new", "client:17"
    data: Mapped[Any] = mapped_column(Json)
    saved_at: Mapped[datetime]
