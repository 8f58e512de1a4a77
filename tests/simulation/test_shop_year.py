"""A whole year of a shop: every reminder is told exactly once, or listed as missed with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.year import Year


@pytest.mark.parametrize("seed", [1])
def test_every_reminder_of_a_year_is_told_once(folder: Path, seed: int) -> None:
    counts = Year(folder, seed).run(366)
    assert counts.delivered == counts.expected
