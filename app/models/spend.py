"""Money spent on bringing clients in, from which the cost of a new client follows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class MarketingSpend(Base):
    """What was paid for one source over a period, both days included; a day's share of it is the sum by the days."""

    __tablename__ = "marketing_spend"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]  # as on the client; "" is of no source in particular
    first_day: Mapped[date]
    last_day: Mapped[date]
    sum: Mapped[int]  # minor units
    note: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (Index(None, "first_day"), {"sqlite_autoincrement": True})
