"""Purchase facts of clients, by set-based SQL: one definition serves a sale, an import, an undo and any past day.

Definitions (a visit, returns, rhythm, when a client counts as lapsed): a receipt counts when its status is `done`.
A visit is a distinct (client, day) whose sales, less the client's returns linked to them, are positive, or whose sum is
unknown; so a client's facts follow from the client's own receipts.
Rhythm = median of the day gaps between visits, from three visits on. The silence limit is told in limits.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.models.limits import ANY_CATEGORY, MEDIANS, SAMPLED, limit
from app.models.occasions import refresh_occasions


def is_sale(receipt: str) -> str:
    """Whether a receipt, by its alias, is a sale that makes its day a visit, unless it goes back."""
    return f"{receipt}.return_of_id IS NULL AND ({receipt}.total > 0 OR {receipt}.total IS NULL)"


def makes_visit(receipt: str, returned: str) -> str:
    """Whether the sales of a client and day, grouped, are a visit; `returned` is what was brought back of each."""
    return f"max({receipt}.total IS NULL) OR sum({receipt}.total + coalesce({returned}, 0)) > 0"


# {scope}: which clients; {until}: which days.
_RECEIPTS = """
counted AS NOT MATERIALIZED (
    SELECT id, client_id, day, total, return_of_id FROM purchase
    WHERE client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL {scope} {until}),
returned AS (
    SELECT return_of_id AS id, client_id, sum(total) AS total FROM counted WHERE return_of_id IS NOT NULL
    GROUP BY 1, 2)"""
_COUNTED = f"""{_RECEIPTS},
visit AS MATERIALIZED (
    SELECT c.client_id, c.day FROM counted c LEFT JOIN returned r ON r.id = c.id AND r.client_id = c.client_id
    WHERE {is_sale("c")} GROUP BY c.client_id, c.day HAVING {makes_visit("c", "r.total")}),
gap AS (
    SELECT client_id, day, julianday(day) - lag(julianday(day)) OVER (PARTITION BY client_id ORDER BY day) AS days
    FROM visit)"""
_FROM_VISITS = """
ranked AS (
    SELECT client_id, days, row_number() OVER (PARTITION BY client_id ORDER BY days) AS place
    FROM gap WHERE days IS NOT NULL),
money AS (
    SELECT client_id, count(*) AS receipts, coalesce(sum(total), 0) AS total FROM counted GROUP BY client_id),
seen AS MATERIALIZED (
    SELECT client_id, count(*) AS visits, min(day) AS first_visit, max(day) AS last_visit FROM visit
    GROUP BY client_id),
rhythm AS (
    SELECT r.client_id, avg(r.days) AS days FROM ranked r JOIN seen s ON s.client_id = r.client_id
    WHERE s.visits >= 3 AND r.place IN (s.visits / 2, (s.visits + 1) / 2) GROUP BY r.client_id),
dearest AS (
    SELECT s.client_id, p.category, max(coalesce(l.sum, 0)) AS sum
    FROM seen s CROSS JOIN purchase c ON c.client_id = s.client_id AND c.day = s.last_visit AND c.status = 'done'
        AND c.deleted_at IS NULL
    CROSS JOIN purchase_line l ON l.purchase_id = c.id CROSS JOIN product p ON p.id = l.product_id
    WHERE p.category <> '' AND {any_category} GROUP BY s.client_id)""".replace("{any_category}", ANY_CATEGORY)
_VISITS = f"{_COUNTED}, {_FROM_VISITS}"

# The visits of the whole shop, gathered once for all that an import has to work out of them.
_GATHER = "CREATE TEMP TABLE gathered AS WITH " + _COUNTED.format(scope="", until="") + " SELECT * FROM gap"
_GATHERED = (
    """
counted AS NOT MATERIALIZED (
    SELECT id, client_id, day, total, return_of_id FROM purchase
    WHERE client_id IS NOT NULL AND status = 'done' AND deleted_at IS NULL {scope}),
