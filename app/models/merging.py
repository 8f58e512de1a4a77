"""Moves what belongs to some clients over to others, by set-based SQL that writes its own change log.

`temp.moving` says who goes where. What both have (a tag, a phone, an own field that is filled in twice) stays with the
one who goes, out of sight: nothing is deleted, so taking a merge back needs nothing else than the log. Columns are
logged as the ORM logs them; a row whose key holds the client is logged as one that goes and one that comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.models.base import Base


@dataclass(frozen=True)
class Belonging:
    """A table whose rows belong to a client; SQL speaks of the row as `t` and of the move as `m`."""

    table: str
    column: str = "client_id"
    common: Mapping[str, str] = field(default_factory=dict)  # column -> its value after the move: what both may have
    also: Mapping[str, str] = field(default_factory=dict)  # column -> its value after the move, beside the client
    unless: str = "0"  # rows that stay
    owner: str = "m.to_id"  # whose card shows the change


_SOURCE_KEY = (
    "CASE WHEN t.source_key = 'client:' || m.from_id OR t.source_key LIKE '%:client:' || m.from_id"
    " THEN substr(t.source_key, 1, length(t.source_key) - length(m.from_id)) || m.to_id ELSE t.source_key END"
)
_POSITION = (
    "1 + coalesce((SELECT max(k.position) FROM contact_point k WHERE k.client_id = m.to_id), -1)"
    " + row_number() OVER (PARTITION BY m.to_id ORDER BY m.place, t.position, t.id) - 1"
)


def _same(*columns: str) -> dict[str, str]:
    return {column: f't."{column}"' for column in columns}


BELONGINGS = (
    Belonging("contact_point", common=_same("kind", "value"), also={"position": _POSITION}),
    Belonging("external_id"),
    Belonging("client_tag", common=_same("tag")),
    Belonging("preference", common=_same("text")),
    Belonging("consent", common=_same("purpose", "channel", "given", "day", "source")),
    Belonging("important_date", common=_same("name", "month", "day")),
    Belonging("own_value", common=_same("field_id")),
    Belonging("contact_person", common=_same("company_id"), unless="t.company_id = m.to_id"),
    Belonging(
        "contact_person", "company_id", common=_same("client_id"), unless="t.client_id = m.to_id", owner="t.client_id"
    ),
    Belonging("attachment"),
    Belonging("purchase"),
    Belonging("interaction"),
    Belonging("task"),
    Belonging("enquiry"),
    Belonging("interest"),
    Belonging("service_case"),
    Belonging("entitlement"),
    Belonging("feedback"),
    Belonging(
        "reminder",
        common={"kind": "t.kind", "source_key": _SOURCE_KEY, "occurrence": "t.occurrence"},
        also={"source_key": _SOURCE_KEY},
    ),
    Belonging("known_as"),
    Belonging(
        "client",
        "referred_by_id",
        unless="t.id = m.to_id OR t.id IN (SELECT from_id FROM temp.moving)",
        owner="t.id",
    ),
)


def plan_moves(raw: Any, moves: Mapping[int, int]) -> None:
    """Say who goes where: client -> client, in the order in which they go."""
    raw.execute("DROP TABLE IF EXISTS temp.moving")
    raw.execute(
        "CREATE TEMP TABLE moving (from_id INTEGER PRIMARY KEY, to_id INTEGER NOT NULL, place INTEGER NOT NULL)"
    )
    rows = [(one, other, place) for place, (one, other) in enumerate(moves.items())]
    raw.executemany("INSERT INTO temp.moving VALUES (?, ?, ?)", rows)


def move_steps(raw: Any, action_id: int) -> list[Callable[[], object]]:
    """Statements that carry out `temp.moving`, a table each, logged under the action."""

    def step(belonging: Belonging) -> Callable[[], object]:
        return lambda: _move(raw, action_id, belonging)

    return [*map(step, BELONGINGS), lambda: _move_told_apart(raw, action_id)]


def changed_clients(action_id: int) -> str:
    """A query of the clients on whose cards the action is told."""
    return f"SELECT DISTINCT client_id FROM change WHERE action_id = {action_id} AND client_id IS NOT NULL"


def _move(raw: Any, action_id: int, belonging: Belonging) -> None:
    table, column = belonging.table, belonging.column
    new = {column: "m.to_id", **belonging.also}
    raw.execute("DROP TABLE IF EXISTS temp.moved")
    raw.execute(
        f"CREATE TEMP TABLE moved AS SELECT t.rowid AS row, {belonging.owner} AS owner, {_named(new, 'new_')}"
        f' FROM temp.moving m CROSS JOIN "{table}" t ON t."{column}" = m.from_id'
        f" WHERE NOT ({belonging.unless}) AND t.rowid IN ({_movable(belonging)})"
    )
    _log(raw, action_id, table, tuple(new))
    settings = ", ".join(f'"{name}" = d."new_{name}"' for name in new)
    raw.execute(f'UPDATE "{table}" AS t SET {settings} FROM temp.moved d WHERE d.row = t.rowid')


def _movable(belonging: Belonging) -> str:
    """Rows that go: of those that several have in common the first, and only where the one who stays has none."""
    table, column = belonging.table, belonging.column
    source = f'FROM temp.moving m CROSS JOIN "{table}" t ON t."{column}" = m.from_id'
    if not belonging.common:
        return f"SELECT t.rowid {source}"
    values = ", ".join(belonging.common.values())
    has = " AND ".join(f'k."{name}" IS {value}' for name, value in belonging.common.items())
    return (
        f"SELECT row FROM (SELECT t.rowid AS row,"
        f" row_number() OVER (PARTITION BY m.to_id, {values} ORDER BY m.place, t.rowid) AS turn {source}"
        f' WHERE NOT EXISTS (SELECT 1 FROM "{table}" k WHERE k."{column}" = m.to_id AND {has})) WHERE turn = 1'
    )


def _move_told_apart(raw: Any, action_id: int) -> None:
    """Who is not the same as one who goes is not the same as the one who stays; the smaller id stands first."""
    raw.execute("DROP TABLE IF EXISTS temp.moved")
    raw.execute(
        "CREATE TEMP TABLE moved AS SELECT min(row) AS row, min(one, other) AS owner,"
        " min(one, other) AS new_client_id, max(one, other) AS new_other_id FROM ("
        " SELECT n.rowid AS row, coalesce(a.to_id, n.client_id) AS one, coalesce(b.to_id, n.other_id) AS other"
        " FROM not_same n LEFT JOIN temp.moving a ON a.from_id = n.client_id"
        " LEFT JOIN temp.moving b ON b.from_id = n.other_id WHERE a.from_id IS NOT NULL OR b.from_id IS NOT NULL)"
        " WHERE one <> other AND NOT EXISTS (SELECT 1 FROM not_same k WHERE k.client_id = min(one, other)"
        " AND k.other_id = max(one, other)) GROUP BY 3, 4"
    )
    _log(raw, action_id, "not_same", ("client_id", "other_id"))
    raw.execute(
        "UPDATE not_same AS t SET client_id = d.new_client_id, other_id = d.new_other_id"
        " FROM temp.moved d WHERE d.row = t.rowid"
    )


def _log(raw: Any, action_id: int, table: str, changed: tuple[str, ...]) -> None:
    """Write `temp.moved` into the change log, before the rows are changed."""
    mapped = Base.metadata.tables[table]
    keys = [column.name for column in mapped.primary_key.columns]
    new = {name: f'd."new_{name}"' for name in changed}
    old = {name: f't."{name}"' for name in changed}
    if not set(keys) & set(changed):
        _log_rows(raw, action_id, table, _key(keys, {}), _json(old), _json(new))
        return
    every = {column.name: f't."{column.name}"' for column in mapped.columns}
    _log_rows(raw, action_id, table, _key(keys, {}), _json(every), "NULL")
    _log_rows(raw, action_id, table, _key(keys, new), "NULL", _json(every | new))


def _log_rows(raw: Any, action_id: int, table: str, key: str, before: str, after: str) -> None:
    raw.execute(
        'INSERT INTO change (action_id, "table", row_id, client_id, before, after)'
        f" SELECT ?, ?, {key}, d.owner, {before}, {after}"
        f' FROM temp.moved d CROSS JOIN "{table}" t ON t.rowid = d.row',
        (action_id, table),
    )


def _key(keys: list[str], new: Mapping[str, str]) -> str:
    return " || char(9) || ".join(new.get(key, f't."{key}"') for key in keys)


def _json(values: Mapping[str, str]) -> str:
    return "json_object(" + ", ".join(f"'{name}', {value}" for name, value in values.items()) + ")"


def _named(values: Mapping[str, str], prefix: str) -> str:
    return ", ".join(f'{value} AS "{prefix}{name}"' for name, value in values.items())
