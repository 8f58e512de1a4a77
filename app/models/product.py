"""Products and services of the shop."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Product(Base):
    """Something sold. Prices are the usual ones; what was really paid is on the receipt's line."""

    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]  # folded, for finding
    sku: Mapped[str] = mapped_column(default="", server_default="")
    category: Mapped[str] = mapped_column(default="", server_default="")
    unit: Mapped[str] = mapped_column(default="", server_default="")
    price: Mapped[int | None]  # minor units
    cost: Mapped[int | None]  # minor units
    replenish_days: Mapped[int | None]
    archived: Mapped[bool] = mapped_column(default=False, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    __table_args__ = (
        Index(None, "name_key"),
        Index(None, "sku"),
        {"sqlite_autoincrement": True},
    )
