"""The numbers of a period on the command line."""

from __future__ import annotations

from typing import Any

import pytest

HEADS = set(
    "from to currency revenue receipts visits buyers new_buyers repeat_buyers aov ltv crr cac repeat_purchase_rate"
    " median_gap_days nps months cohorts".split()
)


@pytest.fixture
def shop(run: Any) -> Any:
    """Anna came in March, twice in April; Boris once in March; somebody unknown bought in April."""
    for name in ("Anna", "Boris"):
        assert run("add-client", "--name", name)[0] == 0
    sales = ((1, "2026-03-10", "100"), (2, "2026-03-20", "50"), (1, "2026-04-09", "200"), (1, "2026-04-19", "30"))
    for client, day, price in sales:
        assert run("add-purchase", str(client), "--date", day, "--line", f"Coffee;1;{price}")[0] == 0
    return run


def test_the_report_has_the_keys_of_the_contract(shop: Any) -> None:
    code, told, _errors = shop("report", "--as-of", "2026-05-31")
    assert code == 0
    assert set(told) >= HEADS
    assert {key: told[key] for key in ("from", "to", "currency")} == {
        "from": "2026-03-10",
        "to": "2026-05-31",
        "currency": told["currency"],
    }
    assert (told["revenue"], told["receipts"], told["aov"], told["ltv"]) == ("380.00", 4, "95.00", "190.00")
    assert (told["visits"], told["buyers"], told["new_buyers"], told["repeat_buyers"]) == (4, 2, 2, 1)
    assert (told["repeat_purchase_rate"], told["median_gap_days"]) == (0.5, 20)
    assert (told["crr"], told["cac"], told["nps"]) == (None, None, None)
    assert [(one["month"], one["revenue_new"], one["revenue_repeat"], one["buyers"]) for one in told["months"]] == [
        ("2026-03", "150.00", "0.00", 2),
        ("2026-04", "0.00", "230.00", 1),
        ("2026-05", "0.00", "0.00", 0),
    ]
    assert told["cohorts"] == [{"cohort": "2026-03", "size": 2, "retention": [1.0, 0.5, 0.0]}]


def test_a_period_compares_with_as_many_days_before(shop: Any) -> None:
    told = shop("report", "--from", "2026-04-01", "--to", "2026-04-30")[1]
    assert (told["revenue"], told["buyers"], told["new_buyers"], told["crr"]) == ("230.00", 1, 0, 0.5)


def test_a_month_that_is_not_over_is_no_part_of_a_cohort(shop: Any) -> None:
    told = shop("report", "--as-of", "2026-04-29")[1]
    assert [one["retention"] for one in told["cohorts"]] == [[1.0]]


def test_a_shop_without_a_receipt_has_no_numbers(run: Any) -> None:
    code, told, _errors = run("report", "--as-of", "2026-05-31")
    assert code == 0
    assert (told["from"], told["to"], told["cohorts"]) == ("2026-05-31", "2026-05-31", [])
    assert (told["revenue"], told["aov"], told["ltv"], told["crr"]) == ("0.00", None, None, None)


@pytest.mark.parametrize("days", [("--from", "2026-05-02", "--to", "2026-05-01"), ("--from", "soon")])
def test_days_that_are_no_period_are_told(run: Any, days: tuple[str, ...]) -> None:
    code, told, errors = run("report", *days)
    assert code == 1
    assert told["error"]["code"] == "invalid_value"
    assert errors


def test_people_read_tables(shop: Any) -> None:
    code, told, _errors = shop("report", "--as-of", "2026-05-31", as_json=False)
    assert code == 0
    assert "÷ 4 receipts" in told
    assert "March 2026" in told
