"""RFM groups of clients as SQL on `client`: how recently and how often each bought, as scores from 1 to 5.

A score is 1 + the number of edges strictly below the value, so equal values get equal scores; that of recency is
mirrored, for few days of silence are best. Nothing is stored: the expressions read the facts that every purchase keeps
current, so a group is right at any moment and of any scale. Days and visits are whole numbers, so an edge between two
of them is as good as the lower one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.facts import is_sale, makes_visit, with_buyers, with_visits
from app.models.limits import MEDIAN_OF_COUNTS, SAMPLED
from app.models.listing.order import LIVE, Sort
from app.models.listing.rfm_groups import GRID, GROUPS, PROSPECTS, RHYTHM_STATE, RHYTHM_STATES

SCORES = (1, 2, 3, 4, 5)
Edges = tuple[float, ...]  # four of them, ascending


@dataclass(frozen=True)
class Scale:
    """What divides the scores: four edges of days of silence, of visits, and of money in minor units where it is told.

    `window_days`: visits and money of so many days up to the day count only; None is all time. `median_days`: the
    shop's median gap that the edges of recency are made of, None where they are days of their own.
    """

    method: str  # "ladder", "quintile"
    recency: Edges
    frequency: Edges
    money: Edges | None = None
    window_days: int | None = None
    median_days: float | None = None


class Seen(NamedTuple):
    """Buyers alike: the day of the last visit, visits, how many clients, and their money in minor units; `rhythms` of
    those who have one, in days with commas between, where they were asked for."""

    last_visit: date
    visits: int
    clients: int
    total: int
    rhythms: str | None = None


def score(value: float, edges: Edges) -> int:
    """1 to 5: one more than the number of edges strictly below the value."""
    return 1 + sum(edge < value for edge in edges)


def recency_score(last_visit: date, day: date, scale: Scale) -> int:
    """5 for the fewest days of silence on `day`, 1 for the most."""
    return 6 - score((day - last_visit).days, scale.recency)


def cell_of(last_visit: date, visits: int, day: date, scale: Scale) -> tuple[int, int]:
    """(R, F) of a buyer on `day`."""
    return recency_score(last_visit, day, scale), score(visits, scale.frequency)


def recency_sql(scale: Scale, day: date) -> str:
    """The score of recency as an expression on `client`; of buyers only."""
    cuts = (day - timedelta(days=min(floor(edge), (day - date.min).days)) for edge in scale.recency)
    return "(5" + "".join(f" - (last_visit < '{cut.isoformat()}')" for cut in cuts) + ")"


def frequency_sql(scale: Scale, day: date) -> str:
    """The score of frequency as an expression on `client`."""
    return _score_sql(visits_sql(scale, day), scale.frequency, stored=scale.window_days is None)


def value_sql(scale: Scale, day: date) -> str:
    """The score of the money of a client as an expression on `client`: 5 for the most; NULL of one without visits, and
    of everybody where the scale does not tell its edges."""
    if scale.money is None:
        return "NULL"
    value = _score_sql(money_sql(scale, day), scale.money, stored=scale.window_days is None)
    return f"CASE WHEN visits > 0 THEN {value} END"


def _score_sql(value: str, edges: Edges, *, stored: bool) -> str:
    """`stored`: the value is a column, which costs nothing to read several times."""
    if stored:
        return "(1" + "".join(f" + ({value} > {floor(edge)})" for edge in edges) + ")"
    steps = " ".join(f"WHEN n > {floor(edge)} THEN {place}" for place, edge in _downwards(edges))
    return f"(SELECT CASE {steps} ELSE 1 END FROM (SELECT {value} AS n))"


def _downwards(edges: Edges) -> list[tuple[int, float]]:
    """(score above the edge, edge), the highest first."""
    return [(place + 2, edges[place]) for place in reversed(range(len(edges)))]


def cell_sql(scale: Scale, day: date) -> str:
    """10 R + F of a client as an expression: 53; NULL of one without visits."""
    return f"CASE WHEN visits > 0 THEN {scores_sql(scale, day)} END"


def scores_sql(scale: Scale, day: date) -> str:
    """10 R + F of a buyer as an expression."""
    return f"({recency_sql(scale, day)} * 10 + {frequency_sql(scale, day)})"


def cells_sql(scale: Scale, day: date, cells: Collection[tuple[int, int]]) -> str:
    """Whether a client is in one of these cells, as a condition."""
    codes = ", ".join(str(recency * 10 + frequency) for recency, frequency in sorted(cells))
    return f"coalesce({cell_sql(scale, day)} IN ({codes}), 0)"


def visits_sql(scale: Scale, day: date) -> str:
    """Visits that count by the scale, as an expression on `client`: the stored ones, or those of the window up to
    `day`, by the definition of models/facts.py."""
    if scale.window_days is None:
        return "visits"
    returned = (
        "(SELECT sum(r.total) FROM purchase r WHERE r.return_of_id = p.id AND r.client_id = p.client_id"
        f" AND r.status = 'done' AND r.deleted_at IS NULL AND r.day <= '{day.isoformat()}')"
    )
    return (
        f"(SELECT count(*) FROM (SELECT 1 {_in_window(scale.window_days, day)} AND {is_sale('p')}"
        f" GROUP BY p.day HAVING {makes_visit('p', returned)}))"
    )


def money_sql(scale: Scale, day: date) -> str:
    """Net spend that counts by the scale, minor units, as an expression on `client`."""
    if scale.window_days is None:
        return "total"
    return f"(SELECT coalesce(sum(p.total), 0) {_in_window(scale.window_days, day)})"


def _in_window(days: int, day: date) -> str:
    since = date.min if days > (day - date.min).days else day - timedelta(days=days)
    return (
        "FROM purchase p WHERE p.client_id = client.id AND p.status = 'done' AND p.deleted_at IS NULL"
        f" AND p.day > '{since.isoformat()}' AND p.day <= '{day.isoformat()}'"
    )


def read_seen(session: Session, scale: Scale, day: date, *, as_of: bool = False, rhythms: bool = False) -> list[Seen]:
    """All live buyers, alike ones together, by the day of the last visit; visits and money as the scale counts them,
    which needs no edges for it.

    `as_of`: by the purchases up to the end of `day`, seconds in a big shop; else the stored facts, moments.
    """
    own = "group_concat(rhythm_days)" if rhythms else "NULL"
    columns = f"last_visit, {visits_sql(scale, day)} AS n, count(*), sum({money_sql(scale, day)}), {own}"
    walked = f"{LIVE} AND last_visit IS NOT NULL GROUP BY 1, 2"  # along ix_client_seen, where all are of one scale
    rows = _read(session, f"SELECT {columns} FROM client WHERE {walked}", day, as_of)
    return [Seen(min(date.fromisoformat(last), day), *told) for last, *told in rows]  # one ahead is no silence


def count_prospects(session: Session, day: date, *, as_of: bool = False) -> tuple[int, int]:
    """Live clients who never bought, and those with one visit."""
    counted = "coalesce(sum(visits = 0), 0), coalesce(sum(visits = 1), 0)"
    (row,) = _read(session, f"SELECT {counted} FROM client WHERE {LIVE}", day, as_of)
    return row[0], row[1]


def read_money(session: Session, scale: Scale, day: date, *, as_of: bool = False) -> list[tuple[int, int]]:
    """(money of a buyer, how many have spent as much), by money: what the edges of value are made of."""
    money = money_sql(scale, day)
    statement = f"SELECT {money}, count(*) FROM client WHERE {LIVE} AND last_visit IS NOT NULL GROUP BY 1"
    return [(total, clients) for total, clients in _read(session, statement, day, as_of)]


def cell_condition(scale: Scale, day: date, codes: Collection[str]) -> str:
    """Whether a client is in one of these cells ("53") or groups ("loyal", "prospects"), as a condition."""
    cells = [cell for cell, group in GRID.items() if {group, f"{cell[0]}{cell[1]}"} & set(codes)]
    condition = cells_sql(scale, day, cells) if cells else "0"
    return f"({condition} OR visits = 0)" if PROSPECTS in codes else condition


def value_condition(scale: Scale, day: date, values: Collection[str]) -> str:
    """Whether the money of a client has one of these scores ("5"), as a condition; of nobody where it has none."""
    return f"coalesce({value_sql(scale, day)} IN ({', '.join(str(int(value)) for value in values)}), 0)"


def value_sort(scale: Scale, day: date) -> Sort:
    """The order of the scores of money; who never bought comes last."""
    return Sort(value_sql(scale, day), listed=True, number=True)


def segment_sort(scale: Scale, day: date) -> Sort:
    """The order of the groups, the best first; who never bought comes last."""
    places = " ".join(f"WHEN {10 * r + f} THEN {GROUPS.index(group)}" for (r, f), group in GRID.items())
    return Sort(f"CASE {cell_sql(scale, day)} {places} END", listed=True, number=True)


def rhythm_sort(day: date) -> Sort:
    """The order of the states of a rhythm, from on time to lost; who never bought comes last."""
    state = RHYTHM_STATE.format(today=f"'{day.isoformat()}'")
    places = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(RHYTHM_STATES))
    return Sort(f"CASE {state} {places} END", listed=True, number=True)


def read_scored(session: Session, scale: Scale, day: date, *, as_of: bool = False) -> list[tuple[Any, ...]]:
    """(id, name, last visit as ISO text, visits, money, cell as 10 R + F) of every live buyer, by id."""
    columns = f"id, name, last_visit, {visits_sql(scale, day)}, {money_sql(scale, day)}, {cell_sql(scale, day)}"
    statement = f"SELECT {columns} FROM client WHERE {LIVE} AND visits > 0 ORDER BY id"
    found: list[tuple[Any, ...]] = _read(session, statement, day, as_of).fetchall()
    return found


def cells_of_clients(
    session: Session, scale: Scale, day: date, client_ids: Iterable[int], *, as_of: bool = False
) -> dict[int, int]:
    """Client -> cell as 10 R + F, of those of `client_ids` who are buyers."""
    return _of_buyers(session, cell_sql(scale, day), day, client_ids, as_of)


def values_of_clients(session: Session, scale: Scale, day: date, client_ids: Iterable[int]) -> dict[int, int]:
    """Client -> score of the money, of those of `client_ids` who are buyers; of nobody where the scale tells none."""
    return {} if scale.money is None else _of_buyers(session, value_sql(scale, day), day, client_ids, as_of=False)


def _of_buyers(session: Session, value: str, day: date, client_ids: Iterable[int], as_of: bool) -> dict[int, int]:
    asked = ", ".join(str(int(client_id)) for client_id in client_ids)
    statement = f"SELECT id, {value} FROM client WHERE id IN ({asked}) AND visits > 0"
    return dict(_read(session, statement, day, as_of).fetchall())


def _read(session: Session, statement: str, day: date, as_of: bool) -> Any:
    """The rows of a statement on `client`, whose facts are the stored ones or those of the end of `day`."""
    raw: Any = session.connection().connection.driver_connection
    if not as_of:
        return raw.execute(statement)
    rhythm, join = (
        ("r.days", "LEFT JOIN rhythm r ON r.client_id = c.id") if "rhythm_days" in statement else ("NULL", "")
    )
    then = (
        f"SELECT c.id, c.name, c.deleted_at, c.merged_into_id, coalesce(s.visits, 0) AS visits,"
        f" s.last_visit, coalesce(m.total, 0) AS total, {rhythm} AS rhythm_days FROM main.client c"
        f" LEFT JOIN seen s ON s.client_id = c.id LEFT JOIN money m ON m.client_id = c.id {join}"
    )
    return raw.execute(
        f"{with_buyers('', 'AND day <= :as_of')}, client AS ({then}) {statement}", {"as_of": day.isoformat()}
    )


def shop_median(session: Session, day: date, *, as_of: bool = False) -> float | None:
    """The median gap between visits of the whole shop in days, None before anybody came twice."""
    if not as_of:
        stored: float | None = session.scalar(text("SELECT median_days FROM cadence WHERE category = ''"))
        return stored
    statement = (
        f"{with_visits('', 'AND day <= :as_of')}, counts AS (SELECT days, count(*) AS n FROM gap"
        f" WHERE days > 0 {SAMPLED} GROUP BY days),"
        " summed AS (SELECT days, sum(n) OVER (ORDER BY days) AS up_to, sum(n) OVER () AS gaps FROM counts)"
        f" SELECT {MEDIAN_OF_COUNTS} FROM summed"
    )
    counted: float | None = session.scalar(text(statement), {"as_of": day.isoformat()})
    return counted


def rhythm_counts(day: date) -> str:
    """How many clients are in each of RHYTHM_STATES on `day`, as columns of one row."""
    state = RHYTHM_STATE.format(today=f"'{day.isoformat()}'")
    return ", ".join(f"coalesce(sum({state} = '{one}'), 0)" for one in RHYTHM_STATES)