visit AS NOT MATERIALIZED (SELECT client_id, day FROM temp.gathered WHERE true {scope}),
gap AS NOT MATERIALIZED (SELECT client_id, days FROM temp.gathered WHERE true {scope}),"""
    + _FROM_VISITS
)

_FACTS = """
SELECT m.client_id, coalesce(s.visits, 0) AS visits, m.receipts, m.total, s.first_visit, s.last_visit,
       r.days AS rhythm_days, date(s.last_visit, '+' || CAST(ceil_days AS TEXT) || ' days') AS due_back, d.category
FROM money m LEFT JOIN seen s USING (client_id)
LEFT JOIN (SELECT client_id, days, CAST(days AS INTEGER) + (days > CAST(days AS INTEGER)) AS ceil_days FROM rhythm) r
    USING (client_id)
LEFT JOIN dearest d USING (client_id)"""

_TOUCHED = "AND client_id IN (SELECT id FROM temp.touched)"


def touch(session: Session, client_ids: Iterable[int] = ()) -> None:
    """Start the list of clients whose facts `refresh_touched` will recompute; an import fills `temp.touched` by SQL."""
    session.execute(text("CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY)"))
    session.execute(text("DELETE FROM temp.touched"))
    ids = [{"id": client_id} for client_id in client_ids]
    if ids:
        session.execute(text("INSERT OR IGNORE INTO temp.touched VALUES (:id)"), ids)


def refresh_touched(session: Session) -> None:
    """Recompute the stored facts of the clients in `temp.touched` from their purchases, in this transaction; and with
    them the occasions that the owner's rules find in them."""
    _refresh(session, _VISITS.format(scope=_TOUCHED, until=""))
    refresh_occasions(session)


def refresh_touched_and_cadence(session: Session) -> None:
    """The same and the fallback medians with all that hangs on them, for an import that brings much."""
    session.execute(text("DROP TABLE IF EXISTS temp.gathered"))
    session.execute(text(_GATHER))
    _renew_medians(session, _GATHERED.format(scope=""))
    _refresh(session, _GATHERED.format(scope=_TOUCHED))
    session.execute(text("DROP TABLE temp.gathered"))
    renew_limits(session)
    refresh_occasions(session)


def _refresh(session: Session, visits: str) -> None:
    days = limit(visits="f.visits", rhythm="f.rhythm_days", category="f.category")
    session.execute(
        text(
            "UPDATE client SET visits = 0, receipts = 0, total = 0, first_visit = NULL, last_visit = NULL,"
            " rhythm_days = NULL, due_back = NULL, silence_limit = NULL, lapse_day = NULL, last_category = NULL"
            " WHERE id IN (SELECT t.id FROM temp.touched t WHERE NOT EXISTS"
            " (SELECT 1 FROM purchase p WHERE p.client_id = t.id AND p.status = 'done' AND p.deleted_at IS NULL))"
        )
    )
    session.execute(
        text(
            f"WITH {visits}, fact AS ({_FACTS}) UPDATE client SET"
            " visits = f.visits, receipts = f.receipts, total = f.total, first_visit = f.first_visit,"
            " last_visit = f.last_visit, rhythm_days = f.rhythm_days, due_back = f.due_back,"
            " last_category = f.category,"
            f" silence_limit = {days}, lapse_day = date(f.last_visit, '+' || ({days}) || ' days')"
            " FROM fact f WHERE client.id = f.client_id"
        )
    )


def refresh_facts(session: Session, client_ids: Iterable[int]) -> None:
    """Recompute the stored facts of these clients from their purchases, in this transaction."""
    touch(session, client_ids)
    refresh_touched(session)


def refresh_cadence(session: Session) -> None:
    """Recompute the fallback medians and every stored lapse day in this transaction, for an import that is undone."""
    _renew_medians(session, _VISITS.format(scope=SAMPLED, until=""))
    renew_limits(session)


def read_medians(session: Session) -> dict[str, tuple[float, int]]:
    """The medians as the purchases tell them now: category, "" being the shop -> days and number of gaps."""
    rows = session.execute(text(f"WITH {_VISITS.format(scope=SAMPLED, until='')}, {MEDIANS} SELECT * FROM cadence_now"))
    return {row.category: (row.median_days, row.gaps) for row in rows}


