"""The log of contacts with a client."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.enums import UNANSWERED

# Rows in which somebody was spoken to, as a condition of a statement; an attempt that nobody answered is no contact.
SPOKEN = f"coalesce(outcome, '') NOT IN ({', '.join(map(repr, map(str, UNANSWERED)))})"


class Interaction(Base):
    """A call, visit, message, e-mail or note. The last contact is derived from these, never typed."""

    __tablename__ = "interaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[str]  # InteractionKind
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(default="", server_default="")
    minutes: Mapped[int | None]  # how long a call or a visit took
    direction: Mapped[str | None]  # "in", "out"
    channel: Mapped[str | None]
    outcome: Mapped[str | None]  # Outcome
    reason: Mapped[str] = mapped_column(default="", server_default="")  # why the client is leaving, in words
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    # With the outcome, so that the last contact is found without reading the rows.
    __table_args__ = (Index(None, "client_id", "at", "outcome"), {"sqlite_autoincrement": True})


WAS_SPOKEN = func.coalesce(Interaction.outcome, "").not_in(UNANSWERED)  # the same for the ORM
