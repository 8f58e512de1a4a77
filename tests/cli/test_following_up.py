"""Follow-ups on the command line: with all that a task has, and done with what came of it."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def client(run: Any) -> str:
    return str(run("add-client", "--name", "Жукова Марина", "--phone", "89164045566")[1]["id"])


def test_a_task_has_priority_steps_and_repeats_in_words(run: Any, client: str) -> None:
    more = ("--every", "monthly on the 31st", "--anchor", "completion", "--priority", "2", "--note", "до обеда")
    run(
        "add-task", client, "--due", "2026-11-30", "--title", "Счёт", *more, "--step", "Взвесить", "--step", "Позвонить"
    )
    (task,) = run("client", client)[1]["tasks"]
    assert (task["every"], task["anchor"], task["priority"]) == ("FREQ=MONTHLY;BYMONTHDAY=31", "completion", 2)
    assert task["note"] == "до обеда"
    assert task["checklist"] == [{"text": "Взвесить", "done": False}, {"text": "Позвонить", "done": False}]


@pytest.mark.parametrize("more", [("--every", "sometimes"), ("--priority", "7")])
def test_what_a_task_cannot_have_is_told(run: Any, client: str, more: tuple[str, str]) -> None:
    code, told, err = run("add-task", client, "--due", "2026-11-30", "--title", "Счёт", *more)
    assert (code, told["error"]["code"]) == (1, "invalid_value")
    assert more[1] in err


def test_done_with_an_outcome_logs_the_contact(run: Any, client: str) -> None:
    task = run("add-task", client, "--due", "2026-11-20", "--title", "Перезвонить")[1]["id"]
    item = f"follow_up:task:{task}:2026-11-20"
    assert run("done", item, "--outcome", "no_answer", "--until", "2030-01-05T10:00")[1]["state"] == "snoozed"
    assert run("done", item, "--outcome", "not_interested", "--reason", "Переехала")[1]["state"] == "done"
    _code, card, _err = run("client", client)
    assert [(one["kind"], one["outcome"], one["reason"]) for one in card["interactions"]] == [
        ("call", "not_interested", "Переехала"),
        ("call", "no_answer", ""),
    ]
    assert card["muted_until"] is not None


def test_what_was_said_is_not_lost_for_want_of_an_outcome(run: Any, client: str) -> None:
    task = run("add-task", client, "--due", "2026-11-20", "--title", "Перезвонить")[1]["id"]
    with pytest.raises(SystemExit) as left:
        run("done", f"follow_up:task:{task}:2026-11-20", "--text", "Зайдёт в среду")
    assert left.value.code == 2
    assert run("client", client)[1]["tasks"][0]["done"] is False


def test_a_wrong_number_is_told_on_the_card(run: Any, client: str) -> None:
    task = run("add-task", client, "--due", "2026-11-20", "--title", "Перезвонить")[1]["id"]
    assert run("done", f"follow_up:task:{task}:2026-11-20", "--outcome", "wrong_number")[1]["state"] == "shown"
    assert run("client", client)[1]["contacts"] == [{"kind": "phone", "value": "+79164045566", "wrong": True}]
