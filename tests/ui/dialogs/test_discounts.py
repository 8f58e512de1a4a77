"""Discounts as they are typed."""

from __future__ import annotations

import pytest

from app.ui.dialogs.sale.lines.discount import discount_of


@pytest.mark.parametrize(
    ("typed", "off"),
    [
        ("", 0),
        ("10%", 10_000),
        ("10 %", 10_000),
        ("12,5%", 12_500),
        ("100%", 100_000),
        ("150", 15_000),
        ("150,50", 15_050),
        ("1000", 100_000),
        ("1000,01", None),
        ("101%", None),
        ("-5", None),
        ("-5%", None),
        ("much", None),
        ("%", None),
    ],
)
def test_percent_and_money_off_a_thousand(typed: str, off: int | None) -> None:
    assert discount_of(typed, 100_000) == off


def test_a_share_of_a_kopeck_is_rounded_half_up() -> None:
    assert discount_of("50%", 1) == 1
    assert discount_of("10%", 5) == 1
    assert discount_of("10%", 4) == 0
