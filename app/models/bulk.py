"""One change of many clients at once, by set-based SQL that writes its own change log.

The clients stand in `temp.chosen`; every step first leaves there only those that it really changes. Rows are logged as
the ORM logs them, so that undo does not know the difference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column

from app.models.base import Base, Json
from app.models.listing.order import LIVE

_CHOSEN = "id IN (SELECT id FROM temp.chosen)"


def choose(raw: Any, ids: Sequence[int]) -> None:
    """Put these clients into `temp.chosen`, without those in the trash or merged into another."""
    raw.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
    raw.execute("DELETE FROM temp.chosen")
    raw.execute(
        f"INSERT OR IGNORE INTO temp.chosen SELECT id FROM client WHERE {LIVE}"
        " AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )


def chosen_count(raw: Any) -> int:
    """How many clients are in `temp.chosen`."""
    return int(raw.execute("SELECT count(*) FROM temp.chosen").fetchone()[0])


def set_column(raw: Any, action_id: int, column: str, value: Any, moment: str) -> None:
    """Give a column of the chosen clients a value, as SQLite holds it."""
    raw.execute(f'DELETE FROM temp.chosen WHERE id IN (SELECT id FROM client WHERE "{column}" IS ?)', (value,))
    raw.execute(
        'INSERT INTO change (action_id, "table", row_id, client_id, before, after)'
        f" SELECT ?, 'client', id, id, json_object('{column}', \"{column}\"), json_object('{column}', ?)"
        f" FROM client WHERE {_CHOSEN}",
        (action_id, value),
    )
    raw.execute(
        f'UPDATE client SET "{column}" = ?, version = version + 1, updated_at = ? WHERE {_CHOSEN}', (value, moment)
    )


def add_rows(raw: Any, action_id: int, table: str, values: Mapping[str, Any], moment: str) -> None:
    """Give each of the chosen clients a row of `table`; those that have one with the same key are left out."""
    mapped = Base.metadata.tables[table]
    keys = [column.name for column in mapped.primary_key.columns]
    if "client_id" in keys:
        same = " AND ".join(f't."{name}" = ?' for name in keys if name != "client_id")
        raw.execute(
            f'DELETE FROM temp.chosen WHERE id IN (SELECT t.client_id FROM "{table}" t WHERE {same})',
            [values[name] for name in keys if name != "client_id"],
        )
    before = raw.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table}"').fetchone()[0]
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    raw.execute(
        f'INSERT INTO "{table}" (client_id, {names}) SELECT id, {marks} FROM temp.chosen ORDER BY id',
        list(values.values()),
    )
    _log_rows(raw, action_id, table, f"t.rowid > {before}", came=True)
    _touch(raw, table, moment)


def drop_rows(raw: Any, action_id: int, table: str, values: Mapping[str, Any], moment: str) -> None:
    """Take the rows of `table` with these values away from the chosen clients."""
    same = " AND ".join(f't."{name}" = {_literal(value)}' for name, value in values.items())
    raw.execute(f'DELETE FROM temp.chosen WHERE id NOT IN (SELECT t.client_id FROM "{table}" t WHERE {same})')
    where = f"{same} AND t.client_id IN (SELECT id FROM temp.chosen)"
    _log_rows(raw, action_id, table, where, came=False)
    raw.execute(f'DELETE FROM "{table}" AS t WHERE {where}')
    _touch(raw, table, moment)


def change_own(raw: Any, action_id: int, field_id: int, value: str, number: float | None, moment: str) -> None:
    """Give an own field of the chosen clients a value, in the row that is there or in a new one."""
    raw.execute(
        "DELETE FROM temp.chosen WHERE id IN (SELECT client_id FROM own_value WHERE field_id = ? AND value = ?)",
        (field_id, value),
    )
    raw.execute(
        'INSERT INTO change (action_id, "table", row_id, client_id, before, after)'
        " SELECT ?, 'own_value', client_id || char(9) || field_id, client_id,"
        " json_object('value', value, 'number', number), json_object('value', ?, 'number', ?)"
        " FROM own_value WHERE field_id = ? AND client_id IN (SELECT id FROM temp.chosen)",
        (action_id, value, number, field_id),
    )
    had = "UPDATE own_value SET value = ?, number = ? WHERE field_id = ? AND client_id IN (SELECT id FROM temp.chosen)"
    raw.execute(had, (value, number, field_id))
    raw.execute(
        'INSERT INTO change (action_id, "table", row_id, client_id, before, after)'
        " SELECT ?, 'own_value', id || char(9) || ?, id, NULL, json_object('client_id', id, 'field_id', ?,"
        " 'value', ?, 'number', ?, 'batch_id', NULL) FROM temp.chosen"
        " WHERE id NOT IN (SELECT client_id FROM own_value WHERE field_id = ?)",
        (action_id, field_id, field_id, value, number, field_id),
    )
    raw.execute(
        "INSERT OR IGNORE INTO own_value (client_id, field_id, value, number) SELECT id, ?, ?, ? FROM temp.chosen",
        (field_id, value, number),
    )
    _touch(raw, "own_value", moment)


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _log_rows(raw: Any, action_id: int, table: str, where: str, *, came: bool) -> None:
    mapped = Base.metadata.tables[table]
    key = " || char(9) || ".join(f't."{column.name}"' for column in mapped.primary_key.columns)
    row = "json_object(" + ", ".join(f"'{column.name}', {_logged(column)}" for column in mapped.columns) + ")"
    raw.execute(
        f'INSERT INTO change (action_id, "table", row_id, client_id, {"after" if came else "before"})'
        f' SELECT ?, ?, {key}, t.client_id, {row} FROM "{table}" t WHERE {where}',
        (action_id, table),
    )


def _logged(column: Column[Any]) -> str:
    """A column as the log has it: what is kept as JSON is a value there, not a text."""
    held = f't."{column.name}"'
    return f"json({held})" if isinstance(column.type, Json) else held


def _touch(raw: Any, table: str, moment: str) -> None:
    """Whoever edits one of these clients at the moment is told that it was changed; a task is not part of a client."""
    if table != "task":
        raw.execute(f"UPDATE client SET version = version + 1, updated_at = ? WHERE {_CHOSEN}", (moment,))
