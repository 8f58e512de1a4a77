"""A client in the trash, back from it, and away for good: what becomes of everything that was written down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.models.database import Database
from app.models.enums import CaseKind, EntitlementKind, InteractionKind, InterestReason
from app.services.aftersale.cases import CaseData, save_case
from app.services.aftersale.entitlements import EntitlementData, save_entitlement
from app.services.clients.card import get_client_card
from app.services.clients.merging.merge import merge_clients, unmerge
from app.services.clients.save import trash_client
from app.services.clients.trash import purge_clients, restore_clients
from app.services.enquiries.board import list_board
from app.services.enquiries.data import EnquiryData, NextStep
from app.services.enquiries.save import save_enquiry
from app.services.feedback import add_feedback
from app.services.history.actions import find_last_action, undo_action
from app.services.interactions import log_interaction
from app.services.interests import add_interest, interested_in
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.services.purchases.save import add_purchase
from app.services.tasks.save import TaskData, add_task, complete_task
from tests.factories import NOW, make_client, sell
from tests.services.imports.shop import ask, content
from tests.services.plain_facts import check_facts
from tests.services.test_purchase_edits import add_pass

DAY = NOW.date()
STEP = NextStep("Перезвонить", DAY + timedelta(days=3))
NAME, PHONE = "Секретова", "8 905 221-14-08"


def everything(db: Database) -> tuple[int, int, int]:
    """A client with one of everything, who began as an enquiry of somebody new; with the sale and its return."""
    add_pass(db)
    asked = save_enquiry(db, EnquiryData(None, f"Есть ли? {NAME}", f"{NAME} {PHONE}", step=STEP), NOW)
    (step,) = ask(db, "SELECT task_id FROM enquiry")
    complete_task(db, int(step[0]), NOW)
    save_enquiry(db, EnquiryData(None, f"Есть ли? {NAME}", f"{NAME} {PHONE}", step=STEP), NOW, asked)
    client = make_client(db, f"{NAME} Ольга")
    lines = (LineData("Абонемент", 1000, 300_000), LineData("Матча", 1000, 50_000))
    note = f"для {NAME}"
    sale = add_purchase(db, PurchaseData(client, DAY, lines, receipt="77", note=note, enquiry_id=asked), NOW)
    row = get_purchase(db, sale).lines[1]
    back = return_purchase(db, sale, (), DAY, None, NOW, note=note) if row.sum else 0
    save_enquiry(db, EnquiryData(client, f"Ещё {NAME}", step=STEP), NOW)
    save_case(db, CaseData(client, CaseKind.REPAIR, f"Стучит у {NAME}", DAY), NOW)
    save_entitlement(db, EntitlementData(client, EntitlementKind.MEMBERSHIP, f"Клуб {NAME}", DAY, DAY), NOW)
    add_interest(db, client, "Какао", InterestReason.MISSING, None, note, DAY, NOW)
    add_feedback(db, client, 3, note, NOW, f"Поговорить с {NAME}")
    log_interaction(db, client, InteractionKind.CALL, note, NOW, 5, "in")
    add_task(db, TaskData(client, f"Написать {NAME}", DAY), NOW)
    return client, sale, back


def told_of(db: Database) -> list[tuple[str, object]]:
    """Where the shop's file still tells of the client."""
    tables = ask(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'client_fts%'")
    rows = ((table, row) for (table,) in tables for row in ask(db, f'SELECT * FROM "{table}"'))
    return [(table, row) for table, row in rows if NAME in str(row) or PHONE[2:] in str(row)]


def test_of_who_is_away_for_good_nothing_is_left_but_a_sale_of_nobody(db: Database, tmp_path: Path) -> None:
    client, sale, back = everything(db)
    assert told_of(db)
    trash_client(db, client, NOW)
    assert purge_clients(db, tmp_path, [client]) == 1
    assert told_of(db) == []
    for table in ("enquiry", "service_case", "entitlement", "interest", "feedback", "interaction", "task"):
        assert ask(db, f"SELECT id FROM {table}") == []
    shown = get_purchase(db, sale)
    assert (shown.client_id, shown.total, shown.receipt, shown.note) == (None, 350_000, "77", "")
    assert (get_purchase(db, back).total, shown.returned) == (-350_000, 350_000)
    check_facts(db)
    assert db.problems() == []


def test_after_that_undo_takes_no_part_of_a_receipt_back(db: Database, tmp_path: Path) -> None:
    client = make_client(db)
    sale = sell(db, client, DAY)
    trash_client(db, client, NOW)
    purge_clients(db, tmp_path, [client])
    while (action := find_last_action(db, NOW - timedelta(days=1))) is not None:
        undo_action(db, action.id, NOW)
    assert [line.sum for line in get_purchase(db, sale).lines] == [100_000]


def test_the_trash_hides_what_is_a_clients_and_gives_all_of_it_back(db: Database) -> None:
    client, _sale, _back = everything(db)
    card, before = get_client_card(db, client), content(db)
    (wanted,) = ask(db, "SELECT product_id FROM interest")
    trash_client(db, client, NOW)
    assert list_board(db).rows == ()
    assert interested_in(db, int(wanted[0])) == ()
    restore_clients(db, [client], NOW)
    assert content(db) == before
    assert get_client_card(db, client).cases == card.cases


@pytest.mark.parametrize("keeps", [True, False])
def test_merged_and_taken_apart_each_has_again_what_was_theirs(db: Database, keeps: bool) -> None:
    client, _sale, _back = everything(db)
    other = make_client(db, "Крылова Анна")
    before = content(db)
    keep, gone = (client, other) if keeps else (other, client)
    merged = merge_clients(db, keep, gone, NOW)
    card = get_client_card(db, keep)
    counts = [len(rows) for rows in (card.enquiries, card.cases, card.entitlements, card.interests, card.feedback)]
    assert counts == [2, 1, 1, 1, 1]
    check_facts(db)
    assert unmerge(db, merged.action_id, NOW) == []
    assert content(db) == before
