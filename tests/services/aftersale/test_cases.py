"""Service cases: saved, moved on, closed, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.models.database import Database
from app.models.enums import CaseKind, CaseStatus
from app.services.aftersale.cases import (
    CaseData,
    cases_of,
    delete_case,
    open_cases,
    save_case,
    set_case_status,
)
from app.services.clients.merging.merge import merge_clients
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import redo_action, undo_action
from tests.factories import NOW, make_client
from tests.reading import get_case

TODAY = date(2026, 11, 21)
HOUR = timedelta(hours=1)


def complaint(client_id: int, title: str = "Leaks at the seam") -> CaseData:
    return CaseData(client_id, CaseKind.COMPLAINT, title, TODAY)


def titles(db: Database, client_id: int) -> list[str]:
    with db.read() as session:
        return [row.title for row in cases_of(session, client_id)]


def test_open_cases_stand_first_the_most_urgent_on_top(db: Database) -> None:
    client = make_client(db)
    save_case(db, complaint(client, "no day"), NOW)
    save_case(db, replace(complaint(client, "in a week"), due_day=TODAY + timedelta(days=7)), NOW)
    first = save_case(db, complaint(client, "closed first"), NOW)
    last = save_case(db, complaint(client, "closed last"), NOW)
    save_case(db, replace(complaint(client, "today"), due_day=TODAY), NOW)
    set_case_status(db, first, CaseStatus.CLOSED, NOW)
    set_case_status(db, last, CaseStatus.CLOSED, NOW + HOUR)
    assert titles(db, client) == ["today", "in a week", "no day", "closed last", "closed first"]
    assert [row.title for row in open_cases(db, client)] == ["today", "in a week", "no day"]


def test_every_status_but_closed_is_open_and_reopening_forgets_when_it_was_closed(db: Database) -> None:
    case = save_case(db, complaint(make_client(db)), NOW)
    for status, is_open in ((CaseStatus.READY, True), (CaseStatus.CLOSED, False), (CaseStatus.IN_WORK, True)):
        set_case_status(db, case, status, NOW)
        shown = get_case(db, case)
        assert (shown.status, shown.is_open) == (status, is_open)


def test_closing_is_undone_and_done_again(db: Database) -> None:
    case = save_case(db, complaint(make_client(db)), NOW)
    action = set_case_status(db, case, CaseStatus.CLOSED, NOW)
    undo_action(db, action, NOW)
    assert get_case(db, case).is_open
    redo_action(db, action, NOW)
    assert get_case(db, case).closed_at == NOW


def test_deleted_case_comes_back_with_undo(db: Database) -> None:
    client = make_client(db)
    case = save_case(db, complaint(client), NOW)
    action = delete_case(db, case, NOW)
    assert titles(db, client) == []
    undo_action(db, action, NOW)
    assert titles(db, client) == ["Leaks at the seam"]


def test_change_made_on_what_somebody_else_changed_is_refused(db: Database) -> None:
    client = make_client(db)
    case = save_case(db, complaint(client), NOW)
    seen = get_case(db, case).version
    set_case_status(db, case, CaseStatus.IN_WORK, NOW)
    with pytest.raises(EditConflict):
        save_case(db, complaint(client, "other"), NOW, case, seen)
    save_case(db, complaint(client, "other"), NOW, case, get_case(db, case).version)
    assert titles(db, client) == ["other"]


def test_case_of_a_merged_client_is_the_kept_ones(db: Database) -> None:
    keep, other = make_client(db, "Крылова Ольга"), make_client(db, "Крылова О.")
    before = save_case(db, complaint(other, "before"), NOW)
    merge_clients(db, keep, other, NOW)
    save_case(db, complaint(other, "after"), NOW)
    assert titles(db, keep) == ["before", "after"]
    assert get_case(db, before).client_id == keep


def test_what_cannot_be_a_case_is_refused(db: Database) -> None:
    client = make_client(db)
    for wrong in (complaint(client, "  "), replace(complaint(client), due_day=date(1, 1, 1))):
        with pytest.raises(InvalidValue):
            save_case(db, wrong, NOW)
    for act in (lambda: save_case(db, complaint(99), NOW), lambda: delete_case(db, 99, NOW)):
        with pytest.raises(NotFound):
            act()


def test_a_product_that_is_gone_meanwhile_is_told(db: Database) -> None:
    with pytest.raises(NotFound):
        save_case(db, CaseData(make_client(db), CaseKind.REPAIR, "Стучит", NOW.date(), 777), NOW)
