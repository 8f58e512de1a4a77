"""Receipts and their lines."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base


class Purchase(Base):
    """One receipt. Without a client it is an anonymous sale; a negative total is a return, linked to its sale."""

    __tablename__ = "purchase"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="SET NULL"))
    day: Mapped[date]  # local day of the shop; what all analysis uses
    time: Mapped[str | None]  # local HH:MM:SS
    total: Mapped[int | None]  # net, minor units; NULL = unknown
    receipt: Mapped[str] = mapped_column(default="", server_default="")  # number as printed
    status: Mapped[str] = mapped_column(default="done", server_default="done")  # PurchaseStatus
    payment: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    return_of_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id", ondelete="SET NULL"))
    import_key: Mapped[str | None]  # what makes the same receipt of the same kind of file the same
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"))

    lines: Mapped[list[PurchaseLine]] = relationship(
        cascade="all, delete-orphan", order_by="PurchaseLine.position", passive_deletes=True
    )

    __table_args__ = (
        # Covers all that models/facts.py reads of a receipt, so that a million of them are one walk over the index.
        Index("ix_purchase_facts", "client_id", "day", "status", "total", "return_of_id", "deleted_at"),
        Index(None, "day", "total"),
        Index(None, "return_of_id", sqlite_where=text("return_of_id IS NOT NULL")),
        Index(None, "import_key", unique=True, sqlite_where=text("import_key IS NOT NULL")),
        Index(None, "batch_id", sqlite_where=text("batch_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )


class PurchaseLine(Base):
    """One position of a receipt: quantity x price less discount = sum, rounded half-up per line."""

    __tablename__ = "purchase_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id", ondelete="CASCADE"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    quantity: Mapped[int] = mapped_column(default=1000, server_default="1000")  # thousandths
    price: Mapped[int | None]  # minor units for one
    discount: Mapped[int] = mapped_column(default=0, server_default="0")  # minor units off the line
    sum: Mapped[int | None]  # minor units

    __table_args__ = (Index(None, "purchase_id", "product_id", "sum"), {"sqlite_autoincrement": True})
