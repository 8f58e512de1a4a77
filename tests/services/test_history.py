"""Undo and redo: what goes back, what stays, and what comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.models.audit import Action
from app.models.changelog import begin_action
from app.models.client import Client, ClientTag, ContactPoint
from app.models.database import Database
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.models.upgrade import open_database
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientCard, ClientData, Contact
from app.services.clients.merging.merge import merge_clients
from app.services.clients.save import save_client, trash_client
from app.services.clients.trash import list_trash_ids, purge_clients, restore_clients
from app.services.errors import AlreadyUndone, Cancelled, NotFound, NotRedoable
from app.services.history.actions import find_last_action, find_redoable, redo_action, undo_action
from app.services.interactions import log_interaction
from app.services.reminders.ledger.acts import mark_done, snooze
from app.services.reminders.today.due import list_due
from app.services.tasks.save import TaskData, add_task, complete_task
from tests.factories import NOW, make_client, sell

DAY_AGO = NOW - timedelta(days=1)
PHONE = Contact("phone", "+79052211408")


def undo(db: Database) -> list[str]:
    action = find_last_action(db, DAY_AGO)
    assert action is not None
    return undo_action(db, action.id, NOW)


def redo(db: Database) -> list[str]:
    action = find_redoable(db, DAY_AGO)
    assert action is not None
    return redo_action(db, action.id, NOW)


def data(**fields: object) -> ClientData:
    return replace(ClientData("Крылова Ольга Петровна"), **fields)  # type: ignore[arg-type]


def card(db: Database, client_id: int) -> ClientCard:
    return get_client_card(db, client_id)


def test_undo_and_redo_of_an_edit_go_back_and_forth(db: Database) -> None:
    client = save_client(db, data(city="Уфа", tags=("vip",), contacts=(PHONE,)), NOW)
    save_client(db, data(city="Казань", tags=("кофе",), contacts=()), NOW, client)
    edited = card(db, client)
    assert undo(db) == []
    before = card(db, client)
    assert (before.row.city, before.tags, before.row.phones) == ("Уфа", ("vip",), ("+79052211408",))
    assert redo(db) == []
    again = card(db, client)
    assert (again.row.city, again.tags, again.contacts) == (edited.row.city, edited.tags, edited.contacts)
    assert find_redoable(db, DAY_AGO) is None


def test_a_whole_chain_is_taken_back_and_done_again(db: Database) -> None:
    client = save_client(db, data(city="Уфа"), NOW)
    for city in ("Казань", "Пермь", "Омск"):
        save_client(db, data(city=city), NOW, client)
    for city in ("Пермь", "Казань", "Уфа"):
        undo(db)
        assert card(db, client).row.city == city
    undo(db)
    with pytest.raises(NotFound):
        card(db, client)
    for city in ("Уфа", "Казань", "Пермь", "Омск"):
        redo(db)
        assert card(db, client).row.city == city


def test_something_new_leaves_nothing_to_do_again(db: Database) -> None:
    client = make_client(db)
    save_client(db, data(city="Казань"), NOW, client)
    undo(db)
    save_client(db, data(city="Омск"), NOW, client)
    assert find_redoable(db, DAY_AGO) is None
    undo(db)
    redo(db)
    assert card(db, client).row.city == "Омск"


def test_a_save_that_changed_nothing_is_passed_over(db: Database) -> None:
    client = save_client(db, data(city="Уфа"), NOW)
    save_client(db, data(city="Казань"), NOW, client)
    save_client(db, data(city="Казань"), NOW, client)
    undo(db)
    assert card(db, client).row.city == "Уфа"
    save_client(db, data(city="Уфа"), NOW, client)
    redo(db)
    assert card(db, client).row.city == "Казань"


def test_what_was_taken_back_can_be_done_again_after_a_restart(folder: Path) -> None:
    file = folder / "regulars.db"
    first = open_database(file, NOW)
    client = save_client(first, data(city="Уфа"), NOW)
    save_client(first, data(city="Казань"), NOW, client)
    undo(first)
    first.close()
    second = open_database(file, NOW)
    redo(second)
    assert card(second, client).row.city == "Казань"
    undo(second)
    assert card(second, client).row.city == "Уфа"
    second.close()


def test_what_was_taken_back_two_days_ago_is_out_of_reach(db: Database) -> None:
    make_client(db)
    undo(db)
    assert find_redoable(db, NOW + timedelta(days=1)) is None


def test_a_newer_value_is_kept_and_later_undos_lead_behind_both(db: Database) -> None:
    client = save_client(db, data(city="Уфа", note=""), NOW)
    save_client(db, data(city="Казань", note="пьёт чай"), NOW, client)
    first = find_last_action(db, DAY_AGO)
    assert first is not None
    save_client(db, data(city="Пермь", note="пьёт чай"), NOW, client)
    assert undo_action(db, first.id, NOW) == ["client.city"]
    assert (card(db, client).row.city, card(db, client).note) == ("Пермь", "")
    undo(db)
    assert card(db, client).row.city == "Уфа"


def test_taking_back_twice_or_doing_again_what_stands_is_refused(db: Database) -> None:
    make_client(db)
    action = find_last_action(db, DAY_AGO)
    assert action is not None
    with pytest.raises(NotFound):
        redo_action(db, action.id, NOW)
    undo(db)
    with pytest.raises(AlreadyUndone):
        undo_action(db, action.id, NOW)
    with pytest.raises(NotFound):
        undo_action(db, 999, NOW)


def test_a_client_with_something_to_lose_stays_when_their_adding_is_taken_back(db: Database) -> None:
    client = save_client(db, data(contacts=(PHONE,)), NOW)
    added = find_last_action(db, DAY_AGO)
    log_interaction(db, client, "call", "перезвонить", NOW)  # type: ignore[arg-type]
    assert added is not None
    assert "client" in undo_action(db, added.id, NOW)
    assert card(db, client).interactions[0].text == "перезвонить"
    assert card(db, client).row.phones == ("+79052211408",)


def test_a_product_sold_to_others_stays_when_its_first_sale_is_taken_back(db: Database) -> None:
    one, other = make_client(db), make_client(db, "Ли Дмитрий")
    sell(db, one, date(2026, 11, 1), product="Кофе")
    first = find_last_action(db, DAY_AGO)
    sell(db, other, date(2026, 11, 2), product="Кофе")
    assert first is not None
    undo_action(db, first.id, NOW)
    with db.read() as session:
        names = session.scalars(select(Product.name).join(PurchaseLine, PurchaseLine.product_id == Product.id)).all()
        assert (list(names), len(session.scalars(select(Purchase)).all())) == (["Кофе"], 1)
    assert card(db, one).row.visits == 0


def test_facts_follow_a_purchase_back_and_forth(db: Database) -> None:
    client = make_client(db)
    sell(db, client, date(2026, 11, 1), 50_000)
    sell(db, client, date(2026, 11, 8), 70_000)
    undo(db)
    assert (card(db, client).row.total, card(db, client).row.visits) == (50_000, 1)
    redo(db)
    assert (card(db, client).row.total, card(db, client).row.visits) == (120_000, 2)
    assert card(db, client).purchases[0].lines[0].product == "Эфиопия 250 г"


def test_search_follows_an_undo_and_a_redo(db: Database) -> None:
    client = save_client(db, data(tags=("vip",)), NOW)
    save_client(db, data(tags=("оптовик",)), NOW, client)

    def held(word: str) -> bool:
        with db.read() as session:
            found = text("SELECT rowid FROM client_fts WHERE client_fts MATCH :word")
            return list(session.scalars(found, {"word": f'"{word}"'})) == [client]

    assert held("оптовик")
    undo(db)
    assert held("vip")
    assert not held("оптовик")
    redo(db)
    assert held("оптовик")


def test_a_merge_is_taken_back_and_done_again(db: Database) -> None:
    keep = save_client(db, data(tags=("vip",)), NOW)
    other = save_client(db, data(city="Уфа", tags=("vip", "кофе"), contacts=(PHONE,)), NOW)
    sell(db, other, date(2026, 11, 1), 50_000)
    merge_clients(db, keep, other, NOW)
    merged = card(db, keep)
    assert undo(db) == []
    assert (card(db, keep).row.total, card(db, keep).tags, card(db, keep).row.city) == (0, ("vip",), "")
    assert (card(db, other).row.total, card(db, other).row.phones) == (50_000, ("+79052211408",))
    assert redo(db) == []
    again = card(db, other)
    assert (again.row.id, again.row.total, sorted(again.tags), again.row.city) == (keep, 50_000, ["vip", "кофе"], "Уфа")
    assert again.row.phones == merged.row.phones


def test_an_undo_puts_no_row_back_whose_parent_is_gone_for_good(db: Database, folder: Path) -> None:
    referrer = make_client(db, "Ли Дмитрий")
    client = save_client(db, data(referred_by_id=referrer), NOW)
    save_client(db, data(), NOW, client)
    trash_client(db, referrer, NOW)
    assert purge_clients(db, folder, [referrer]) == 1
    assert undo(db) == ["client.referred_by_id"]
    assert card(db, client).referred_by is None
    assert db.problems() == []


def test_a_row_that_came_and_went_in_one_action_is_right_either_way(db: Database) -> None:
    client = save_client(db, data(tags=("vip",)), NOW)
    with db.write() as session:
        begin_action(session, "edit_client", NOW)
        session.delete(session.get_one(ClientTag, (client, "vip")))
        session.flush()
        session.add(ClientTag(client_id=client, tag="vip"))
    undo(db)
    assert card(db, client).tags == ("vip",)
    redo(db)
    assert card(db, client).tags == ("vip",)


def test_a_row_that_was_made_twice_is_there_again_when_its_last_going_is_taken_back(db: Database) -> None:
    client = save_client(db, data(tags=("vip",)), NOW)
    save_client(db, data(), NOW, client)
    save_client(db, data(tags=("vip",)), NOW, client)
    undo(db)
    undo(db)
    save_client(db, data(), NOW, client)
    undo(db)
    assert card(db, client).tags == ("vip",)


def test_reminders_that_were_done_or_put_off_are_listed_again_and_not_announced_twice(db: Database) -> None:
    client = make_client(db)
    task = add_task(db, TaskData(client, "Позвонить", NOW.date()), NOW)
    item = list_due(db, NOW.date(), now=NOW)[0]
    snooze(db, item.id, NOW + timedelta(hours=3), NOW)
    assert list_due(db, NOW.date(), now=NOW) == []
    undo(db)
    assert [one.id for one in list_due(db, NOW.date(), now=NOW)] == [item.id]
    redo(db)
    assert list_due(db, NOW.date(), now=NOW) == []
    undo(db)
    mark_done(db, item.id, NOW)
    undo(db)
    assert [str(one.state) for one in list_due(db, NOW.date(), now=NOW)] == ["shown"]
    complete_task(db, task, NOW)
    undo(db)
    redo(db)
    assert list_due(db, NOW.date(), now=NOW) == []


def test_an_undo_that_is_cancelled_changes_nothing(db: Database) -> None:
    client = make_client(db)
    action = find_last_action(db, DAY_AGO)
    assert action is not None

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        undo_action(db, action.id, NOW, stop)
    assert card(db, client).row.id == client
    assert find_redoable(db, DAY_AGO) is None


def test_an_import_is_not_done_again(db: Database) -> None:
    with db.write() as session:
        session.add(Action(kind="import", at=NOW, undone_at=NOW))
    with pytest.raises(NotRedoable):
        redo_action(db, 1, NOW)


def test_thousands_of_rows_go_back_in_blocks(db: Database) -> None:
    with db.write() as session:
        session.add_all(Client(name=f"Клиент {n}", created_at=NOW, updated_at=NOW) for n in range(4_500))
        session.flush()
        begin_action(session, "trash_clients", NOW)
        for client in session.scalars(select(Client)):
            client.deleted_at = NOW
    told: list[tuple[int, int]] = []
    action = find_last_action(db, DAY_AGO)
    assert action is not None
    assert undo_action(db, action.id, NOW, lambda done, total: told.append((done, total))) == []
    assert (list_trash_ids(db), told[-1]) == ([], (4_500, 4_500))
    redo(db)
    assert len(list_trash_ids(db)) == 4_500


def test_a_restore_from_the_trash_can_be_taken_back(db: Database) -> None:
    client = make_client(db)
    trash_client(db, client, NOW)
    restore_clients(db, [client], NOW)
    assert card(db, client).row.id == client
    undo(db)
    assert list_trash_ids(db) == [client]


def test_a_contact_that_was_deleted_comes_back_with_its_number(db: Database) -> None:
    client = save_client(db, data(contacts=(PHONE,)), NOW)
    save_client(db, data(), NOW, client)
    undo(db)
    with db.read() as session:
        contact = session.scalars(select(ContactPoint)).one()
        assert (contact.id, contact.client_id, contact.value) == (1, client, "+79052211408")
