"""How a client is reached, and left alone: what the form saves, contacts that are wrong, offers not wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.models.database import Database
from app.models.enums import Outcome
from app.services.clients.card import get_client_card
from app.services.clients.data import Birthday, ClientData, Contact
from app.services.clients.listing.reach import contacts_of_many
from app.services.clients.merging.merge import merge_clients
from app.services.clients.reach import mark_contact, mute
from app.services.clients.save import save_client
from app.services.errors import InvalidValue, NotFound
from app.services.history.actions import find_last_action, undo_action
from app.services.reminders.ledger.outcomes import finish_with
from app.services.tasks.save import TaskData, add_task, edit_task
from app.wording.changes import change_lines

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PHONE = Contact("phone", "+79052211408")
OLGA = ClientData("Крылова Ольга", contacts=(PHONE,), contact_days=30, muted_until=date(2027, 5, 21))
WEDDING, SON = ("Wedding", Birthday(6, 14, 2015)), ("Birthday of the son", Birthday(2, 29))


def dates(db: Database, client: int) -> list[tuple[str, Birthday]]:
    found = get_client_card(db, client).dates
    return [(one.name, Birthday(one.month, one.day, one.year)) for one in found]


def test_staying_in_touch_and_no_offers_are_saved_with_the_client(db: Database) -> None:
    client = save_client(db, OLGA, NOW)
    card = get_client_card(db, client)
    assert (card.contact_days, card.muted_until) == (30, date(2027, 5, 21))
    save_client(db, replace(OLGA, contact_days=None, muted_until=None), NOW, client)
    card = get_client_card(db, client)
    assert (card.contact_days, card.muted_until) == (None, None)


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_so_many_days_cannot_be(db: Database, days: int) -> None:
    with pytest.raises(InvalidValue):
        save_client(db, replace(OLGA, contact_days=days), NOW)


def test_the_form_leaves_dates_alone_unless_it_names_them(db: Database) -> None:
    client = save_client(db, replace(OLGA, dates=(WEDDING, SON)), NOW)
    assert dates(db, client) == [SON, WEDDING]
    save_client(db, OLGA, NOW, client)
    assert dates(db, client) == [SON, WEDDING]


def test_dates_of_the_form_change_with_the_client_in_one_action(db: Database) -> None:
    client = save_client(db, replace(OLGA, dates=(WEDDING, SON)), NOW)
    moved = ("Wedding", Birthday(6, 15, 2015))
    save_client(db, replace(OLGA, name="Крылова Инна", dates=(moved, ("Name day", Birthday(9, 30)))), NOW, client)
    assert dates(db, client) == [moved, ("Name day", Birthday(9, 30))]
    action = find_last_action(db, NOW)
    assert action is not None
    undo_action(db, action.id, NOW)
    assert dates(db, client) == [SON, WEDDING]
    assert get_client_card(db, client).row.name == "Крылова Ольга"


def test_a_date_of_the_form_must_be_one(db: Database) -> None:
    with pytest.raises(InvalidValue):
        save_client(db, replace(OLGA, dates=(("Wedding", Birthday(2, 30)),)), NOW)
    with pytest.raises(InvalidValue):
        save_client(db, replace(OLGA, dates=(("  ", Birthday(6, 14)),)), NOW)


def test_a_wrong_contact_stays_wrong_until_it_is_changed_or_put_right(db: Database) -> None:
    client = save_client(db, OLGA, NOW)
    action = mark_contact(db, client, "phone", PHONE.value, True, NOW)
    assert [one.wrong for one in get_client_card(db, client).contacts] == [True]
    save_client(db, replace(OLGA, city="Тверь"), NOW, client)
    assert [one.wrong for one in get_client_card(db, client).contacts] == [True]
    save_client(db, replace(OLGA, contacts=(Contact("phone", "+79052211409"),)), NOW, client)
    assert [one.wrong for one in get_client_card(db, client).contacts] == [False]
    with pytest.raises(NotFound):
        mark_contact(db, client, "phone", PHONE.value, False, NOW)
    assert action > 0


def test_crossing_out_and_muting_can_be_taken_back(db: Database) -> None:
    client = save_client(db, OLGA, NOW)
    crossed = mark_contact(db, client, "phone", PHONE.value, True, NOW)
    lifted = mute(db, client, None, NOW)
    assert get_client_card(db, client).muted_until is None
    for action in (lifted, crossed):
        undo_action(db, action, NOW)
    card = get_client_card(db, client)
    assert (card.muted_until, [one.wrong for one in card.contacts]) == (date(2027, 5, 21), [False])


def test_the_changes_of_a_client_tell_all_of_it_in_words(db: Database) -> None:
    client = save_client(db, ClientData("Крылова Ольга", contacts=(PHONE,)), NOW)
    save_client(db, OLGA, NOW, client)
    mark_contact(db, client, "phone", PHONE.value, True, NOW)
    every = "FREQ=WEEKLY;BYDAY=MO"
    task = add_task(db, TaskData(client, "Call", NOW.date(), checklist=(("Weigh", False),)), NOW)
    edit_task(db, task, TaskData(client, "Call", NOW.date(), None, "", every, priority=2), 1, NOW)
    finish_with(db, f"follow_up:task:{task}:{NOW.date().isoformat()}", Outcome.NOT_INTERESTED, NOW, reason="Price")
    lines = [line for change in get_client_card(db, client).changes for line in change_lines(change, "RUB")]
    for line in (
        "Stay in touch every so many days: — → 30",
        "No offers before: — → 21 May 2027",
        "Contact: right → wrong",
        "Task: Usual, 0 of 1 → Urgent, every week on Mon",
        "Contact: — → Not interested, Price",
    ):
        assert line in lines


def test_a_wrong_number_is_not_among_those_to_write_to(db: Database) -> None:
    clients = [save_client(db, replace(OLGA, name=name), NOW) for name in ("Крылова Ольга", "Пак Игорь")]
    mark_contact(db, clients[0], "phone", PHONE.value, True, NOW)
    reached = contacts_of_many(db, clients[:1], "phone", lambda _done, _total: None)
    assert (reached.values, reached.without) == ((), 1)
    assert contacts_of_many(db, clients, "phone", lambda _done, _total: None).values == (PHONE.value,)


def test_two_who_become_one_stay_in_touch_and_get_no_offers_until_the_later_day(db: Database) -> None:
    keep = save_client(db, replace(OLGA, contact_days=None), NOW)
    other = save_client(db, replace(OLGA, muted_until=date(2027, 8, 1)), NOW)
    merge_clients(db, keep, other, NOW)
    card = get_client_card(db, keep)
    assert (card.contact_days, card.muted_until) == (30, date(2027, 8, 1))
    action = find_last_action(db, NOW)
    assert action is not None
    undo_action(db, action.id, NOW)
    card = get_client_card(db, keep)
    assert (card.contact_days, card.muted_until) == (None, date(2027, 5, 21))
