"""Done with what came of it: the log, the client and the reminder after each outcome, and all of it taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.models.client import Client, ContactPoint
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.enums import Area, EnquiryState, InteractionKind, Outcome, ReminderState
from app.models.interaction import Interaction
from app.models.reminder import Reminder
from app.models.task import Task
from app.services.clients.reach import mute
from app.services.errors import NotFound
from app.services.history.actions import find_redoable, redo_action
from app.services.reminders.delivery.log import list_deliveries
from app.services.reminders.ledger.outcomes import finish_with
from app.services.reminders.today.due import list_due
from app.services.settings import get_settings
from app.services.tasks.save import TaskData, add_task
from app.wording.deliveries import happened_text
from tests.factories import make_client, sell
from tests.reasons import NOON, TODAY, a_case, a_club, a_wish, an_enquiry, take_back

PHONE, OTHER = "+79052211408", "+79052211409"
DAY = timedelta(days=1)


def promised(db: Database, phone: str = PHONE) -> tuple[int, str]:
    """A client to be called today, and the id of the reminder."""
    client = make_client(db, phone=phone)
    task = add_task(db, TaskData(client, "Call back", TODAY), NOON - DAY)
    return client, f"follow_up:task:{task}:{TODAY.isoformat()}"


def logged(db: Database) -> Interaction | None:
    with db.read() as session:
        return session.scalars(select(Interaction)).one_or_none()


def client_of(db: Database, client_id: int) -> Client:
    with db.read() as session:
        return session.get_one(Client, client_id)


def wrong_ones(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.scalars(select(ContactPoint.value).where(ContactPoint.wrong)))


def listed(db: Database, now: datetime = NOON) -> list[str]:
    return [item.id for item in list_due(db, get_settings(db).local(now).date(), now=now)]


def test_reached_closes_the_reminder_and_logs_the_call(db: Database) -> None:
    client, item = promised(db)
    assert finish_with(db, item, Outcome.REACHED, NOON, text="Will come on Friday") == ReminderState.DONE
    call = logged(db)
    assert call is not None
    assert (call.client_id, call.kind, call.channel, call.direction) == (client, InteractionKind.CALL, "phone", "out")
    assert (call.outcome, call.text, call.at) == (Outcome.REACHED, "Will come on Friday", NOON)
    with db.read() as session:
        assert session.scalars(select(Task)).one().done_at == NOON
    assert listed(db) == []


def test_no_answer_brings_it_back_tomorrow_at_opening_and_the_task_stays_open(db: Database) -> None:
    _client, item = promised(db)
    assert finish_with(db, item, Outcome.NO_ANSWER, NOON) == ReminderState.SNOOZED
    opening = datetime.fromisoformat("2026-11-22T10:00+03:00")
    assert listed(db) == listed(db, opening - timedelta(minutes=1)) == []
    assert listed(db, opening) == [item]
    call = logged(db)
    assert call is not None
    assert call.outcome == Outcome.NO_ANSWER
    with db.read() as session:
        assert session.scalars(select(Task)).one().done_at is None


def test_no_answer_can_be_tried_again_at_another_moment(db: Database) -> None:
    _client, item = promised(db)
    finish_with(db, item, Outcome.NO_ANSWER, NOON, until=NOON + timedelta(hours=1))
    assert listed(db, NOON + timedelta(hours=1)) == [item]


def test_not_interested_mutes_for_the_months_of_the_rule_and_says_why(db: Database) -> None:
    client, item = promised(db)
    finish_with(db, item, Outcome.NOT_INTERESTED, NOON, reason="Moved away")
    call = logged(db)
    assert call is not None
    assert (call.outcome, call.reason) == (Outcome.NOT_INTERESTED, "Moved away")
    assert client_of(db, client).muted_until == date(2027, 5, 21)


def test_who_is_not_interested_is_left_in_peace_until_that_is_lifted(db: Database) -> None:
    client, item = promised(db)
    for day in (TODAY - 120 * DAY, TODAY - 100 * DAY, TODAY - 80 * DAY):
        sell(db, client, day)
    lapsed = f"lapsed:client:{client}:{(TODAY - 80 * DAY).isoformat()}"
    assert listed(db) == [item, lapsed]
    finish_with(db, item, Outcome.NOT_INTERESTED, NOON)
    assert listed(db) == listed(db, NOON + 5 * DAY) == []
    mute(db, client, None, NOON)
    assert listed(db) == [lapsed]


def test_a_longer_silence_that_was_wanted_before_stays(db: Database) -> None:
    client, item = promised(db)
    with db.write(Area.CLIENTS) as session:
        session.get_one(Client, client).muted_until = date(2028, 1, 1)
    finish_with(db, item, Outcome.NOT_INTERESTED, NOON)
    assert client_of(db, client).muted_until == date(2028, 1, 1)


def test_a_wrong_number_is_marked_and_the_next_contact_is_offered(db: Database) -> None:
    client, item = promised(db)
    with db.write(Area.CLIENTS) as session:
        session.add(ContactPoint(client_id=client, kind="email", value="olga@mail.example", position=1))
    assert finish_with(db, item, Outcome.WRONG_NUMBER, NOON) == ReminderState.SHOWN
    assert wrong_ones(db) == [PHONE]
    (still,) = list_due(db, TODAY, now=NOON)
    assert (still.id, still.channel, still.contact) == (item, "email", "olga@mail.example")


def test_a_messenger_by_a_wrong_number_is_not_tried_again(db: Database) -> None:
    client, item = promised(db)
    with db.write(Area.CLIENTS) as session:
        session.get_one(Client, client).preferred_channel = "whatsapp"
    finish_with(db, item, Outcome.WRONG_NUMBER, NOON)
    message = logged(db)
    assert message is not None
    assert (message.kind, message.channel) == (InteractionKind.MESSAGE, "whatsapp")
    (still,) = list_due(db, TODAY, now=NOON)
    assert (wrong_ones(db), still.channel) == ([PHONE], None)


def test_the_contact_is_logged_by_the_channel_that_was_tried(db: Database) -> None:
    _client, item = promised(db)
    finish_with(db, item, Outcome.WRONG_NUMBER, NOON, channel="whatsapp")
    message = logged(db)
    assert message is not None
    assert (message.kind, message.channel) == (InteractionKind.MESSAGE, "whatsapp")
    assert wrong_ones(db) == [PHONE]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_one_action_that_can_be_taken_back_and_done_again(db: Database, outcome: Outcome) -> None:
    client, item = promised(db)
    state = finish_with(db, item, outcome, NOON, reason="Price")
    assert take_back(db, item, NOON) == ReminderState.SHOWN
    assert logged(db) is None
    assert wrong_ones(db) == []
    assert client_of(db, client).muted_until is None
    assert listed(db) == [item]

    action = find_redoable(db, NOON - DAY)
    assert action is not None
    redo_action(db, action.id, NOON)
    with db.read() as session:
        assert session.scalars(select(Reminder)).one().state == state
    call = logged(db)
    assert call is not None
    assert call.outcome == outcome


def test_a_second_answer_changes_nothing(db: Database) -> None:
    _client, item = promised(db)
    finish_with(db, item, Outcome.REACHED, NOON)
    assert finish_with(db, item, Outcome.NOT_INTERESTED, NOON) == ReminderState.DONE
    call = logged(db)
    assert call is not None
    assert call.outcome == Outcome.REACHED


def test_a_task_of_the_shop_is_done_and_nothing_is_logged(db: Database) -> None:
    task = add_task(db, TaskData(None, "Order beans", TODAY), NOON)
    assert finish_with(db, f"follow_up:task:{task}:{TODAY.isoformat()}", Outcome.REACHED, NOON) == ReminderState.DONE
    assert logged(db) is None


@pytest.mark.parametrize(
    ("outcome", "state"), [(Outcome.NOT_INTERESTED, EnquiryState.LOST), (Outcome.REACHED, EnquiryState.IN_WORK)]
)
def test_an_enquiry_is_taken_up_or_lost_for_the_reason_given(
    db: Database, outcome: Outcome, state: EnquiryState
) -> None:
    an_enquiry(db, make_client(db, phone=PHONE))
    (item,) = listed(db)
    finish_with(db, item, outcome, NOON, reason="Too dear")
    with db.read() as session:
        enquiry = session.scalars(select(Enquiry)).one()
    assert (enquiry.state, enquiry.lost_reason) == (state, "Too dear" if state is EnquiryState.LOST else "")


def test_an_attempt_leaves_an_enquiry_as_untouched_as_it_was(db: Database) -> None:
    an_enquiry(db, make_client(db, phone=PHONE))
    (item,) = listed(db)
    finish_with(db, item, Outcome.NO_ANSWER, NOON)
    assert listed(db, NOON + DAY) == [item]


def test_an_id_that_is_none_is_told(db: Database) -> None:
    with pytest.raises(NotFound):
        finish_with(db, "follow_up:task:99:2026-11-21", Outcome.REACHED, NOON)
    assert logged(db) is None


def a_birthday(db: Database, client: int) -> None:
    with db.write(Area.CLIENTS) as session:
        row = session.get_one(Client, client)
        row.birth_month, row.birth_day = TODAY.month, TODAY.day


MAKERS = {"enquiry": an_enquiry, "case": a_case, "renewal": a_club, "interest": a_wish, "birthday": a_birthday}


@pytest.mark.parametrize("outcome", [Outcome.REACHED, Outcome.NO_ANSWER, Outcome.BOUGHT, Outcome.NOT_INTERESTED])
@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_leaves_the_list_with_every_outcome_and_comes_back(
    db: Database, kind: str, outcome: Outcome
) -> None:
    client = make_client(db, phone=PHONE)
    MAKERS[kind](db, client)
    before = listed(db)
    (item,) = (one for one in before if one.startswith(kind))
    finish_with(db, item, outcome, NOON)
    assert item not in listed(db)
    take_back(db, item, NOON)
    assert listed(db) == before


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.REACHED, "Done: Reached"),
        (Outcome.NO_ANSWER, "Put off: No answer"),
        (Outcome.WRONG_NUMBER, "Wrong number"),
    ],
)
def test_the_log_of_reminders_tells_what_came_of_it(db: Database, outcome: Outcome, said: str) -> None:
    _client, item = promised(db)
    finish_with(db, item, outcome, NOON)
    assert [happened_text(line) for line in list_deliveries(db)] == [said]
