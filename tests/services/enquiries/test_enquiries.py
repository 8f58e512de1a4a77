"""Enquiries: typed, moved, won by a sale, lost with a reason; all in one action each, and all of it can be undone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.models.client import Client
from app.models.database import Database
from app.models.enums import ContactKind, EnquiryState, InteractionKind
from app.models.task import Task
from app.services.clients.card import get_client_card
from app.services.clients.save import trash_client
from app.services.enquiries.data import EnquiryData, EnquiryRow, NextStep
from app.services.enquiries.rows import enquiries_of, get_enquiry
from app.services.enquiries.save import delete_enquiry, move_enquiry, save_enquiry, win
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import find_last_action, redo_action, undo_action
from app.services.interactions import log_interaction
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.save import add_purchase, delete_purchase
from app.services.reminders.items import FollowUpReason
from app.services.reminders.today.due import list_due
from app.services.tasks.save import complete_task
from tests.factories import make_client, sell

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
TODAY = date(2026, 11, 21)
CALL = NextStep("Call about the grinder", TODAY, time(15, 30))


def ask(db: Database, client_id: int | None, step: NextStep | None = CALL, contact: str = "") -> int:
    return save_enquiry(db, EnquiryData(client_id, "A hand grinder as a gift", contact, "Avito", step=step), NOW)


def undo(db: Database) -> list[str]:
    action = find_last_action(db, NOW - timedelta(days=1))
    assert action is not None
    return undo_action(db, action.id, LATER)


def follow_ups(db: Database, now: datetime = LATER) -> list[str]:
    reasons = [item.reason for item in list_due(db, TODAY, now=now)]
    return [reason.title for reason in reasons if isinstance(reason, FollowUpReason)]


def tasks(db: Database) -> int:
    with db.read() as session:
        return session.query(Task).count()


def test_next_step_is_a_follow_up_of_the_client(db: Database) -> None:
    client_id = make_client(db)
    row = get_enquiry(db, ask(db, client_id))

    assert (row.who, row.state, row.day) == ("Крылова Ольга Петровна", EnquiryState.NEW, TODAY)
    assert row.step == CALL
    assert follow_ups(db) == ["Call about the grinder"]
    assert [task.title for task in get_client_card(db, client_id).tasks] == ["Call about the grinder"]


def test_enquiry_and_its_step_are_one_action(db: Database) -> None:
    enquiry_id = ask(db, make_client(db))

    assert undo(db) == []

    assert (tasks(db), follow_ups(db)) == (0, [])
    with pytest.raises(NotFound):
        get_enquiry(db, enquiry_id)


def test_changing_the_step_moves_its_task(db: Database) -> None:
    enquiry_id = ask(db, make_client(db))
    moved = NextStep("Send a photo", TODAY + timedelta(days=2))
    row = get_enquiry(db, enquiry_id)

    save_enquiry(db, EnquiryData(row.client_id, row.asked, step=moved), LATER, enquiry_id, row.version)

    assert (get_enquiry(db, enquiry_id).step, tasks(db), follow_ups(db)) == (moved, 1, [])
    assert undo(db) == []
    assert (get_enquiry(db, enquiry_id).step, follow_ups(db)) == (CALL, ["Call about the grinder"])


def test_step_given_later_goes_with_the_action_that_gave_it(db: Database) -> None:
    enquiry_id = ask(db, make_client(db), step=None)
    row = get_enquiry(db, enquiry_id)
    save_enquiry(db, EnquiryData(row.client_id, row.asked, step=CALL), LATER, enquiry_id, row.version)

    assert undo(db) == []

    assert (get_enquiry(db, enquiry_id).step, tasks(db)) == (None, 0)


def test_step_taken_away_is_no_task_any_more(db: Database) -> None:
    client_id = make_client(db)
    enquiry_id = ask(db, client_id)
    save_enquiry(db, EnquiryData(client_id, "A hand grinder"), LATER, enquiry_id)

    assert (get_enquiry(db, enquiry_id).step, follow_ups(db)) == (None, [])
    undo(db)
    assert follow_ups(db) == ["Call about the grinder"]


def test_task_done_is_the_step_done(db: Database) -> None:
    enquiry_id = ask(db, make_client(db))
    version = get_enquiry(db, enquiry_id).version
    with db.read() as session:
        task_id = session.query(Task).one().id

    complete_task(db, task_id, LATER)

    row = get_enquiry(db, enquiry_id)
    assert (row.step, row.touched_at) == (None, LATER)
    with pytest.raises(EditConflict):  # a form opened before would write the step that is done once more
        save_enquiry(db, EnquiryData(row.client_id, row.asked, step=CALL), LATER, enquiry_id, version)


def test_somebody_new_becomes_a_client_in_the_same_action(db: Database) -> None:
    data = EnquiryData(
        None, "Coffee for an office", "Пётр Лунин, 8 905 221-14-08 lunin@mail.ru", "Avito", step=CALL, make_client=True
    )
    row = get_enquiry(db, save_enquiry(db, data, NOW))

    assert row.client_id is not None
    assert row.contact == ""
    card = get_client_card(db, row.client_id)
    assert (card.last_name, card.first_name, card.source) == ("Лунин", "Пётр", "Avito")
    assert {(one.kind, one.value) for one in card.contacts} == {
        (ContactKind.PHONE, "+79052211408"),
        (ContactKind.EMAIL, "lunin@mail.ru"),
    }
    assert [task.title for task in card.tasks] == [CALL.title]
    undo(db)
    with db.read() as session:
        assert (session.query(Client).count(), tasks(db)) == (0, 0)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (EnquiryData(None, "Coffee"), "who_asked"),
        (EnquiryData(None, " ", "Olga"), "asked"),
        (EnquiryData(None, "Coffee", "Olga", sum=-1), "sum"),
        (EnquiryData(None, "Coffee", "Olga", step=NextStep("Call", date(1026, 1, 1))), "due"),
    ],
)
def test_what_cannot_be_is_refused(db: Database, data: EnquiryData, field: str) -> None:
    with pytest.raises(InvalidValue) as raised:
        save_enquiry(db, data, NOW)
    assert raised.value.fields["field"] == field


def test_sale_wins_the_enquiry_and_its_undo_takes_both_back(db: Database) -> None:
    client_id = make_client(db)
    enquiry_id = ask(db, None, contact="Olga")
    purchase_id = sell(db, client_id, TODAY)
    with db.write() as session:
        from app.models.changelog import begin_action

        begin_action(session, "add_purchase", LATER)
        win(session, enquiry_id, purchase_id, LATER)

    row = get_enquiry(db, enquiry_id)
    assert (row.state, row.client_id, row.paid, row.step) == (EnquiryState.WON, client_id, 100_000, None)
    assert follow_ups(db) == []
    assert undo(db) == []
    row = get_enquiry(db, enquiry_id)
    assert (row.state, row.client_id, row.purchase_id, row.step) == (EnquiryState.NEW, None, None, CALL)


def test_enquiry_whose_sale_is_deleted_is_in_work_again(db: Database) -> None:
    client_id = make_client(db)
    enquiry_id = ask(db, client_id)
    sale = PurchaseData(client_id, TODAY, (LineData("Grinder", 1000, 500_000),), enquiry_id=enquiry_id)
    purchase_id = add_purchase(db, sale, LATER)
    assert get_enquiry(db, enquiry_id).state is EnquiryState.WON

    delete_purchase(db, purchase_id, LATER)
    row = get_enquiry(db, enquiry_id)
    assert (row.state, row.purchase_id, row.step) == (EnquiryState.IN_WORK, None, CALL)

    assert undo(db) == []
    row = get_enquiry(db, enquiry_id)
    assert (row.state, row.paid, row.step) == (EnquiryState.WON, 500_000, None)


def test_the_next_step_of_somebody_new_who_bought_is_the_buyers_when_it_comes_back(db: Database) -> None:
    client_id, enquiry_id = make_client(db), ask(db, None, contact="Olga")
    sale = PurchaseData(client_id, TODAY, (LineData("Grinder", 1000, 500_000),), enquiry_id=enquiry_id)
    delete_purchase(db, add_purchase(db, sale, LATER), LATER)
    assert get_enquiry(db, enquiry_id).client_id == client_id
    assert [task.due_day for task in get_client_card(db, client_id).tasks] == [TODAY]


def test_lost_keeps_the_reason_and_reopening_brings_the_step_back(db: Database) -> None:
    enquiry_id = ask(db, make_client(db))

    move_enquiry(db, enquiry_id, EnquiryState.LOST, LATER, "Too expensive")
    lost = get_enquiry(db, enquiry_id)
    assert (lost.lost_reason, lost.closed_at, lost.step, follow_ups(db)) == ("Too expensive", LATER, None, [])

    move_enquiry(db, enquiry_id, EnquiryState.IN_WORK, LATER)
    row = get_enquiry(db, enquiry_id)
    assert (row.lost_reason, row.closed_at, row.step) == ("", None, CALL)


def test_delete_and_undo_and_redo(db: Database) -> None:
    enquiry_id = ask(db, make_client(db))
    action_id = delete_enquiry(db, enquiry_id, LATER)
    assert follow_ups(db) == []

    undo(db)
    assert get_enquiry(db, enquiry_id).step == CALL

    redo_action(db, action_id, LATER)
    with pytest.raises(NotFound):
        get_enquiry(db, enquiry_id)


def test_a_logged_contact_touches_what_is_open(db: Database) -> None:
    client_id = make_client(db)
    open_one, lost = ask(db, client_id), ask(db, client_id)
    move_enquiry(db, lost, EnquiryState.LOST, NOW)

    log_interaction(db, client_id, InteractionKind.CALL, "will come", LATER)

    assert [get_enquiry(db, one).touched_at for one in (open_one, lost)] == [LATER, NOW]


def test_stale_form_overwrites_nothing(db: Database) -> None:
    enquiry_id = ask(db, make_client(db))
    version = get_enquiry(db, enquiry_id).version
    move_enquiry(db, enquiry_id, EnquiryState.IN_WORK, LATER)

    with pytest.raises(EditConflict):
        save_enquiry(db, EnquiryData(None, "Tea", "Olga"), LATER, enquiry_id, version)


def test_enquiries_of_a_client_the_newest_first(db: Database) -> None:
    client_id = make_client(db)
    first, second = ask(db, client_id), ask(db, client_id)

    def listed() -> list[EnquiryRow]:
        with db.read() as session:
            return list(enquiries_of(session, client_id))

    assert [row.id for row in listed()] == [second, first]
    trash_client(db, client_id, LATER)
    assert listed() == []
