"""Reasons that stem from a row of their own: untouched enquiries, cases due, what ends soon, wishes that can be met."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ReminderState
from app.services.clients.merging.merge import merge_clients
from app.services.clients.people import kept_client
from app.services.errors import NotFound
from app.services.reminders.ledger.acts import dismiss, mark_done, snooze
from app.services.reminders.ledger.sweep import sweep
from app.services.tasks.save import TaskData, add_task
from tests.factories import make_client, sell
from tests.reasons import (
    HOUR,
    NOON,
    TODAY,
    a_case,
    a_club,
    a_wish,
    an_enquiry,
    due,
    ids,
    states,
    take_back,
)

KINDS: dict[str, Callable[[Database, int], int]] = {
    "enquiry": an_enquiry,
    "case": a_case,
    "renewal": a_club,
    "interest": a_wish,
}
EVERY = pytest.mark.parametrize("kind", KINDS)


@EVERY
def test_is_listed_announced_once_and_still_listed(db: Database, kind: str) -> None:
    client = make_client(db)
    KINDS[kind](db, client)
    (item,) = due(db)
    assert (item.kind, item.client_id, item.state) == (kind, client, ReminderState.DUE)
    assert ids(sweep(db, NOON)) == [item.id]
    assert sweep(db, NOON + HOUR) == []
    assert [(one.id, one.state) for one in due(db, NOON + HOUR)] == [(item.id, ReminderState.SHOWN)]


@EVERY
def test_listing_writes_nothing_and_done_works_by_the_id_alone(db: Database, kind: str) -> None:
    KINDS[kind](db, make_client(db))
    (item,) = due(db)
    assert states(db) == []
    assert mark_done(db, item.id, NOON) == ReminderState.DONE
    assert mark_done(db, item.id, NOON) == ReminderState.DONE
    assert due(db) == []
    assert sweep(db, NOON) == []


@EVERY
def test_done_is_taken_back_without_a_second_announcement(db: Database, kind: str) -> None:
    KINDS[kind](db, make_client(db))
    (item,) = sweep(db, NOON)
    mark_done(db, item.id, NOON)
    assert take_back(db, item.id, NOON) == ReminderState.SHOWN
    assert ids(due(db)) == [item.id]
    assert sweep(db, NOON) == []


@EVERY
def test_put_off_it_is_hidden_until_its_moment_and_announced_again(db: Database, kind: str) -> None:
    KINDS[kind](db, make_client(db))
    (item,) = sweep(db, NOON)
    assert snooze(db, item.id, NOON + HOUR, NOON) == ReminderState.SNOOZED
    assert due(db, NOON + HOUR / 2) == []
    assert ids(sweep(db, NOON + HOUR)) == [item.id]
    assert ids(due(db, NOON + HOUR)) == [item.id]


@EVERY
def test_left_for_this_time_it_does_not_come_again_and_what_it_is_about_stays(db: Database, kind: str) -> None:
    KINDS[kind](db, make_client(db))
    (item,) = due(db)
    assert dismiss(db, item.id, NOON) == ReminderState.DISMISSED
    assert due(db) == []
    assert sweep(db, NOON + HOUR) == []
    take_back(db, item.id, NOON)
    assert ids(due(db)) == [item.id]


@EVERY
def test_client_in_the_trash_is_not_listed_and_what_was_announced_expires(db: Database, kind: str) -> None:
    client = make_client(db)
    KINDS[kind](db, client)
    sweep(db, NOON)
    with db.write() as session:
        session.get_one(Client, client).deleted_at = NOON
    assert due(db) == []
    assert sweep(db, NOON) == []
    assert states(db) == [ReminderState.EXPIRED]


@EVERY
def test_reason_of_a_merged_client_is_the_kept_ones_and_is_announced_once(db: Database, kind: str) -> None:
    keep, other = make_client(db, "Крылова Ольга"), make_client(db, "Крылова О.")
    KINDS[kind](db, other)
    (item,) = sweep(db, NOON)
    merge_clients(db, keep, other, NOON)
    assert [(one.id, one.client_id) for one in due(db)] == [(item.id, keep)]
    assert sweep(db, NOON) == []
    mark_done(db, item.id, NOON)
    assert due(db) == []
    with db.read() as session:
        assert kept_client(session, other).id == keep


@pytest.mark.parametrize(("kind", "stays"), [("enquiry", 1), ("case", 1), ("renewal", 0), ("interest", 0)])
def test_who_is_not_to_be_disturbed_is_told_only_what_was_promised(db: Database, kind: str, stays: int) -> None:
    client = make_client(db)
    KINDS[kind](db, client)
    with db.write() as session:
        session.get_one(Client, client).do_not_disturb = True
    assert len(due(db)) == len(sweep(db, NOON)) == stays


@EVERY
def test_an_id_of_another_time_round_is_not_found(db: Database, kind: str) -> None:
    number = KINDS[kind](db, make_client(db))
    source = {"renewal": "entitlement"}.get(kind, kind)
    numbered = f"{kind}:{source}:{number}"
    for wrong in (f"{numbered}:2020-01-01", f"{kind}:{source}:99:2026-11-21", f"{kind}:client:1:2026-11-21"):
        for act in (mark_done, dismiss):
            with pytest.raises(NotFound):
                act(db, wrong, NOON)


def test_promised_comes_first_then_whoever_may_bring_most(db: Database) -> None:
    people = {kind: make_client(db, f"Клиент {kind}") for kind in KINDS}
    for kind, make in reversed(KINDS.items()):
        make(db, people[kind])
    lapsed = make_client(db, "Давняя")
    for back in (40, 20, 0):
        sell(db, lapsed, date(2026, 9, 1) - timedelta(days=back), product="Чай")
    add_task(db, TaskData(None, "Call", TODAY), NOON)
    found = [item.kind for item in due(db)]
    assert found == ["follow_up", "enquiry", "case", "lapsed", "interest", "renewal"]
    assert [item.kind for item in sweep(db, NOON)] == found
