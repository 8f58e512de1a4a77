"""Who has been silent for too long, out of the stored facts, bounded by the index on (lapse_day, total).

A share of the silences can be left alone, to see what reminding brings. Which ones is a matter of chance, but the same
chance whenever it is asked: a number from 0 to 99 made of the client and the day of the last visit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Set
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from app.models.facts import facts_as_of
from app.models.listing.rfm_groups import WIN_BACK_LIMITS

GIVE_UP_LIMITS = WIN_BACK_LIMITS - 1  # after lapse_day, which is last_visit + limit already

# From so many on, walking down from the clients of the highest worth finds the best sooner than sorting all of them.
WALK_PAYS = 500
# Up to so many are sorted sooner by what they leave in a visit than all clients are walked down by it.
SORT_PAYS = 2000

# What winning back may bring, where the forecast does not tell what is at risk: average visit x 90 days / half the
# limit. Written as the index has it.
_WORTH = "c.total * 180.0 / (c.visits * c.silence_limit)"
_VISIT = "max(0, (2 * total + visits) / (2 * visits))"  # what is left in a visit; written as the index has it
_AT_RISK = "(SELECT k.at_risk FROM client_forecast k WHERE k.client_id = c.id)"
_COLUMNS = f"c.id, c.last_visit, c.silence_limit, c.lapse_day, c.visits, c.total, c.rhythm_days, {_AT_RISK}"
_REACHABLE = "c.deleted_at IS NULL AND c.merged_into_id IS NULL AND c.do_not_disturb = 0"
IS_HEARD = f"{_REACHABLE} AND (c.muted_until IS NULL OR c.muted_until <= :as_of)"  # who is not muted on that day
_NOT_IN_LEDGER = """NOT EXISTS (SELECT 1 FROM reminder r WHERE r.kind = 'lapsed' AND r.source_key = 'client:' || c.id
    AND r.occurrence = c.last_visit AND r.state NOT IN ('due', 'expired'))"""

# Client and day in one number below a prime, squared twice: neighbours have nothing in common, and no step leaves the
# 63 bits of SQLite. `chance` is the same in Python.
_PRIME, _BY_CLIENT, _BY_DAY, _SHIFT = 2147483647, 1140671485, 805459861, 362437069
_JULIAN = 1721424  # julian day = ordinal + this, cut to a whole number
_SEED = f"((c.id % {_PRIME} * {_BY_CLIENT} + CAST(julianday(c.last_visit) AS INTEGER) * {_BY_DAY}) % {_PRIME})"
_ONCE = f"(({_SEED} * {_SEED} + {_SHIFT}) % {_PRIME})"
_CHANCE = f"(({_ONCE} * {_ONCE} + {_SHIFT}) % {_PRIME} % 100)"


_OF_CLIENTS = text(
    f"SELECT {_COLUMNS} FROM json_each(:ids) j CROSS JOIN client c ON c.id = j.value WHERE c.visits > 0 AND {IS_HEARD}"
)


class Silence(NamedTuple):
    """One silent client: days, counts, total in minor units, own median gap in days if known; what is at risk in minor
    units where the forecast tells it."""

    client_id: int
    last_visit: date
    silence_limit: int
    lapse_day: date
    visits: int
    total: int
    rhythm_days: float | None
    at_risk: int | None = None


@dataclass(frozen=True)
class _Part:
    """Silences of which the forecast knows what is at risk, or of which it does not: where they are walked from, what
    says who they are, and what they are worth."""

    walked: str
    holds: str
    worth: str


_FORESEEN = _Part(
    "client_forecast f CROSS JOIN client c ON c.id = f.client_id AND f.at_risk IS NOT NULL",
    f"{_AT_RISK} IS NOT NULL",
    "f.at_risk",
)
_FEW = "json_each(:ids) j CROSS JOIN client c ON c.id = j.value LEFT JOIN client_forecast f ON f.client_id = c.id"
_UNFORESEEN = _Part("client c", f"{_AT_RISK} IS NULL", _WORTH)


def worth(silence: Silence) -> float:
    """What winning the client back may bring in 90 days, minor units: what is at risk, or by the rule of thumb."""
    if silence.at_risk is not None:
        return silence.at_risk
    return silence.total * 180.0 / (silence.visits * silence.silence_limit)


def in_order_of_worth(silences: Iterable[Silence]) -> list[Silence]:
    """The best first; of the same worth those with the lowest ids."""
    return sorted(silences, key=lambda one: (-worth(one), one.client_id))


def gives_up_on(silence: Silence) -> date:
    """The last day on which the client still counts as lapsed rather than lost."""
    return silence.lapse_day + timedelta(days=GIVE_UP_LIMITS * silence.silence_limit)


def chance(client_id: int, last_visit: date) -> int:
    """The number from 0 to 99 that says of a silence whether it is left alone."""
    seed = (client_id % _PRIME * _BY_CLIENT + (last_visit.toordinal() + _JULIAN) * _BY_DAY) % _PRIME
    once = (seed * seed + _SHIFT) % _PRIME
    return (once * once + _SHIFT) % _PRIME % 100


def best_silences(
    session: Session, days: tuple[date, date], as_of: date, most: int, left_alone: int = 0
) -> list[Silence]:
    """Clients whose lapse day is among `days` (first and last), not lost by `as_of`, without an open or closed row in
    the ledger, and not among the `left_alone` percent; the highest worth first."""
    chosen = f"{_CHANCE} >= :percent" if left_alone else "true"
    values = {"most": most, "percent": left_alone}
    found = [one for part in _parts(session) for one in _read(session, part, days, as_of, chosen, values)]
    return in_order_of_worth(found)[:most]


def silences_left_alone(
    session: Session, days: tuple[date, date], as_of: date, percent: int, before: Silence | None
) -> list[Silence]:
    """Those among the `percent` left alone that would have had their turn before that silence; all without one."""
    values: dict[str, Any] = {"most": -1, "percent": percent}
    if before is not None:
        values |= {"worth": worth(before), "id": before.client_id}
    found = []
    for part in _parts(session):
        sooner = f" AND {part.worth} >= :worth AND ({part.worth} > :worth OR c.id < :id)" if before else ""
        found += _read(session, part, days, as_of, f"{_CHANCE} < :percent{sooner}", values)
    return in_order_of_worth(found)


def _parts(session: Session) -> tuple[_Part, ...]:
    foreseen = "SELECT EXISTS (SELECT 1 FROM client_forecast WHERE at_risk IS NOT NULL)"
    return (_FORESEEN, _UNFORESEEN) if session.scalar(text(foreseen)) else (_UNFORESEEN,)


def _read(
    session: Session, part: _Part, days: tuple[date, date], as_of: date, chosen: str, values: dict[str, Any]
) -> list[Silence]:
    bounds = {"first": days[0].isoformat(), "last": days[1].isoformat()}
    in_range = f"SELECT c.id FROM client c WHERE c.lapse_day BETWEEN :first AND :last AND {part.holds} LIMIT :many"
    few = session.scalars(text(in_range), {**bounds, "many": WALK_PAYS}).all()
    source = part.walked
    if len(few) < WALK_PAYS:  # they are known by now, and not to be looked for once more
        source, values = _FEW, values | {"ids": json.dumps(list(few))}
    rows = session.execute(
        text(
            f"SELECT {_COLUMNS} FROM {source} WHERE +c.lapse_day BETWEEN :first AND :last AND +c.visits > 0"
            f" AND {IS_HEARD} AND julianday(c.lapse_day) + {GIVE_UP_LIMITS} * c.silence_limit >= julianday(:as_of)"
            f" AND {_NOT_IN_LEDGER} AND {part.holds} AND {chosen} ORDER BY {part.worth} DESC, c.id LIMIT :most"
        ),
        {**bounds, "as_of": as_of.isoformat(), **values},
    )
    return [_silence(row) for row in rows]


def silences_of(session: Session, client_ids: Iterable[int], as_of: date) -> dict[int, Silence]:
    """Stored silences of these clients, without those who are in the trash, merged, not to be disturbed or muted."""
    ids = json.dumps(list(client_ids))
    rows = session.execute(_OF_CLIENTS, {"ids": ids, "as_of": as_of.isoformat()}) if ids != "[]" else ()
    return {row.id: _silence(row) for row in rows}


def silences_as_of(session: Session, as_of: date) -> dict[int, Silence]:
    """The same of every client as they stood at the end of a past day, recomputed from the purchases."""
    heard = text(f"SELECT id FROM client c WHERE {IS_HEARD}")
    reachable = set(session.execute(heard, {"as_of": as_of.isoformat()}).scalars())
    return {
        row.client_id: Silence(
            row.client_id,
            date.fromisoformat(row.last_visit),
            row.silence_limit,
            date.fromisoformat(row.lapse_day),
            row.visits,
            row.total,
            row.rhythm_days,
        )
        for row in facts_as_of(session, as_of)
        if row.visits and row.client_id in reachable
    }


def average_visits(session: Session, client_ids: Iterable[int]) -> dict[int, int]:
    """What each of these clients leaves in a visit, in minor units, never below 0; 0 without visits."""
    rows = session.execute(
        text(
            f"SELECT c.id, CASE WHEN visits > 0 THEN {_VISIT} ELSE 0 END"
            " FROM json_each(:ids) j CROSS JOIN client c ON c.id = j.value"
        ),
        {"ids": json.dumps(list(client_ids))},
    )
    return {row[0]: row[1] for row in rows}


def best_visits(session: Session, client_ids: Set[int], most: int) -> dict[int, int]:
    """Of these clients the `most` who leave most in a visit, of the same those with the lowest ids; with what it is."""
    if len(client_ids) <= SORT_PAYS:
        known = average_visits(session, client_ids)
        return dict(sorted(known.items(), key=lambda one: (-one[1], one[0]))[:most])
    raw: Any = session.connection().connection.driver_connection
    walked = raw.execute(f"SELECT id, {_VISIT} FROM client WHERE visits > 0 ORDER BY {_VISIT} DESC, id")
    with closing(walked):
        found = dict(islice((row for row in walked if row[0] in client_ids), most))
    rest = sorted(client_ids - found.keys()) if len(found) < most else []
    return found | dict.fromkeys(rest[: most - len(found)], 0)


def count_silent_since(session: Session, first: date, last: date, most: int) -> int:
    """How many reachable clients fell silent from `first` to `last` and still are; no more than `most`."""
    rows = f"SELECT 1 FROM client c WHERE c.lapse_day BETWEEN :first AND :last AND +c.visits > 0 AND {_REACHABLE}"
    days = {"first": first.isoformat(), "last": last.isoformat()}
    found = session.scalar(text(f"SELECT count(*) FROM ({rows} LIMIT :most)"), {**days, "most": most})
    return found or 0


def earliest_lapse_day(as_of: date, ceiling_days: int) -> date:
    """No client who lapsed before this day can still be within the limit of being given up."""
    return as_of - timedelta(days=GIVE_UP_LIMITS * ceiling_days)


def _silence(row: Row[*tuple[Any, ...]]) -> Silence:
    client_id, last_visit, limit, lapse_day, *rest = row
    return Silence(client_id, date.fromisoformat(last_visit), limit, date.fromisoformat(lapse_day), *rest)
