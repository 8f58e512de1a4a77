"""Reasons in words: what a person reads on Today, in the notification and on the command line."""

from __future__ import annotations

from datetime import date

import pytest

from app.models.enums import CaseKind, EntitlementKind, InterestReason, ReminderKind
from app.services.reminders.items import CaseReason, EnquiryReason, Reason, RenewalReason, WishReason
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
    ],
)
def test_reason_is_told_in_one_line(reason: Reason, said: str) -> None:
    assert reason_sentence(reason) == said


@pytest.mark.parametrize("kind", ReminderKind)
def test_every_kind_has_a_name_and_a_heading(kind: ReminderKind) -> None:
    assert kind_name(kind) != kind
    assert kind_title(kind) != kind
