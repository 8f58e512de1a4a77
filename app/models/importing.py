"""Imports: one group per drop of files, one batch per file, and the rows that could not be used as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class ImportGroup(Base):
    """Files that were dropped together; they go in and come back together."""

    __tablename__ = "import_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id", ondelete="SET NULL"), index=True)

    __table_args__ = ({"sqlite_autoincrement": True},)


class ImportBatch(Base):
    """One file of a drop. Rows it created carry its id; rows it changed have their before in the change log."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("import_group.id", ondelete="CASCADE"), index=True)
    file: Mapped[str]  # name only
    sha256: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    error: Mapped[str | None]  # code of the failure when the file did not go in
    report: Mapped[Any] = mapped_column(Json, nullable=True)  # the balanced counts as told to the user
    undone_at: Mapped[datetime | None]

    __table_args__ = ({"sqlite_autoincrement": True},)


class MappingProfile(Base):
    """How a kind of file is read, known by the hash of its titles and by a name."""

    __tablename__ = "mapping_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    signature: Mapped[str] = mapped_column(index=True)
    columns: Mapped[Any] = mapped_column(Json)  # title, field, reading and conflict rule of each column
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ImportFailure(Base):
    """A cell that made its row unusable, or that was repaired; the original text is kept."""

    __tablename__ = "import_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)
    sheet: Mapped[str]
    row: Mapped[int]
    outcome: Mapped[int]  # Outcome of the row
    column: Mapped[str]
    value: Mapped[str]
    code: Mapped[str]


class ImportOriginal(Base):
    """A row that was rejected or repaired, as it stood in the file, which may be gone when it is corrected."""

    __tablename__ = "import_original"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)
    sheet: Mapped[str]
    row: Mapped[int]
    outcome: Mapped[int]  # Outcome of the row
    cells: Mapped[str]  # JSON list; services/imports/originals.py packs it
