"""The list of clients in the command line: filters, saved views, order, and failures in a sentence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.models.upgrade import open_database
from app.services.clients.listing.filters import Condition, Group
from app.services.clients.listing.views import save_view
from main import main
from tests.factories import NOW, make_client, sell

BIG = '{"field": "total", "op": "ge", "value": 100000}'


@pytest.fixture
def shop(folder: Path) -> Path:
    """Three clients: Krylova bought for 2 000 long ago, Pak for 1 000 lately, Li nothing."""
    db = open_database(folder / "regulars.db", NOW)
    krylova, pak = make_client(db, "Крылова Ольга"), make_client(db, "Пак Игорь")
    make_client(db, "Ли Анна")
    sell(db, krylova, date(2026, 1, 10), 200_000)
    sell(db, pak, NOW.date() - timedelta(days=3), 100_000)
    save_view(db, "Давно не были", Group("all", (Condition("silent_days", "ge", 60),)), NOW)
    save_view(db, "Покупали", Group("all", (Condition("visits", "ge", 1),)), NOW, "total", True)
    db.close()
    return folder


@pytest.fixture
def ask(shop: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    """Run `clients` on that shop as of the tests' day: exit code and JSON document."""

    def call(*arguments: str) -> tuple[int, Any]:
        code = main(["--data", str(shop), "--lang", "en", "clients", "--as-of", "2026-11-21", *arguments, "--json"])
        return code, json.loads(capfd.readouterr().out)

    return call


def names(found: tuple[int, Any]) -> list[str]:
    """Who was listed, in order."""
    assert found[0] == 0
    return [row["name"] for row in found[1]["rows"]]


def test_a_filter_and_an_order(ask: Any) -> None:
    assert names(ask("--filter", BIG, "--sort", "total", "--desc")) == ["Крылова Ольга", "Пак Игорь"]
    assert names(ask("--filter", BIG, "--sort", "total")) == ["Пак Игорь", "Крылова Ольга"]
    assert names(ask("пак", "--filter", BIG)) == ["Пак Игорь"]
    both = f'{{"all": [{BIG}, {{"any": [{{"field": "first_name", "op": "eq", "value": "ИГОРЬ"}}]}}]}}'
    assert names(ask("--filter", both)) == ["Пак Игорь"]


def test_the_total_counts_everybody_who_matches(ask: Any) -> None:
    code, document = ask("--filter", BIG, "--limit", "1")
    assert (code, document["total"], len(document["rows"])) == (0, 2, 1)


def test_a_saved_view_has_its_order_unless_another_is_asked(ask: Any) -> None:
    assert names(ask("--view", "давно не были")) == ["Крылова Ольга"]
    assert names(ask("--view", "Покупали")) == ["Крылова Ольга", "Пак Игорь"]
    assert names(ask("--view", "Покупали", "--sort", "total")) == ["Пак Игорь", "Крылова Ольга"]
    assert names(ask("--view", "Покупали", "--filter", '{"field": "total", "op": "lt", "value": 150000}')) == [
        "Пак Игорь"
    ]


def test_as_of_a_past_day_only_what_was_there_then_counts(ask: Any) -> None:
    then = ("--as-of", "2026-02-01")
    assert names(ask("--filter", BIG, *then)) == ["Крылова Ольга"]
    assert names(ask("--filter", '{"field": "visits", "op": "eq", "value": 0}', *then)) == ["Ли Анна", "Пак Игорь"]
    bought = '{"field": "bought", "op": "contains", "value": {"items": ["эфиопия"]}}'
    assert names(ask("--filter", bought, *then)) == ["Крылова Ольга"]
    assert names(ask("--sort", "last_visit", *then))[0] == "Крылова Ольга"
    assert names(ask("--filter", '{"field": "silent_days", "op": "le", "value": 22}', *then)) == ["Крылова Ольга"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--filter", "{"), "invalid_value", "This part of the filter cannot be asked: {."),
        (("--filter", '{"field": "height", "op": "ge", "value": 1}'), "invalid_value", '"height"'),
        (("--filter", '{"field": "own:3", "op": "not_empty"}'), "invalid_value", '"own:3"'),
        (("--filter", ""), "invalid_value", "“Filter” is empty."),
        (("--sort", "height"), "invalid_value", "Clients cannot be sorted by “height”."),
        (("--sort", "own:9"), "invalid_value", "Clients cannot be sorted by “own:9”."),
        (("--view", ""), "not_found", "There is no segment “”."),
        (("--view", "Никто"), "not_found", "There is no segment “Никто”."),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(ask: Any, arguments: tuple[str, ...], code: str, told: str) -> None:
    exit_code, document = ask(*arguments)
    assert (exit_code, document["error"]["code"]) == (1, code)
    assert told in document["error"]["message"]
