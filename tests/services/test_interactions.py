"""The log of contacts: written down, corrected, taken away, taken back."""

from __future__ import annotations

import pytest

from app.models.database import Database
from app.models.enums import Area, InteractionKind
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientData, Preferred
from app.services.clients.preferences import add_preference, remove_preference
from app.services.clients.save import save_client
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.history.actions import undo_action
from app.services.interactions import Logged, delete_interaction, edit_interaction, log_interaction
from tests.factories import NOW, make_client

CALL = Logged("call", "спросила про подписку", 5, "out")


@pytest.fixture
def olga(db: Database) -> int:
    return make_client(db)


def logged(db: Database, client_id: int) -> list[Logged]:
    rows = get_client_card(db, client_id).interactions
    return [Logged(row.kind, row.text, row.minutes, row.direction, row.channel) for row in rows]


def log_call(db: Database, client_id: int) -> int:
    return log_interaction(db, client_id, InteractionKind.CALL, CALL.text, NOW, minutes=5, direction="out")


def test_a_call_keeps_how_long_it_took_and_who_began_it(db: Database, olga: int) -> None:
    log_call(db, olga)
    assert logged(db, olga) == [CALL]


@pytest.mark.parametrize("wrong", [Logged("note", " "), Logged("call", "", 0), Logged("call", "", None, "up")])
def test_what_makes_no_sense_is_refused(db: Database, olga: int, wrong: Logged) -> None:
    entry = log_call(db, olga)
    with pytest.raises(InvalidValue):
        edit_interaction(db, entry, CALL, wrong, NOW)
    assert logged(db, olga) == [CALL]


def test_a_correction_is_taken_back_and_a_stale_one_refused(db: Database, olga: int) -> None:
    entry, other = log_call(db, olga), Logged("message", "напомнить", None, None, "whatsapp")
    action_id = edit_interaction(db, entry, CALL, other, NOW)
    assert logged(db, olga) == [other]
    with pytest.raises(EditConflict):
        edit_interaction(db, entry, CALL, Logged("note", "поверх"), NOW)
    undo_action(db, action_id, NOW)
    assert logged(db, olga) == [CALL]


def test_what_was_taken_away_comes_back_whole(db: Database, olga: int) -> None:
    entry = log_call(db, olga)
    action_id = delete_interaction(db, entry, NOW)
    assert logged(db, olga) == []
    assert get_client_card(db, olga).last_contact is None
    with pytest.raises(NotFound):
        delete_interaction(db, entry, NOW)
    undo_action(db, action_id, NOW)
    assert logged(db, olga) == [CALL]


def test_preferences_are_added_and_taken_off_one_by_one(db: Database, olga: int) -> None:
    action_id = add_preference(db, olga, "  в  зёрнах ", NOW)
    assert add_preference(db, olga, "В ЗЁРНАХ", NOW) is None
    assert get_client_card(db, olga).preferences == (Preferred("", "в зёрнах"),)
    taken_off = remove_preference(db, olga, "в зёрнах", NOW)
    assert get_client_card(db, olga).preferences == ()
    undo_action(db, taken_off, NOW)
    assert get_client_card(db, olga).preferences == (Preferred("", "в зёрнах"),)
    assert action_id is not None
    undo_action(db, action_id, NOW)
    assert get_client_card(db, olga).preferences == ()
    with pytest.raises(NotFound):
        remove_preference(db, olga, "в зёрнах", NOW)


def test_a_form_opened_before_does_not_drop_a_preference_added_since(db: Database, olga: int) -> None:
    version = get_client_card(db, olga).row.version
    add_preference(db, olga, "овсяное молоко", NOW)
    with pytest.raises(EditConflict):
        save_client(db, ClientData("Крылова Ольга"), NOW, olga, version)


def test_the_board_and_today_are_told_of_a_contact_for_it_touches_enquiries(db: Database, olga: int) -> None:
    told: list[frozenset[Area]] = []
    db.on_commit(told.append)
    log_call(db, olga)
    assert told == [{Area.INTERACTIONS, Area.ENQUIRIES}]
