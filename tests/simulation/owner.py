"""What the owner does with reminders: done with an outcome, later, not this time; undo, redo, merges, settings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.models.enums import Outcome
from app.services.errors import AppError
from app.services.history.actions import find_last_action, find_redoable, redo_action, undo_action
from app.services.reminders.ledger.acts import dismiss, mark_done, snooze
from app.services.reminders.ledger.outcomes import finish_with
from app.services.reminders.today.due import list_due
from tests.simulation import acts
from tests.simulation.memory import Act
from tests.simulation.truth import At, found_at

if TYPE_CHECKING:
    from tests.simulation.year import Year

LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=20), timedelta(days=5))


def do_something(year: Year) -> None:
    way = year.random.choices((settle, undo, redo, merge), (12, 3, 1, 1))[0]
    try:
        way(year)
    except AppError as error:
        year.note(f"  refused: {error!r}")
    year.forget_what_is_gone()


def settle(year: Year) -> None:
    """Act on one of the reminders on the list."""
    db, now, random = year.program.db, year.now, year.random
    today = now.astimezone(year.rows.zone).date()
    items = [item.id for item in list_due(db, today, now=now)]
    if not items:
        return
    key = random.choice(items)
    what = random.choice(("done", "done", "snoozed", "snoozed", "dismissed", "reached", "no_answer", "not_interested"))
    year.note(f"* {what} {key}")
    due = found_at(year.rows, At(now, today, today)).get(key)
    until = now + random.choice(WAITS) if what in ("snoozed", "no_answer") else None
    before = find_last_action(db, LONG_AGO)
    if what == "done":
        mark_done(db, key, now)
    elif what == "dismissed":
        dismiss(db, key, now)
    elif what == "snoozed" and until is not None:
        snooze(db, key, until, now)
    else:
        finish_with(db, key, Outcome(what), now, until=until)
    action = find_last_action(db, LONG_AGO)
    if action is not None and (before is None or action.id != before.id):
        named = what if what in ("snoozed", "dismissed") else "snoozed" if until else "done"
        year.memory.acted(action.id, key, Act(named, today, until), now, due)


def undo(year: Year) -> None:
    for _ in range(year.random.randint(1, 2)):
        action = find_last_action(year.program.db, LONG_AGO)
        if action is not None:
            kept = undo_action(year.program.db, action.id, year.now)
            year.note(f"* undo {action.kind} {kept or ''}")
            year.memory.undone(action.id)


def redo(year: Year) -> None:
    action = find_redoable(year.program.db, LONG_AGO)
    if action is not None:
        redo_action(year.program.db, action.id, year.now)
        year.note(f"* redo {action.kind}")
        year.memory.undone(action.id, stands=True)


def merge(year: Year) -> None:
    done = acts.merge(year.counter())
    if done is not None:
        action, keep, gone = done
        year.note(f"* merge client:{gone} into client:{keep}")
        year.memory.merged(action, keep, gone)
