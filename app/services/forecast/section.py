"""The forecast as a section of the report: the shop's, and the clients of whom most is at risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.forecast import ClientForecast
from app.services.forecast.read import Forecast, read_forecast

MOST = 10  # clients named


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A client whose money is at risk; minor units."""

    client_id: int
    name: str
    last_visit: date | None
    p_alive: float
    money: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class ForecastSection:
    """The last forecast, None before the first, and the clients of whom most is at risk, the most first."""

    forecast: Forecast | None
    at_risk: tuple[AtRisk, ...] = ()


def read_section(session: Session) -> ForecastSection:
    """Building block: as it is known now; the forecast of a past day is kept nowhere."""
    rows = (
        select(Client.id, Client.name, Client.last_visit, *_TOLD)
        .join(ClientForecast, ClientForecast.client_id == Client.id)
        .where(ClientForecast.at_risk > 0, ClientForecast.p_alive.is_not(None))
        .where(Client.deleted_at.is_(None), Client.merged_into_id.is_(None))
        .order_by(ClientForecast.at_risk.desc(), Client.id)
        .limit(MOST)
    )
    at_risk = tuple(
        AtRisk(row.id, row.name, row.last_visit, row.p_alive or 0.0, row.money or 0, row.at_risk or 0)
        for row in session.execute(rows)
    )
    return ForecastSection(read_forecast(session), at_risk)


_TOLD = (ClientForecast.p_alive, ClientForecast.money, ClientForecast.at_risk)
