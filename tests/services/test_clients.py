"""Clients by hand: names, contacts, search, conflicts, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.models.database import Database
from app.models.enums import ContactKind, InteractionKind
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData, Contact
from app.services.clients.find import find_clients, get_client_rows, list_client_ids
from app.services.clients.save import save_client, trash_client
from app.services.clients.typed import typed_birthday, typed_contact
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import find_last_action, undo_action
from app.services.interactions import log_interaction
from tests.factories import make_client, sell


def undo_last(db: Database, now: datetime) -> None:
    """Ctrl+Z."""
    action = find_last_action(db, now - timedelta(days=1))
    assert action is not None
    undo_action(db, action.id, now)


def test_a_typed_name_is_split_into_its_parts(db: Database) -> None:
    card = get_client_card(db, make_client(db, "Крылова Ольга Петровна"))
    assert (card.last_name, card.first_name, card.middle_name, card.gender) == ("Крылова", "Ольга", "Петровна", "f")


@pytest.mark.parametrize(
    "query",
    ["крыл", "ОЛЬГА", "рылов", "ольга крылова", "8 (905) 221-14-08", "+7 905 221", "9052211408", "1408", "кр", "ол"],
)
def test_a_client_is_found_by_any_part_of_name_or_phone(db: Database, query: str) -> None:
    client_id = make_client(db, phone="8(905)221-14-08")
    make_client(db, "Пак Игорь", phone="+7 999 010-22-33")
    assert [row.id for row in find_clients(db, query)] == [client_id]
    assert list(list_client_ids(db, query)) == [client_id]


def test_yo_and_e_are_the_same_letter(db: Database) -> None:
    client_id = make_client(db, "Королёв Семён")
    assert [row.id for row in find_clients(db, "королев")] == [client_id]
    assert [row.id for row in find_clients(db, "СЕМЁН")] == [client_id]


def test_lists_sort_in_both_directions_with_unknown_values_last(db: Database) -> None:
    first, second, never = make_client(db, "Анна"), make_client(db, "Яна"), make_client(db, "Мира")
    sell(db, first, date(2026, 1, 1))
    sell(db, second, date(2026, 2, 1))
    assert list(list_client_ids(db)) == [first, never, second]
    assert list(list_client_ids(db, sort="last_visit")) == [first, second, never]
    assert list(list_client_ids(db, sort="last_visit", descending=True)) == [second, first, never]
    assert [row.id for row in get_client_rows(db, [never, first])] == [never, first]


def test_a_stale_save_overwrites_nothing(db: Database, now: datetime) -> None:
    client_id = make_client(db)
    version = get_client_card(db, client_id).row.version
    save_client(db, ClientData("Крылова Ольга", note="любит Эфиопию"), now, client_id, version)
    with pytest.raises(EditConflict):
        save_client(db, ClientData("Кто-то другой"), now, client_id, version)
    assert get_client_card(db, client_id).note == "любит Эфиопию"


def test_an_edit_can_be_taken_back_whole(db: Database, now: datetime) -> None:
    client_id = make_client(db, phone="89052211408", birthday=Birthday(3, 14))
    before = get_client_card(db, client_id)
    data = ClientData(
        "Орлова Анна", contacts=(Contact("email", "a@b.ru"),), tags=("опт",), birthday=Birthday(5, 1, 1990)
    )
    save_client(db, data, now, client_id)
    assert find_clients(db, "крылова") == []
    undo_last(db, now)
    after = get_client_card(db, client_id)
    assert replace(after, row=replace(after.row, version=0), changes=()) == replace(
        before, row=replace(before.row, version=0), changes=()
    )
    assert [row.id for row in find_clients(db, "крылова")] == [client_id]


def test_a_client_in_the_trash_is_nowhere_and_comes_back(db: Database, now: datetime) -> None:
    client_id = make_client(db)
    action_id = trash_client(db, client_id, now)
    assert list(list_client_ids(db)) == []
    with pytest.raises(NotFound):
        get_client_card(db, client_id)
    undo_action(db, action_id, now)
    assert list(list_client_ids(db)) == [client_id]


def test_a_sale_taken_back_leaves_the_facts_as_before(db: Database, now: datetime) -> None:
    client_id = make_client(db)
    sell(db, client_id, date(2026, 3, 1), 50_000)
    before = get_client_card(db, client_id)
    sell(db, client_id, date(2026, 4, 1), 70_000)
    assert get_client_card(db, client_id).row.total == 120_000
    undo_last(db, now)
    assert replace(get_client_card(db, client_id), changes=before.changes) == before


def test_the_last_contact_comes_from_the_log(db: Database, now: datetime) -> None:
    client_id = make_client(db)
    assert get_client_card(db, client_id).last_contact is None
    log_interaction(db, client_id, InteractionKind.CALL, "спросила про подписку", now)
    assert get_client_card(db, client_id).last_contact == now


@pytest.mark.parametrize(
    ("text", "birthday"),
    [("14.03.1985", Birthday(3, 14, 1985)), ("14 марта", Birthday(3, 14)), ("29.02.", Birthday(2, 29)), ("", None)],
)
def test_birthdays_are_read_with_and_without_a_year(text: str, birthday: Birthday | None) -> None:
    assert typed_birthday(text) == birthday


@pytest.mark.parametrize(("kind", "text"), [("email", "не почта"), ("phone", "нет"), ("phone", "12")])
def test_what_is_no_contact_is_refused(kind: str, text: str) -> None:
    with pytest.raises(InvalidValue):
        typed_contact(ContactKind(kind), text, "RU")


def test_a_client_without_anything_to_call_it_by_is_refused(db: Database, now: datetime) -> None:
    with pytest.raises(InvalidValue):
        save_client(db, ClientData("  "), now)
    assert list(list_client_ids(db)) == []
