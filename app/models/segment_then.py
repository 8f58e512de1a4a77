"""RFM groups of past days, worked out of the visits up to them by the scale in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.facts import with_visits
from app.models.listing.order import LISTED, LIVE
from app.models.listing.rfm_groups import GRID, PROSPECTS
from app.models.segments import Scale, Seen, scores_sql

_BOUGHT_SINCE = "(SELECT client_id FROM purchase WHERE day >= '{day}' AND client_id IS NOT NULL)"


class Then(NamedTuple):
    """How a client stood at the end of a day: the cell as 10 R + F, and what was spent in all up to now."""

    client_id: int
    cell: int
    total: int


def then_sql(scale: Scale, day: date, scope: str = "") -> str:
    """A statement for client_id, last_visit, visits at the end of `day` of everybody who had bought by then; `scope`:
    " AND ..." on the purchases of the clients asked for."""
    counted = "count(*)"
    if scale.window_days is not None:
        counted = f"sum(day > '{(day - timedelta(days=min(scale.window_days, (day - date.min).days))).isoformat()}')"
    visits = with_visits(scope, f"AND day <= '{day.isoformat()}'")
    return f"{visits} SELECT client_id, max(day) AS last_visit, {counted} AS visits FROM visit GROUP BY client_id"


def then_condition(scale: Scale, day: date, codes: Collection[str]) -> str:
    """Whether a client was in one of these groups at the end of `day`, as a condition on `client`."""
    cells = ", ".join(str(10 * r + f) for (r, f), group in GRID.items() if group in codes)
    stood = f"SELECT client_id FROM ({then_sql(scale, day)}) WHERE {_cell(scale, day)}"
    conditions = [f"id IN ({stood} IN ({cells}))"] if cells else []
    if PROSPECTS in codes:
        conditions.append(f"id NOT IN (SELECT client_id FROM ({then_sql(scale, day)}))")
    return " OR ".join(conditions)


def _cell(scale: Scale, day: date) -> str:
    """The cell of a row of then_sql, whose visits are those of the window already."""
    return scores_sql(replace(scale, window_days=None), day)


def read_then(session: Session, scale: Scale, day: date, since: date | None) -> Iterator[Then]:
    """Live clients at the end of `day`; with `since` only those who bought or brought something back from then on."""
    scope = "" if since is None else f"AND client_id IN {_BOUGHT_SINCE.format(day=since.isoformat())}"
    raw: Any = session.connection().connection.driver_connection
    rows = raw.execute(
        f"SELECT t.client_id, {_cell(scale, day)}, (SELECT total FROM client WHERE id = t.client_id)"
        f" FROM ({then_sql(scale, day, scope)}) t WHERE t.client_id IN (SELECT id FROM {LISTED} WHERE {LIVE})"
    )
    return (Then(*row) for row in rows)


def read_unmoved(session: Session, since: date) -> list[Seen]:
    """Live buyers without any purchase or return from `since` on, alike ones together."""
    day = since.isoformat()
    unmoved = f"{LIVE} AND last_visit < '{day}' AND id NOT IN {_BOUGHT_SINCE.format(day=day)}"
    statement = f"SELECT last_visit, visits, count(*), sum(total) FROM client WHERE {unmoved} GROUP BY 1, 2"
    rows = session.execute(text(statement))
    return [Seen(date.fromisoformat(last), visits, clients, total) for last, visits, clients, total in rows]
