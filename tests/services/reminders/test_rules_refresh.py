"""All occasions of a rule brought up to date while the shop goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.models import occasion_checks
from app.models.database import Database
from app.models.enums import ReminderKind
from app.services.clients.merging.merge import merge_clients, unmerge
from app.services.reminders.ledger.claims import log_delivery
from app.services.reminders.ledger.sweep import sweep
from app.services.reminders.occasions.refresh import refresh_all, refresh_changed
from tests.factories import NOW, make_client, sell
from tests.reasons import TODAY, due
from tests.services.plain_facts import AFTER_ALL
from tests.services.plain_occasions import check_occasions, rule_row


def shop_with_rule(db: Database, clients: int) -> tuple[list[int], int]:
    """Clients who bought, and a rule about it of which nothing is worked out yet."""
    ids = [make_client(db, f"Клиент {number}") for number in range(clients)]
    for number, client in enumerate(ids):
        sell(db, client, TODAY - timedelta(20 + number))
    with db.write() as session:
        rule = rule_row(ReminderKind.REPLENISHMENT, {"product_id": 1})
        session.add(rule)
        session.flush()
        return ids, rule.id


def test_a_new_rule_finds_everybody_and_then_nobody_else(db: Database) -> None:
    ids, _rule = shop_with_rule(db, 3)
    assert refresh_all(db, TODAY) == len(ids)
    assert check_occasions(db, {}, AFTER_ALL) == len(ids)
    assert refresh_all(db, TODAY) == 0


def test_a_sale_between_two_blocks_is_not_lost(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, _rule = shop_with_rule(db, 4)
    monkeypatch.setattr(occasion_checks, "BLOCK", 1)
    write, written = occasion_checks._write_block, []

    def and_sell(*asked: Any) -> bool:
        done = write(*asked)
        written.append(done)
        if len(written) == 2:
            sell(db, ids[0], TODAY)
            sell(db, ids[3], TODAY)
        return done

    monkeypatch.setattr(occasion_checks, "_write_block", and_sell)
    refresh_all(db, TODAY)
    assert written == [True, True, False]
    assert check_occasions(db, {}, AFTER_ALL) == len(ids)


def test_a_rule_that_was_changed_behind_the_programs_back_is_noticed_once(db: Database) -> None:
    ids, rule = shop_with_rule(db, 2)
    assert refresh_changed(db, TODAY) == len(ids)
    assert refresh_changed(db, TODAY) == 0
    with db.write() as session:
        session.execute(text("UPDATE reminder_rule SET params = '{\"product_id\": 1, \"cycle_days\": 9}'"
                             " WHERE id = :id"), {"id": rule})  # fmt: skip
    assert refresh_changed(db, TODAY) == len(ids)
    assert check_occasions(db, {}, AFTER_ALL) == len(ids)


def test_a_merge_takes_what_was_announced_along_and_taking_it_back_brings_it_back(db: Database) -> None:
    ids, _rule = shop_with_rule(db, 2)
    refresh_all(db, TODAY)
    later = NOW + timedelta(days=30)
    told = {item.client_id: item.id for item in sweep(db, later, live=True)}
    assert set(told) == set(ids)
    log_delivery(db, told.values(), "desktop", later)
    merged = merge_clients(db, ids[1], ids[0], later)
    assert [item.client_id for item in due(db, later)] == [ids[1]]
    assert sweep(db, later, live=True) == []
    unmerge(db, merged.action_id, later)
    assert sorted(item.id for item in due(db, later)) == sorted(told.values())
    assert sweep(db, later, live=True) == []
