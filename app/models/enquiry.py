"""Enquiries: somebody asked, and nobody who asked is forgotten."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Enquiry(Base):
    """What was asked, by a client or by somebody known only as `contact`. Its next step is a task."""

    __tablename__ = "enquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    contact: Mapped[str] = mapped_column(default="", server_default="")  # name or phone as told, without a client
    asked: Mapped[str]
    source: Mapped[str] = mapped_column(default="", server_default="")
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    sum: Mapped[int | None]  # minor units; what it may bring
    state: Mapped[str] = mapped_column(default="new", server_default="new")  # EnquiryState
    lost_reason: Mapped[str] = mapped_column(default="", server_default="")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"), index=True)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id", ondelete="SET NULL"), index=True)
    day: Mapped[date]  # local day of the shop on which it came
    touched_at: Mapped[datetime]  # last time anybody did something about it
    closed_at: Mapped[datetime | None]  # won or lost since
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (
        Index(None, "state", "touched_at", sqlite_where=text("deleted_at IS NULL")),
        {"sqlite_autoincrement": True},
    )
