"""What a client is expected to buy: worked out from all receipts now and then, never typed."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class ClientForecast(Base):
    """The forecast of one buyer over the horizon of the last fit, which the setting `forecast` tells."""

    __tablename__ = "client_forecast"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    p_alive: Mapped[float | None]  # probability 0..1 to be a client still; None of those who came once
    purchases: Mapped[float]  # expected visits
    money: Mapped[int | None]  # expected net revenue, minor units; None where no value can be told
    at_risk: Mapped[int | None]  # what is lost of it if the client is gone: money * (1 - p_alive) / p_alive
