"""Own fields, messengers and the rest of a card on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from main import main


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    """Run a command on the test's shop: exit code and JSON document."""

    def call(*arguments: str) -> tuple[int, Any]:
        code = main(["--data", str(folder), "--lang", "en", *arguments, "--json"])
        return code, json.loads(capfd.readouterr().out)

    return call


def test_own_fields_are_added_listed_and_filled(run: Any) -> None:
    assert run("own-fields", "--add", "Порода", "--kind", "choice", "--choice", "Такса")[0] == 0
    fields = run("own-fields", "--add", "Размер", "--kind", "number")[1]["fields"]
    assert [(field["name"], field["kind"], field["choices"]) for field in fields] == [
        ("Порода", "choice", ["Такса"]),
        ("Размер", "number", []),
    ]
    typed = ("--own", "порода=такса", "--own", "Размер=42,5", "--vk", "https://vk.com/olga", "--telegram", "@olga")
    first = run("add-client", "--name", "Ольга Петровна Крылова", "--phone", "89052211408", *typed)[1]["id"]
    second = run("add-client", "--name", "Крылов Игорь", "--phone", "89052211408", "--referred-by", str(first))[1]["id"]
    card = run("client", str(first))[1]
    assert card["name"] == "Крылова Ольга Петровна"
    assert card["own"] == [
        {"field": "Порода", "kind": "choice", "value": "Такса"},
        {"field": "Размер", "kind": "number", "value": "42.5"},
    ]
    assert card["contacts"] == [
        {"kind": "phone", "value": "+79052211408", "wrong": False},
        {"kind": "telegram", "value": "@olga", "wrong": False},
        {"kind": "vk", "value": "olga", "wrong": False},
    ]
    assert card["shares_phone"] == [{"id": second, "name": "Крылов Игорь"}]
    assert run("client", str(second))[1]["referred_by"]["id"] == first


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--own", "Окрас=белый"), "Окрас"),
        (("--own", "Размер=большой"), "большой"),
        (("--vk", "нет такой"), "нет такой"),
        (("--referred-by", "77"), "77"),
    ],
)
def test_what_cannot_be_is_told_and_adds_nobody(run: Any, typed: tuple[str, ...], told: str) -> None:
    run("own-fields", "--add", "Размер", "--kind", "number")
    code, document = run("add-client", "--name", "Крылова", *typed)
    assert code == 1
    assert told in document["error"]["message"]
    assert run("clients")[1]["total"] == 0


def test_a_column_is_mapped_to_an_own_field(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ФИО;Телефон;Питомец\nКрылова Ольга;89052211408;Рекс\n", encoding="utf-8")
    assert run("import", str(path), "--map", "Питомец=own:Кличка")[0] == 1
    run("own-fields", "--add", "Кличка")
    code, document = run("import", str(path), "--map", "Питомец=own:Кличка")
    assert code == 0
    columns = {column["column"]: column["field"] for column in document["batches"][0]["sheets"][0]["columns"]}
    assert columns["Питомец"] == "own:Кличка"
    assert run("client", "1")[1]["own"] == [{"field": "Кличка", "kind": "text", "value": "Рекс"}]
