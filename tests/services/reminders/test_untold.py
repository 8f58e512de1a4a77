"""What was claimed and not shown is found at every heartbeat without a look at the whole ledger."""

from __future__ import annotations

from datetime import time

from sqlalchemy import event, text

from app.models.database import Database
from app.services.reminders.delivery.untold import UNSURE, claim_untold
from app.services.reminders.ledger.claims import log_delivery
from app.services.reminders.ledger.sweep import sweep
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client
from tests.reasons import HOUR, NOON, TODAY


def test_the_untold_are_found_by_their_index(db: Database) -> None:
    asked: list[tuple[str, object]] = []
    event.listen(db._reader, "before_cursor_execute", lambda _c, _u, sql, values, *_r: asked.append((sql, values)))
    assert claim_untold(db, NOON, live=True, language=None) == ([], [])
    (sql, values) = next(one for one in asked if "told" in one[0])
    with db.read() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()  # type: ignore[arg-type]
    assert [row[-1] for row in plan] == ["SCAN reminder USING INDEX ix_reminder_untold"]


def test_tasks_of_nobody_and_people_with_several_reasons_come_back_whole(db: Database) -> None:
    client = make_client(db)
    for owner, title in ((client, "Call"), (client, "Write"), (None, "Order beans")):
        add_task(db, TaskData(owner, title, TODAY), NOON - HOUR)
    claimed = sweep(db, NOON, live=True)
    unseen, again = claim_untold(db, NOON + HOUR, live=True, language=None)
    assert unseen == []
    assert sorted(item.id for item in again) == sorted(item.id for item in claimed)
    assert {item.state for item in again} == {"shown"}
    assert claim_untold(db, NOON + HOUR, live=True, language=None) == ([], [])


def test_what_is_no_reason_any_more_does_not_come_back(db: Database) -> None:
    add_task(db, TaskData(None, "Order beans", TODAY), NOON - HOUR)
    sweep(db, NOON, live=True)
    with db.write() as session:
        session.execute(text("UPDATE task SET deleted_at = '2026-11-21T09:30:00.000000Z'"))
    assert claim_untold(db, NOON + HOUR, live=True, language=None) == ([], [])


def test_on_a_day_off_only_what_has_its_hour_comes_back(db: Database) -> None:
    add_task(db, TaskData(None, "Order beans", TODAY), NOON - HOUR)
    timed = add_task(db, TaskData(None, "Call", TODAY, time(11, 0)), NOON - HOUR)
    assert len(sweep(db, NOON, live=True)) == 2
    _unseen, again = claim_untold(db, NOON + HOUR, live=True, language=None, timed_only=True)
    assert [item.id for item in again] == [f"follow_up:task:{timed}:2026-11-21T1100"]


def attempt(db: Database, item_id: str, hours: int, *, note: str | None) -> tuple[list[str], list[str]]:
    """One more attempt to show it, which ends as `note` says (None: the program is killed); what the next one finds."""
    if note is not None:
        log_delivery(db, [item_id], "none", NOON + hours * HOUR, note=note)
    unseen, doubtful = claim_untold(db, NOON + (hours + 1) * HOUR, live=True, language=None)
    return [item.id for item in unseen], [item.id for item in doubtful]


def test_what_the_service_refused_was_surely_not_seen_and_what_it_did_not_answer_may_have_been(db: Database) -> None:
    add_task(db, TaskData(None, "Order beans", TODAY), NOON - HOUR)
    (item,) = (one.id for one in sweep(db, NOON, live=True))
    assert attempt(db, item, 0, note="") == ([item], [])
    assert attempt(db, item, 1, note="") == ([item], [])
    assert attempt(db, item, 2, note=UNSURE) == ([], [item])
    assert attempt(db, item, 3, note="") == ([], [item]), "the time before it may have been seen"


def test_after_a_killed_program_a_refusal_does_not_make_it_sure(db: Database) -> None:
    add_task(db, TaskData(None, "Order beans", TODAY), NOON - HOUR)
    (item,) = (one.id for one in sweep(db, NOON, live=True))
    assert attempt(db, item, 0, note=None) == ([], [item])
    assert attempt(db, item, 1, note="") == ([], [item])


def test_a_person_of_whom_one_reason_may_have_been_seen_is_announced_as_one(db: Database) -> None:
    client = make_client(db)
    for title in ("Call", "Write"):
        add_task(db, TaskData(client, title, TODAY), NOON - HOUR)
    first, second = (one.id for one in sweep(db, NOON, live=True))
    assert attempt(db, first, 0, note="") == ([], [first, second])
