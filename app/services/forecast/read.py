"""The forecast as it was counted last: of the shop and of one client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor
from statistics import quantiles
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.database import Database
from app.models.facts import visit_days
from app.models.forecast import ClientForecast
from app.models.setting import Setting
from app.services.forecast.doubts import Doubt, doubts_of
from app.services.forecast.fit import Model, Params
from app.services.forecast.gamma_gamma import GammaGamma
from app.services.forecast.holdout import Holdout

COUNTED = "forecast"  # setting: the models, what they say of the shop, and how it stood then
HORIZON_DAYS = 90
YEAR_DAYS = 365
LEAST_GAPS = 2
Quality = Literal["none", "rough", "good"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The models of the shop on the day `day`: alpha in days, `gamma` in major units of money.

    `visits`, `money`, `at_risk` are of all buyers in the horizon, `year` is money of 365 days; money in minor units,
    None where the sums do not tell it. With the quality "none" there are too few buyers, and nothing is told of them.
    """

    day: date
    horizon_days: int
    buyers: int
    repeat_buyers: int
    quality: Quality
    params: Params | None = None
    log_likelihood: float | None = None
    steadied: bool = False
    gamma: GammaGamma | None = None
    visits: float | None = None
    money: int | None = None
    at_risk: int | None = None
    year: int | None = None
    holdout: Holdout | None = None

    @property
    def model(self) -> Model | None:
        """The model that was fitted."""
        return None if self.params is None else self.params.model

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why it is to be taken with care."""
        tells_money = self.money is not None
        return doubts_of(self.buyers, self.params, self.holdout, steadied=self.steadied, tells_money=tells_money)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of one client in the horizon, and from when to when, by the quarters of the own gaps; the middle
    one is the client's day to be due. A day that has passed stays where it was. None where it cannot be told."""

    p_alive: float | None = None
    purchases: float | None = None
    money: int | None = None
    at_risk: int | None = None
    low: date | None = None
    high: date | None = None
    doubts: tuple[Doubt, ...] = ()
    horizon_days: int = HORIZON_DAYS


def read_forecast(session: Session) -> Forecast | None:
    """Building block: the last forecast; None before the first."""
    saved = session.get(Setting, COUNTED)
    return None if saved is None else _from_json(saved.value)


def outlook(db: Database, client_id: int, today: date) -> Outlook | None:
    """What is expected of the client; None of one who never came, or of whom nothing can be told yet."""
    with db.read() as session:
        client = session.get(Client, client_id)
        if client is None or client.last_visit is None:
            return None
        row = session.get(ClientForecast, client_id)
        days = next_days(visit_days(session, client_id, today))
        if row is None:
            return None if days is None else Outlook(low=days[0], high=days[1])
        found = read_forecast(session)
        doubts = () if found is None else found.doubts
        low, high = days or (None, None)
        return Outlook(row.p_alive, row.purchases, row.money, row.at_risk, low, high, doubts)


def next_days(came: Sequence[date]) -> tuple[date, date] | None:
    """The first and last of the days around the next visit of somebody who came on these: 25th to 75th percentile of
    the gaps, by linear interpolation. From two gaps on."""
    gaps = [(later - earlier).days for earlier, later in pairwise(came)]
    if len(gaps) < LEAST_GAPS:
        return None
    low, _middle, high = quantiles(gaps, n=4, method="inclusive")
    return came[-1] + timedelta(days=floor(low)), came[-1] + timedelta(days=ceil(high))


def _from_json(value: Mapping[str, Any]) -> Forecast:
    known = {name: value[name] for name in Forecast.__dataclass_fields__ if name in value}
    known["day"] = date.fromisoformat(value["day"])
    for name, kind in (("params", Params), ("gamma", GammaGamma)):
        known[name] = kind(**value[name]) if value.get(name) else None
    if holdout := value.get("holdout"):
        lists = {name: tuple(holdout[name]) for name in ("points", "predicted", "real")}
        known["holdout"] = Holdout(**{**holdout, **lists, "cut": date.fromisoformat(holdout["cut"])})
    return Forecast(**known)
