"""One change of many clients: each is one user action that Undo takes back as a whole.

All is one transaction, worked through in blocks; `report(done, total)` comes after every block and may raise Cancelled,
and nothing was changed then. Clients in the trash, merged ones and those whom the change would leave as they are do not
count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.models import bulk
from app.models.base import MOMENT_FORMAT
from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, OwnKind
from app.models.listing.filter_fields import CHOICES, OWN
from app.models.own import OwnField
from app.services.clients.own import typed_own
from app.services.errors import InvalidValue, NotFound
from app.services.imports.matching.keys import refresh_keys
from app.services.settings import get_settings
from app.services.tasks.save import TaskData, task_values

BLOCK = 20_000  # a cancel waits for one of them: a second at most

Report = Callable[[int, int], None]
Step = Callable[[Any, int], None]

# Columns that can be set for many -> what they take; None: any text.
SETTABLE: dict[str, tuple[str, ...] | None] = {
    "source": None,
    "city": None,
    "gender": CHOICES["gender"],
    "preferred_channel": CHOICES["preferred_channel"],
}
_NULLABLE = frozenset({"gender", "preferred_channel"})
_SEARCHED = frozenset({"city"})


@dataclass(frozen=True)
class Bulk:
    """What was done: the action to undo, and how many clients it changed."""

    action_id: int
    changed: int


def _quiet(_done: int, _total: int) -> None:
    pass


def tag_clients(db: Database, ids: Sequence[int], tag: str, now: datetime, report: Report = _quiet) -> Bulk:
    """Put a tag on the clients. Raises InvalidValue for an empty tag."""
    values, moment = {"tag": _checked_tag(tag), "batch_id": None}, _moment(now)

    def step(raw: Any, action_id: int) -> None:
        bulk.add_rows(raw, action_id, "client_tag", values, moment)

    return _change(db, "tag_clients", ids, step, now, report, searched=True)


def untag_clients(db: Database, ids: Sequence[int], tag: str, now: datetime, report: Report = _quiet) -> Bulk:
    """Take a tag off the clients. Raises InvalidValue for an empty tag."""
    values, moment = {"tag": _checked_tag(tag)}, _moment(now)

    def step(raw: Any, action_id: int) -> None:
        bulk.drop_rows(raw, action_id, "client_tag", values, moment)

    return _change(db, "untag_clients", ids, step, now, report, searched=True)


def trash_clients(db: Database, ids: Sequence[int], now: datetime, report: Report = _quiet) -> Bulk:
    """Move the clients to the trash with everything that belongs to them."""
    moment = _moment(now)

    def step(raw: Any, action_id: int) -> None:
        bulk.set_column(raw, action_id, "deleted_at", moment, moment)

    return _change(db, "trash_clients", ids, step, now, report)


def set_do_not_disturb(db: Database, ids: Sequence[int], on: bool, now: datetime, report: Report = _quiet) -> Bulk:
    """Ask the clients to be left alone from now on, or no longer."""
    moment = _moment(now)

    def step(raw: Any, action_id: int) -> None:
        bulk.set_column(raw, action_id, "do_not_disturb", int(on), moment)

    return _change(db, "set_do_not_disturb", ids, step, now, report)


def set_field(db: Database, ids: Sequence[int], field: str, text: str, now: datetime, report: Report = _quiet) -> Bulk:
    """Give the clients the same value in one of SETTABLE or in an own field ("own:<id>"); "" empties it.

    Raises InvalidValue for another field and for a value that it does not take, NotFound for an unknown own field.
    """
    step = _own_step(db, field, text, now) if field.startswith(OWN) else _column_step(field, text.strip(), now)
    searched = field in _SEARCHED or field.startswith(OWN)
    return _change(db, "set_field", ids, step, now, report, searched=searched)


def add_tasks(db: Database, ids: Sequence[int], data: TaskData, now: datetime, report: Report = _quiet) -> Bulk:
    """The same follow-up for each of the clients. Raises InvalidValue as services/tasks.add_task."""
    values, moment = task_values(data, now, get_settings(db).zone), _moment(now)
    values["staff_id"] = db.staff_id

    def step(raw: Any, action_id: int) -> None:
        bulk.add_rows(raw, action_id, "task", values, moment)

    return _change(db, "add_tasks", ids, step, now, report)


def _change(
    db: Database, kind: str, ids: Sequence[int], step: Step, now: datetime, report: Report, *, searched: bool = False
) -> Bulk:
    """Run the step block by block under one action; with `searched` the search keys are made anew."""
    changed = 0
    with db.write(Area.CLIENTS, Area.TASKS, Area.REMINDERS) as session:
        action_id = begin_action(session, kind, now)
        raw: Any = session.connection().connection.driver_connection
        for start in range(0, len(ids), BLOCK):
            report(start, len(ids))
            bulk.choose(raw, ids[start : start + BLOCK])
            step(raw, action_id)
            changed += bulk.chosen_count(raw)
            if searched:
                refresh_keys(raw, "SELECT id FROM temp.chosen")
        report(len(ids), len(ids))
    return Bulk(action_id, changed)


def _own_step(db: Database, field: str, text: str, now: datetime) -> Step:
    field_id, moment = int(field.removeprefix(OWN)), _moment(now)
    with db.read() as session:
        found = session.get(OwnField, field_id)
        if found is None:
            raise NotFound(what="own_field", id=field_id)
        value, number = typed_own(OwnKind(found.kind), text, found.choices or (), found.name)

    def step(raw: Any, action_id: int) -> None:
        if value:
            bulk.change_own(raw, action_id, field_id, value, number, moment)
        else:
            bulk.drop_rows(raw, action_id, "own_value", {"field_id": field_id}, moment)

    return step


def _column_step(field: str, text: str, now: datetime) -> Step:
    if field not in SETTABLE:
        raise InvalidValue(field="field", value=field)
    fixed = SETTABLE[field]
    if fixed is not None and text and text not in fixed:
        raise InvalidValue(field=field, value=text)
    value, moment = (None if field in _NULLABLE and not text else text), _moment(now)

    def step(raw: Any, action_id: int) -> None:
        bulk.set_column(raw, action_id, field, value, moment)

    return step


def _checked_tag(tag: str) -> str:
    plain = " ".join(tag.split())  # a line each would be two tags to the search
    if not plain:
        raise InvalidValue(field="tag", value=tag)
    return plain


def _moment(now: datetime) -> str:
    """A moment as SQLite holds it."""
    return now.astimezone(UTC).strftime(MOMENT_FORMAT)
