"""Reasons in words: what a person reads on Today, in the notification and on the command line."""

from __future__ import annotations

from datetime import date

import pytest

from app.models.enums import CaseKind, EntitlementKind, InterestReason, ReminderKind
from app.services.reminders.items import (
    CadenceReason,
    CaseReason,
    DateReason,
    EnquiryReason,
    FeedbackReason,
    Reason,
    RenewalReason,
    ReplenishmentReason,
    ServiceReason,
    WishReason,
)
from app.wording.reminders import kind_name, kind_title, reason_sentence

DAY = date(2026, 11, 3)


def wish(why: InterestReason, gender: str | None, days_ago: int = 18) -> WishReason:
    return WishReason(why, "Brazil 1 kg", DAY, days_ago, 100, 90, gender, 1)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (EnquiryReason("beans", "", "", DAY, 18, 430), "Enquiry of 3 November: beans"),
        (EnquiryReason("beans", "Brazil 1 kg", "", DAY, 18, 430), "Enquiry of 3 November: beans · Brazil 1 kg"),
        (
            CaseReason(CaseKind.COMPLAINT, "leaks", "Moka pot", DAY, 18, False),
            "Complaint of 3 November: leaks · Moka pot",
        ),
        (
            CaseReason(CaseKind.REPAIR, "leaks", "", DAY, 18, True),
            "Repair of 3 November: leaks · ready, waits for the client",
        ),
        (RenewalReason(EntitlementKind.MEMBERSHIP, "Club", DAY, 5, None), "Club: until 3 November"),
        (RenewalReason(EntitlementKind.MEMBERSHIP, "Club", DAY, 0, None), "Club: last day"),
        (RenewalReason(EntitlementKind.MEMBERSHIP, "Club", DAY, -18, None), "Club: ended on 3 November"),
        (wish(InterestReason.MISSING, "f"), "Back again: Brazil 1 kg, she asked on 3 November"),
        (wish(InterestReason.TOO_DEAR, "m"), "Cheaper now: Brazil 1 kg, he asked on 3 November"),
        (wish(InterestReason.MISSING, None), "Back again: Brazil 1 kg, asked on 3 November"),
        (wish(InterestReason.MISSING, None, 100), "Back again: Brazil 1 kg, asked on 3 November 2026"),
        (DateReason("Wedding day", DAY, 0, 10), "Wedding day: today, 10 years"),
        (DateReason("Wedding day", DAY, 1, None), "Wedding day: tomorrow"),
        (DateReason("Wedding day", DAY, 7, None), "Wedding day: in 7 days"),
        (DateReason("Wedding day", DAY, -2, None), "Wedding day: was on 3 November"),
        (
            ReplenishmentReason("Brazil 1 kg", 1, DAY, 18, 30, False, "Brazil 1 kg", 1),
            "Brazil 1 kg, bought on 3 November: enough for 30 days",
        ),
        (
            ReplenishmentReason("Moka pot", 1, DAY, 18, 25, True, "Filters", 2),
            "Moka pot, bought on 3 November: usually bought every 25 days · offer Filters",
        ),
        (
            ServiceReason("Moka pot", 1, DAY, 18, 6, "", None),
            "Moka pot, bought on 3 November: look after it every 6 months",
        ),
        (
            ServiceReason("Moka pot", 1, DAY, 18, 1, "Descaling", 2),
            "Moka pot, bought on 3 November: look after it every month · offer Descaling",
        ),
        (FeedbackReason("", None, DAY, 3, False), "Purchase on 3 November · say thanks and ask how it was"),
        (
            FeedbackReason("Brazil 1 kg", 1, DAY, 3, True),
            "First purchase on 3 November: Brazil 1 kg · say thanks and ask how it was",
        ),
        (CadenceReason(DAY, 31, 30), "Last in touch on 3 November, meant to be every 30 days"),
        (CadenceReason(None, 31, 30), "Not in touch yet, meant to be every 30 days"),
    ],
)
def test_reason_is_told_in_one_line(reason: Reason, said: str) -> None:
    assert reason_sentence(reason) == said


@pytest.mark.parametrize("kind", ReminderKind)
def test_every_kind_has_a_name_and_a_heading(kind: ReminderKind) -> None:
    assert kind_name(kind) != kind
    assert kind_title(kind) != kind