def _renew_medians(session: Session, visits: str) -> None:
    session.execute(text("DELETE FROM cadence"))
    session.execute(
        text(
            f"WITH {visits}, {MEDIANS}"
            " INSERT INTO cadence (category, median_days, gaps) SELECT category, median_days, gaps FROM cadence_now"
        )
    )


def clients_off_limit(session: Session) -> list[int]:
    """Clients whose stored limit is not what medians and rule make it now, by id."""
    return list(session.scalars(text(f"SELECT id FROM client WHERE visits > 0 AND silence_limit IS NOT {limit()}")))


def renew_limits(session: Session, client_ids: Sequence[int] | None = None) -> None:
    """Set the limits and lapse days right of these clients, or of all."""
    among = "" if client_ids is None else " AND id IN (SELECT value FROM json_each(:ids))"
    session.execute(
        text(
            f"WITH fresh AS (SELECT id, {limit()} AS days FROM client WHERE visits > 0{among})"
            " UPDATE client SET silence_limit = f.days, lapse_day = date(last_visit, '+' || f.days || ' days')"
            " FROM fresh f WHERE f.id = client.id AND client.silence_limit IS NOT f.days"
        ),
        {"ids": json.dumps(client_ids)},
    )


def facts_as_of(session: Session, as_of: date, client_id: int | None = None) -> Sequence[Row[Any]]:
    """Facts of every client with purchases up to the end of `as_of`, from the purchases and nothing else.

    Rows: client_id, visits, receipts, total, first_visit, last_visit, rhythm_days, due_back, category, silence_limit,
    lapse_day; days as ISO text. With `client_id`, only that client's row is returned.
    """
    only = "" if client_id is None else " WHERE f.client_id = :client_id"
    return session.execute(
        text(f"{with_facts_as_of(only)} SELECT * FROM fact_then"),
        {"as_of": as_of.isoformat(), "client_id": client_id},
    ).fetchall()


def with_facts_as_of(only: str = "") -> str:
    """The beginning of a statement that reads `fact_then`: the facts of facts_as_of at the end of the day :as_of."""
    days = limit(visits="f.visits", rhythm="f.rhythm_days", category="f.category", cadence="cadence_now")
    return (
        f"WITH {_VISITS.format(scope='', until='AND day <= :as_of')}, {MEDIANS}, fact AS ({_FACTS}),"
        f" limited AS (SELECT f.*, {days} AS silence_limit FROM fact f{only}),"
        " fact_then AS (SELECT *, date(last_visit, '+' || silence_limit || ' days') AS lapse_day FROM limited)"
    )


def with_receipts(scope: str, until: str) -> str:
    """The beginning of a statement that reads `counted`, the receipts of clients that count and meet the conditions
    " AND ..." on the client and on the day, and `returned` (id, client_id, total): what was brought back of each."""
    return "WITH " + _RECEIPTS.format(scope=scope, until=until)


def with_visits(scope: str, until: str) -> str:
    """The same, and `visit` (client_id, day) and `gap` (client_id, day, days since the visit before) out of them."""
    return "WITH " + _COUNTED.format(scope=scope, until=until)


def with_buyers(scope: str, until: str) -> str:
    """The same, and `seen` (client_id, visits, first_visit, last_visit), `money` (client_id, receipts, total) and
    `rhythm` (client_id, days) out of them."""
    return f"{with_visits(scope, until)}, {_FROM_VISITS}"


def visit_days(session: Session, client_id: int, until: date) -> list[date]:
    """The days of a client's visits up to the end of `until`, in order."""
    visits = with_visits("AND client_id = :client_id", "AND day <= :until")
    statement = text(f"{visits} SELECT day FROM visit ORDER BY day")
    found = session.scalars(statement, {"client_id": client_id, "until": until.isoformat()})
    return [date.fromisoformat(day) for day in found]


def last_purchase_day(session: Session) -> date | None:
    """The latest day with a purchase; stored facts are right for that day and any later one."""
    day = session.execute(text("SELECT max(day) FROM purchase WHERE deleted_at IS NULL")).scalar()
    return None if day is None else date.fromisoformat(day)
