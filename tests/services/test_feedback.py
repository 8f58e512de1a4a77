"""Scores of clients, and what a low one leads to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.models.database import Database
from app.services.clients.card import get_client_card
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.feedback import add_feedback, delete_feedback, edit_feedback
from app.services.history.actions import find_last_action, undo_action
from app.services.reminders.today.due import list_due
from tests.factories import NOW, make_client

TASK = "Find out what was wrong"


@pytest.mark.parametrize(("score", "tasks"), [(0, [TASK]), (6, [TASK]), (7, []), (10, [])])
def test_a_low_score_is_a_task_of_today(db: Database, score: int, tasks: list[str]) -> None:
    client_id = make_client(db)
    add_feedback(db, client_id, score, " долго ждала ", NOW, TASK)
    card = get_client_card(db, client_id)
    assert [(one.score, one.text) for one in card.feedback] == [(score, "долго ждала")]
    assert [task.title for task in card.tasks] == tasks
    assert len(list_due(db, date(2026, 11, 21), now=NOW)) == len(tasks)


def test_score_and_task_are_taken_back_together(db: Database) -> None:
    client_id = make_client(db)
    add_feedback(db, client_id, 3, "", NOW, TASK)
    action = find_last_action(db, NOW)
    assert action is not None
    undo_action(db, action.id, NOW)
    card = get_client_card(db, client_id)
    assert (card.feedback, card.tasks) == ((), ())


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_beyond_the_scale_is_refused(db: Database, score: int) -> None:
    client_id = make_client(db)
    with pytest.raises(InvalidValue):
        add_feedback(db, client_id, score, "", NOW)
    assert get_client_card(db, client_id).feedback == ()


def test_the_newest_score_stands_first_and_can_be_corrected_and_taken_away(db: Database) -> None:
    client_id = make_client(db)
    add_feedback(db, client_id, 9, "", NOW)
    add_feedback(db, client_id, 10, "всё хорошо", NOW + timedelta(minutes=1))
    newest, older = get_client_card(db, client_id).feedback
    assert (newest.score, older.score) == (10, 9)
    edit_feedback(db, newest, 8, "хорошо", NOW)
    with pytest.raises(EditConflict):
        edit_feedback(db, newest, 7, "", NOW)
    action_id = delete_feedback(db, older.id, NOW)
    assert [one.score for one in get_client_card(db, client_id).feedback] == [8]
    with pytest.raises(NotFound):
        delete_feedback(db, older.id, NOW)
    undo_action(db, action_id, NOW)
    assert [one.score for one in get_client_card(db, client_id).feedback] == [8, 9]
