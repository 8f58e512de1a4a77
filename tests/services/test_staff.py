"""Who works in the shop: names, PINs, and whose name stands on what is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.audit import Staff
from app.models.database import Database
from app.models.enums import InteractionKind
from app.models.upgrade import open_database
from app.services.clients.card import get_client_card
from app.services.errors import InvalidValue, NotFound, WrongPin
from app.services.interactions import log_interaction
from app.services.staff import (
    COLORS,
    add_staff,
    check_pin,
    list_staff,
    resume_staff,
    save_staff,
    set_pin,
    switch_to,
)
from app.services.tasks.save import TaskData, add_task
from tests.factories import NOW, make_client


def test_people_are_added_with_colours_of_their_own_and_the_first_works_at_once(db: Database) -> None:
    anna, boris = add_staff(db, " Анна "), add_staff(db, "Борис")
    assert [(one.name, one.color) for one in list_staff(db)] == [("Анна", COLORS[0]), ("Борис", COLORS[1])]
    assert db.staff_id == anna
    switch_to(db, boris)
    assert db.staff_id == boris


@pytest.mark.parametrize("name", ["", "  ", "анна"])
def test_a_name_is_neither_empty_nor_taken(db: Database, name: str) -> None:
    add_staff(db, "Анна")
    with pytest.raises(InvalidValue):
        add_staff(db, name)


def test_who_leaves_keeps_what_they_did_and_is_chosen_no_more(db: Database) -> None:
    anna = add_staff(db, "Анна")
    client = make_client(db)
    save_staff(db, anna, active=False)
    assert (db.staff_id, list_staff(db, active_only=True)) == (None, [])
    assert get_client_card(db, client).changes[0].who == "Анна"
    with pytest.raises(NotFound):
        switch_to(db, anna)


def test_a_pin_is_kept_as_a_salted_hash_and_asked_for(db: Database) -> None:
    anna, boris = add_staff(db, "Анна"), add_staff(db, "Борис", pin="4711")
    set_pin(db, anna, "4711")
    with db.read() as session:
        hashes = list(session.scalars(select(Staff.pin_hash)))
    assert len(set(hashes)) == 2
    assert not any("4711" in str(one) for one in hashes)
    with pytest.raises(WrongPin):
        switch_to(db, boris, "1234")
    assert (db.staff_id, check_pin(db, boris, " 4711 ")) == (anna, True)
    switch_to(db, boris, "4711")
    assert db.staff_id == boris
    set_pin(db, anna, "")
    switch_to(db, anna)
    assert db.staff_id == anna


@pytest.mark.parametrize("pin", ["123", "abcd", "1" * 13, "٤٧١١"])
def test_a_pin_is_four_to_twelve_digits(db: Database, pin: str) -> None:
    with pytest.raises(InvalidValue):
        add_staff(db, "Анна", pin=pin)
    assert list_staff(db) == []


def test_who_worked_last_goes_on_after_a_restart_unless_a_pin_is_needed(folder: Path) -> None:
    first = open_database(folder / "regulars.db", NOW)
    anna, boris = add_staff(first, "Анна"), add_staff(first, "Борис", pin="4711")
    first.close()
    second = open_database(folder / "regulars.db", NOW)
    assert resume_staff(second) == anna
    switch_to(second, boris, "4711")
    second.close()
    third = open_database(folder / "regulars.db", NOW)
    assert resume_staff(third) is None
    third.close()


def test_changes_tasks_and_calls_bear_the_name(db: Database) -> None:
    add_staff(db, "Анна")
    client = make_client(db)
    add_task(db, TaskData(client, "Позвонить", NOW.date()), NOW)
    log_interaction(db, client, InteractionKind.CALL, "говорили", NOW)
    card = get_client_card(db, client)
    assert (card.tasks[0].who, card.interactions[0].who) == ("Анна", "Анна")
    assert {change.who for change in card.changes} == {"Анна"}


def test_a_shop_of_one_has_no_names_anywhere(db: Database) -> None:
    client = make_client(db)
    log_interaction(db, client, InteractionKind.CALL, "говорили", NOW)
    card = get_client_card(db, client)
    assert (card.interactions[0].who, card.changes[0].who) == ("", "")
