"""Settings of the shop, and the medians that stand in for a client's own rhythm."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Json


class Setting(Base):
    """One setting as JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


class Cadence(Base):
    """Median gap between visits, in days: of the whole shop (category '') and of each category. Refreshed daily."""

    __tablename__ = "cadence"

    category: Mapped[str] = mapped_column(primary_key=True)
    median_days: Mapped[float]
    gaps: Mapped[int]  # how many gaps it is the median of
