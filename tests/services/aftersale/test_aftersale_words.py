"""Service cases and entitlements in words: what was changed, how long it holds, what to know before selling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.models.database import Database
from app.models.enums import CaseKind, CaseStatus, EntitlementKind, TermUnit
from app.services.aftersale.cases import CaseData, open_cases, save_case, set_case_status
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.changes import list_changes
from app.wording.aftersale import (
    case_kind_name,
    case_status_name,
    entitlement_kind_name,
    left_words,
    open_cases_line,
    term_unit_name,
)
from app.wording.changes import change_lines
from tests.factories import NOW, make_client

TODAY = date(2026, 11, 21)
CASE = CaseData(1, CaseKind.COMPLAINT, "Leaks", date(2026, 11, 3), due_day=TODAY)


def lines(db: Database) -> list[list[str]]:
    """What each action did, the oldest first, without the client's own."""
    return [change_lines(change, "RUB") for change in reversed(list_changes(db, 1))][1:]


def test_what_was_done_to_a_case_is_told(db: Database) -> None:
    number = save_case(db, replace(CASE, client_id=make_client(db)), NOW)
    set_case_status(db, number, CaseStatus.CLOSED, NOW)
    save_case(db, replace(CASE, due_day=TODAY + timedelta(days=1)), NOW, number)
    assert lines(db) == [
        ["Service case: — → Complaint, Leaks"],
        ["Service case: Received → Closed"],
        ["Service case: Closed, by 21 November 2026 → Received, by 22 November 2026"],
    ]


def test_what_was_done_to_an_entitlement_is_told(db: Database) -> None:
    data = EntitlementData(make_client(db), EntitlementKind.WARRANTY, "Mill", TODAY, TODAY)
    number = save_entitlement(db, data, NOW)
    save_entitlement(db, replace(data, end_day=TODAY + timedelta(days=1), note="44-12"), NOW, number)
    assert lines(db) == [
        ["Subscription or warranty: — → Warranty, Mill, until 21 November 2026"],
        ["Subscription or warranty: until 21 November 2026 → until 22 November 2026, 44-12"],
    ]


@pytest.mark.parametrize(
    ("days", "said"), [(12, "12 days left"), (1, "1 day left"), (0, "last day"), (-18, "ended on 3 November")]
)
def test_how_long_it_holds(days: int, said: str) -> None:
    assert left_words(TODAY + timedelta(days=days), TODAY) == said


@pytest.mark.parametrize("kind", CaseKind)
def test_open_case_is_told_before_a_sale_and_a_closed_one_is_not(db: Database, kind: CaseKind) -> None:
    client = make_client(db)
    assert open_cases_line(open_cases(db, client), TODAY) == ""
    number = save_case(db, replace(CASE, client_id=client, kind=kind), NOW)
    assert open_cases_line(open_cases(db, client), TODAY) == f"Open {kind} since 3 November: Leaks"
    set_case_status(db, number, CaseStatus.CLOSED, NOW)
    assert open_cases_line(open_cases(db, client), TODAY) == ""


def test_every_kind_status_and_unit_has_a_name() -> None:
    assert all(case_kind_name(kind) != kind for kind in CaseKind)
    assert all(case_status_name(status) != status for status in CaseStatus)
    assert all(entitlement_kind_name(kind) != kind for kind in EntitlementKind)
    assert [term_unit_name(unit) for unit in TermUnit] == ["days", "months", "years"]
