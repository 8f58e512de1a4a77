"""Purchases and returns from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.cli.selling import read_line
from app.services.purchases.data import LineData


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Кофе;2;890.50", LineData("Кофе", 2000, 89_050)),
        ("Кофе;2;890.50;10%", LineData("Кофе", 2000, 89_050, 17_810)),
        ("Кофе;2;890,50;100,5", LineData("Кофе", 2000, 89_050, 10_050)),
        ("Кофе; зерно;1;100", LineData("Кофе; зерно", 1000, 10_000)),
        ("Кофе; зерно;1;100;5 %", LineData("Кофе; зерно", 1000, 10_000, 500)),
        ("Кофе;-1;100;10", LineData("Кофе", -1000, 10_000, 1000)),
    ],
)
def test_a_line_may_tell_a_discount_in_money_or_percent(text: str, line: LineData) -> None:
    assert read_line(text) == line


def test_a_sale_with_discounts_and_its_return(run: Any) -> None:
    client = str(run("add-client", "--name", "Жукова Марина")[1]["id"])
    sale = run(
        *("add-purchase", client, "--date", "2026-11-08", "--time", "14:05", "--receipt", "17", "--payment", "Карта"),
        *("--line", "Бразилия;3;1000;10%", "--line", "Фильтры;1;350.50;50.50"),
    )[1]["id"]
    assert run("client", client)[1]["total"] == "3000.00"
    part = ("--date", "2026-11-09", "--line", "бразилия;1", "--line", "Фильтры;1;200", "--note", "брак")
    run("add-return", str(sale), *part)
    card = run("client", client)[1]
    assert (card["total"], card["visits"]) == ("1900.00", 1)
    assert [line["quantity"] for line in card["purchases"][0]["lines"]] == [-1, -1]
    run("add-return", str(sale), "--date", "2026-11-10")
    card = run("client", client)[1]
    assert (card["total"], card["visits"]) == ("0.00", 0)


def test_more_than_was_sold_does_not_come_back(run: Any, folder: Path) -> None:
    client = str(run("add-client", "--name", "Жукова Марина")[1]["id"])
    sold = ("--line", "Кофе;1;100", "--line", "Кофе;1;90")
    sale = str(run("add-purchase", client, "--date", "2026-11-08", *sold)[1]["id"])
    for line, code in (("Кофе;3", "return_too_much"), ("Чай;1", "invalid_value"), ("Кофе", "invalid_value")):
        exit_code, told, _err = run("add-return", sale, "--date", "2026-11-09", "--line", line)
        assert (exit_code, told["error"]["code"]) == (1, code)
    for nothing in ("Кофе;0", "Кофе;0.0001", "Кофе;-1"):
        assert run("add-return", sale, "--date", "2026-11-09", "--line", nothing)[0] == 1
    assert run("client", client)[1]["total"] == "190.00"
    exit_code, told, _err = run("add-return", sale, "--date", "2026-11-07")
    assert (
        told["error"]["message"] == "The sale was on 8 November 2026, and a return cannot be earlier. Correct the date."
    )
    run("add-return", sale, "--date", "2026-11-09", "--line", "Кофе;2")
    assert run("client", client)[1]["total"] == "0.00"
