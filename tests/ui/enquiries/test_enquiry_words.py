"""Enquiries in words: what a card says is to be done, and what the Changes tab tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.models.database import Database
from app.models.enums import EnquiryState
from app.services.clients.card import get_client_card
from app.services.enquiries.data import EnquiryData, EnquiryRow, NextStep
from app.services.enquiries.rows import get_enquiry
from app.services.enquiries.save import move_enquiry, save_enquiry
from app.wording.changes import change_lines
from app.wording.enquiries import age_text, lost_reasons, status_text
from tests.factories import make_client

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))
TODAY = date(2026, 11, 21)


@pytest.fixture
def row(db: Database) -> EnquiryRow:
    """A new one of yesterday, without a next step."""
    return get_enquiry(db, save_enquiry(db, EnquiryData(None, "Tea", "Olga"), NOW - timedelta(hours=23)))


@pytest.mark.parametrize(
    ("day", "wall", "said", "tone"),
    [
        (-1, time(18), "yesterday 18:00 · Call", "bad"),
        (0, time(11, 30), "today 11:30 · Call", "bad"),
        (0, time(15), "today 15:00 · Call", "warn"),
        (0, None, "today · Call", "warn"),
        (1, None, "tomorrow · Call", "second"),
        (3, None, "24 Nov · Call", "second"),
    ],
)
def test_next_step_with_its_day(row: EnquiryRow, day: int, wall: time | None, said: str, tone: str) -> None:
    stepped = replace(row, step=NextStep("Call", TODAY + timedelta(days=day), wall))
    assert status_text(stepped, NOW, 24) == (said, tone)


def test_what_there_is_to_say_without_a_step(row: EnquiryRow) -> None:
    assert status_text(row, NOW, 24) == ("Just came", "second")
    assert status_text(row, NOW, 23) == ("Waits for an answer", "bad")
    assert status_text(replace(row, state=EnquiryState.IN_WORK), NOW, 24) == ("No next step", "warn")
    lost = replace(row, state=EnquiryState.LOST, lost_reason="Too expensive")
    assert status_text(lost, NOW, 24) == ("Too expensive", "second")
    won = replace(row, state=EnquiryState.WON, closed_at=datetime(2026, 11, 20, 22, 0, tzinfo=UTC))
    assert status_text(won, NOW, 24) == ("Won without a sale, 21 Nov", "second")
    assert status_text(replace(won, purchase_id=3), NOW, 24) == ("Sold on 21 Nov", "accent")


def test_age_in_days() -> None:
    assert [age_text(TODAY - timedelta(days=days), TODAY) for days in (0, 1, 5)] == ["today", "yesterday", "5 d."]


def test_reasons_of_ones_own_take_the_place_of_the_usual_ones() -> None:
    assert "Too expensive" in lost_reasons(())
    assert lost_reasons(("Far away",)) == ["Far away"]


def test_changes_tab_tells_what_became_of_it(db: Database) -> None:
    client_id = make_client(db)
    enquiry_id = save_enquiry(db, EnquiryData(client_id, "A hand grinder", sum=500_000), NOW)
    move_enquiry(db, enquiry_id, EnquiryState.LOST, NOW, "Too expensive")

    lost, added, _client = get_client_card(db, client_id).changes
    assert change_lines(added, "RUB") == ["Enquiry: — → A hand grinder"]
    assert change_lines(lost, "RUB") == ["Enquiry: New enquiries → Lost, Too expensive"]
