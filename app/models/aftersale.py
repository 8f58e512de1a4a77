"""What lasts after a sale or stands in its way: wishes, service cases, subscriptions, warranties, feedback."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Interest(Base):
    """A client wanted a product that was missing or too dear: a reason to write when it is back or cheaper."""

    __tablename__ = "interest"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str]  # InterestReason
    price: Mapped[int | None]  # minor units; what was too dear: any lower price is a reason to write
    note: Mapped[str] = mapped_column(default="", server_default="")
    day: Mapped[date]  # local day on which it was wanted
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = ({"sqlite_autoincrement": True},)


class ServiceCase(Base):
    """A repair, a complaint or a question of a client, open until its status is closed."""

    __tablename__ = "service_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]  # CaseKind
    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default="new", server_default="new")  # CaseStatus
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    due_day: Mapped[date | None]
    day: Mapped[date]  # local day on which it came
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("ix_service_case_open_due_day", "due_day", sqlite_where=text("closed_at IS NULL")),
        {"sqlite_autoincrement": True},
    )


class Entitlement(Base):
    """A subscription, membership or warranty of a client: made by a sale of what carries it, or by hand."""

    __tablename__ = "entitlement"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]  # EntitlementKind
    name: Mapped[str]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id", ondelete="SET NULL"), index=True)
    start_day: Mapped[date]
    end_day: Mapped[date]  # the last day on which it holds
    note: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (Index(None, "end_day"), {"sqlite_autoincrement": True})


class Feedback(Base):
    """How likely a client is to recommend the shop, 0 to 10, and what was said; NPS is made of the latest of each."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    score: Mapped[int]
    text: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (Index(None, "client_id", "at"), {"sqlite_autoincrement": True})
