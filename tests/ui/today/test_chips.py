"""The chips of reasons that come from receipts, contacts and important dates, and the line beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from app.models.enums import ReminderKind, ReminderState
from app.services.reminders.items import (
    CadenceReason,
    DateReason,
    DueItem,
    FeedbackReason,
    FollowUpReason,
    Reason,
    ReplenishmentReason,
    ServiceReason,
)
from app.ui.today.chips import item_chip
from app.ui.today.words import act_words, item_line, reason_name, tells_facts

DAY, TODAY, NOON = date(2026, 9, 22), date(2026, 11, 21), datetime(2026, 11, 21, 12)
PAPER = "Filters V60-02, 100 pieces"


def item(kind: ReminderKind, reason: Reason) -> DueItem:
    return DueItem(
        id="",
        kind=kind,
        client_id=1,
        client="Anna",
        task_id=None,
        due=TODAY,
        due_time=None,
        overdue_days=0,
        reason=reason,
        suggested_text="",
        channel=None,
        contact=None,
        state=ReminderState.DUE,
    )


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (ReplenishmentReason("Brazil", 1, DAY, 60, 30, False, "Brazil", 1), ("60 days ago", "accent")),
        (
            ReplenishmentReason("Machine", 1, DAY, 60, 30, False, PAPER, 2),
            ("Filters V60-02, 1… · 60 days ago", "accent"),
        ),
        (ServiceReason("Machine", 1, DAY, 60, 6, "", None), ("6 months", "accent")),
        (ServiceReason("Machine", 1, DAY, 60, 1, "Descaling", 2), ("Descaling · 1 month", "accent")),
        (FeedbackReason("Brazil", 1, DAY, 3, True), ("first purchase", "accent")),
        (FeedbackReason("Brazil", 1, DAY, 3, False), ("bought 3 days ago", "accent")),
        (CadenceReason(DAY, 60, 30), ("60 days without a word", "warn")),
        (DateReason("Wedding day", TODAY, 0, 10), ("today, 10 years", "plum")),
        (DateReason("Wedding day", TODAY, 3, None), ("in 3 days", "neutral")),
        (DateReason("Wedding day", DAY, -2, None), ("was on 22 September", "warn")),
    ],
)
def test_the_chip_tells_in_a_few_words(reason: Reason, shown: tuple[str, str]) -> None:
    assert item_chip(item(ReminderKind.REPLENISHMENT, reason), NOON) == shown


def test_an_important_date_is_greeted_and_told_beside_how_good_a_client_it_is() -> None:
    greeted = item(ReminderKind.DATE, DateReason("Wedding day", TODAY, 0, 10))
    assert act_words(greeted) == "Congratulate"
    assert tells_facts(greeted)
    assert item_line(greeted, None, "RUB", TODAY) == "Wedding day · no purchases yet"


def test_the_other_reasons_are_told_by_their_sentence_and_named_by_what_to_offer() -> None:
    empty = item(ReminderKind.REPLENISHMENT, ReplenishmentReason("Machine", 1, DAY, 60, 30, False, PAPER, 2))
    assert (
        item_line(empty, None, "RUB", TODAY) == f"Machine, bought on 22 September: enough for 30 days · offer {PAPER}"
    )
    assert reason_name(empty) == PAPER
    assert reason_name(item(ReminderKind.SERVICE, ServiceReason("Machine", 1, DAY, 60, 6, "", None))) == "Machine"


@pytest.mark.parametrize(("at", "tone"), [(time(11, 30), "bad"), (time(12, 30), "info")])
def test_a_promise_is_red_once_its_hour_has_gone_by(at: time, tone: str) -> None:
    promised = replace(item(ReminderKind.FOLLOW_UP, FollowUpReason("Call")), due_time=at)
    assert item_chip(promised, NOON) == (f"{at:%H:%M}", tone)
