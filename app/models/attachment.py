"""Files kept with a client: copies in the data folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Attachment(Base):
    """A copy of a file in the data folder, under a name of its own; `name` is what it was called."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    file: Mapped[str] = mapped_column(unique=True)  # relative to the folder of attachments
    size: Mapped[int]  # bytes
    added_at: Mapped[datetime]

    __table_args__ = ({"sqlite_autoincrement": True},)
