"""How what is due is arranged: headings, people under them, reasons of one person together."""

from __future__ import annotations

from datetime import date

from app.models.enums import ReminderKind, ReminderState
from app.services.reminders.items import (
    BirthdayReason,
    CadenceReason,
    DueItem,
    FeedbackReason,
    FollowUpReason,
    Reason,
    make_key,
)
from app.ui.today.people import arrange

DAY = date(2026, 11, 21)
FOLLOW_UP, BIRTHDAY, FEEDBACK, CADENCE = (
    *(ReminderKind.FOLLOW_UP, ReminderKind.BIRTHDAY),
    *(ReminderKind.FEEDBACK, ReminderKind.CADENCE),
)
REASONS: dict[ReminderKind, Reason] = {
    FOLLOW_UP: FollowUpReason("Call"),
    BIRTHDAY: BirthdayReason(DAY, 0, None),
    FEEDBACK: FeedbackReason("", None, DAY, 3, True),
    CADENCE: CadenceReason(DAY, 31, 30),
}


def item(kind: ReminderKind, client_id: int) -> DueItem:
    rule = 1 if kind in (FEEDBACK, CADENCE) else None
    return DueItem(
        id=make_key(kind, client_id, DAY.isoformat(), rule).text,
        kind=kind,
        client_id=client_id,
        client=f"Client {client_id}",
        task_id=None,
        due=DAY,
        due_time=None,
        overdue_days=0,
        reason=REASONS[kind],
        suggested_text="",
        channel=None,
        contact=None,
        state=ReminderState.DUE,
    )


def test_what_was_promised_is_first_and_the_rest_stands_as_its_best_people_do() -> None:
    sections = arrange([item(CADENCE, 1), item(BIRTHDAY, 2), item(CADENCE, 3), item(FOLLOW_UP, 4)])
    assert [section.kind for section in sections] == [FOLLOW_UP, CADENCE, BIRTHDAY]
    assert [person.client_id for person in sections[1].people] == [1, 3]


def test_one_person_with_several_reasons_is_listed_once_under_the_most_pressing() -> None:
    sections = arrange([item(CADENCE, 1), item(FEEDBACK, 1), item(FOLLOW_UP, 1)])
    assert [section.kind for section in sections] == [FOLLOW_UP]
    assert [one.kind for one in sections[0].people[0].items] == [FOLLOW_UP, FEEDBACK, CADENCE]


def test_a_heading_of_which_nobody_was_read_comes_last_with_how_many_there_are() -> None:
    sections = arrange([item(CADENCE, 1)], (), {BIRTHDAY: 7})
    assert [(section.kind, section.more) for section in sections] == [(CADENCE, 0), (BIRTHDAY, 7)]
