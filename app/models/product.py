"""Products and services of the shop, and how they hang together."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Product(Base):
    """Something sold. Prices are the usual ones; what was really paid is on the receipt's line."""

    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]  # folded, for finding
    kind: Mapped[str] = mapped_column(default="product", server_default="product")  # ProductKind
    sku: Mapped[str] = mapped_column(default="", server_default="")
    barcode: Mapped[str] = mapped_column(default="", server_default="")
    category: Mapped[str] = mapped_column(default="", server_default="")
    unit: Mapped[str] = mapped_column(default="", server_default="")
    price: Mapped[int | None]  # minor units
    cost: Mapped[int | None]  # minor units
    replenish_days: Mapped[int | None]
    in_stock: Mapped[bool] = mapped_column(default=True, server_default="1")
    back_day: Mapped[date | None]  # when it last came back
    price_day: Mapped[date | None]  # when the usual price last changed
    carries: Mapped[str | None]  # EntitlementKind that selling it makes
    carries_count: Mapped[int | None]  # for how long: so many of carries_unit
    carries_unit: Mapped[str | None]  # TermUnit
    note: Mapped[str] = mapped_column(default="", server_default="")
    archived: Mapped[bool] = mapped_column(default=False, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"), index=True)

    __table_args__ = (
        Index(None, "name_key"),
        Index(None, "sku"),
        Index(None, "barcode"),
        {"sqlite_autoincrement": True},
    )


class ProductLink(Base):
    """`other` goes with the product, or is a better version of it: what to offer beside it or instead of it."""

    __tablename__ = "product_link"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(primary_key=True)  # LinkKind


class AlsoBought(Base):
    """Worked out from all purchases, now and then: who bought the product also bought `other`, `lift` times as often
    as buyers in general. Only pairs with enough buyers of both."""

    __tablename__ = "also_bought"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, index=True)
    buyers: Mapped[int]  # clients who bought both
    lift: Mapped[float]
