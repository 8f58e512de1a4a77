"""The forecast as it is asked for at the terminal: BG/NBD, in days or weeks, with a row for every buyer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.models.client import Client
from app.models.database import Database
from app.models.external_ids import first_external_ids
from app.services.forecast.count import Count, count_forecast
from app.services.forecast.doubts import Doubt, doubts_of
from app.services.forecast.fit import Fit, in_unit
from app.services.forecast.outcome import Outcome


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One buyer: repeat visits, the time from the first visit to the last and to the day of the forecast; the value
    in minor units. `p_alive` is None of those who came once, for BG/NBD says nothing of them."""

    id: int
    name: str
    external_id: str | None
    frequency: int
    recency: float
    age: float
    p_alive: float | None
    purchases: float
    value: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer, and why it is to be taken with care."""

    count: Count
    fit: Fit | None
    doubts: tuple[Doubt, ...]
    rows: tuple[ForecastRow, ...]


def ask_forecast(db: Database, as_of: date, unit_days: int, horizon: int, *, with_rows: bool) -> Asked:
    """Fit BG/NBD as of the end of a day; `horizon` in units of `unit_days`."""
    count = count_forecast(db, as_of, horizon * unit_days, model="bg_nbd")
    outcome = count.outcome
    fit = None if outcome is None else in_unit(outcome.fit, outcome.histories, unit_days)
    rows = _rows(db, outcome, unit_days) if with_rows and outcome is not None else ()
    return Asked(count, fit, _doubts(count), rows)


def _doubts(count: Count) -> tuple[Doubt, ...]:
    buyers, outcome = len(count.buyers), count.outcome
    if outcome is None:
        return doubts_of(buyers, None, None, steadied=False, tells_money=False)
    fit, tells_money = outcome.fit, outcome.worth is not None
    return doubts_of(buyers, fit.params, count.holdout, steadied=fit.steadied, tells_money=tells_money)


def _rows(db: Database, outcome: Outcome, unit_days: int) -> tuple[ForecastRow, ...]:
    buyers, expected = outcome.buyers, outcome.expected()
    with db.read() as session:
        names = {row.id: row.name for row in session.execute(select(Client.id, Client.name))}
        external = first_external_ids(session)
    made = []
    for place, client_id in enumerate(buyers.ids.tolist()):
        repeats = int(buyers.repeats[place])
        worth = None if outcome.worth is None else round(float(expected[place] * outcome.worth[place]))
        made.append(
            ForecastRow(
                client_id,
                names[client_id],
                external.get(client_id),
                repeats,
                float(buyers.recency[place] / unit_days),
                float(buyers.age[place] / unit_days),
                float(outcome.alive[place]) if repeats else None,
                float(expected[place]),
                worth,
            )
        )
    return tuple(made)
