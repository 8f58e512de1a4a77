"""What people type into a field."""

from __future__ import annotations

from datetime import time

import pytest

from app.ui.widgets.typed import minor_of, minor_text, plain_quantity, quantity_of, time_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("9:30", time(9, 30)),
        ("930", time(9, 30)),
        ("21.00", time(21)),
        ("21-05", time(21, 5)),
        ("25", None),
        ("9:75", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times(typed: str, meant: time | None) -> None:
    assert time_of(typed) == meant


@pytest.mark.parametrize(("typed", "minor"), [("1 890,50", 189050), ("690", 69000), ("0.5", 50), ("ten", None)])
def test_money(typed: str, minor: int | None) -> None:
    assert minor_of(typed) == minor


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [("1", 1000), ("1,5", 1500), ("0.25", 250), ("1,250", 1250), ("1.250", 1250), ("-2", -2000), ("", None)],
)
def test_quantities(typed: str, thousandths: int | None) -> None:
    assert quantity_of(typed) == thousandths


@pytest.mark.parametrize("thousandths", [1000, 1500, 250, 1, 10_000, 1_000_000, 1_234_567, -2000, -500])
def test_a_quantity_is_shown_as_it_is_understood(thousandths: int) -> None:
    assert quantity_of(plain_quantity(thousandths)) == thousandths


@pytest.mark.parametrize("minor", [0, 50, 69_000, 69_050, 123_456_789])
def test_money_is_shown_as_it_is_understood(minor: int) -> None:
    assert minor_of(minor_text(minor)) == minor
