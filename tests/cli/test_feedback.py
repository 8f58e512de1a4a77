"""Scores and contacts on the command line."""

from __future__ import annotations

from typing import Any


def test_a_score_is_on_the_card_and_a_low_one_is_a_task_of_today(run: Any) -> None:
    _code, added, _err = run("add-client", "--name", "Крылова Ольга")
    client = str(added["id"])
    code, score, _err = run("add-feedback", client, "--score", "3", "--text", "долго ждала")
    assert (code, set(score)) == (0, {"id"})
    _code, card, _err = run("client", client)
    assert [(one["score"], one["text"]) for one in card["feedback"]] == [(3, "долго ждала")]
    assert [task["title"] for task in card["tasks"]] == ["Find out what was wrong"]
    assert [card[key] for key in ("enquiries", "cases", "entitlements", "interests")] == [[], [], [], []]
    _code, today, _err = run("today")
    assert [item["reason"] for item in today["items"]] == ["Find out what was wrong: долго ждала"]


def test_a_score_beyond_ten_is_refused(run: Any) -> None:
    _code, added, _err = run("add-client", "--name", "Крылова Ольга")
    code, answer, err = run("add-feedback", str(added["id"]), "--score", "11")
    assert (code, answer["error"]["code"]) == (1, "invalid_value")
    assert "from 0 to 10" in err


def test_a_call_is_logged_with_how_long_it_took(run: Any) -> None:
    _code, added, _err = run("add-client", "--name", "Крылова Ольга")
    client = str(added["id"])
    run("log", client, "--kind", "call", "--text", "спросила", "--minutes", "5", "--direction", "in")
    _code, card, _err = run("client", client)
    [logged] = card["interactions"]
    assert (logged["minutes"], logged["direction"], logged["channel"]) == (5, "in", None)
