"""Marketing spend from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.models.upgrade import open_database
from tests.factories import NOW
from tests.reading import list_spend

DAYS = ("--from", "2026-10-01", "--to", "2026-10-31")


def test_what_was_spent_is_written_down_with_its_days(run: Any, folder: Path) -> None:
    code, added, _err = run("add-spend", " 2ГИС ", *DAYS, "--sum", "15000,50", "--note", "баннер")

    db = open_database(folder / "regulars.db", NOW)
    [spend] = list_spend(db)
    db.close()
    assert (code, added) == (0, {"id": spend.id})
    assert (spend.source, spend.sum, spend.note) == ("2ГИС", 1_500_050, "баннер")
    assert (spend.first_day, spend.last_day) == (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("days", "sum_", "said"),
    [
        (DAYS, "много", "no sum"),
        (DAYS, "-5", "no sum"),
        (DAYS, "0", "no sum"),
        (("--from", "2026-10-02", "--to", "2026-10-01"), "100", "cannot end on 01.10.2026"),
        (("--from", "2026-10-32", "--to", "2026-10-01"), "100", "2026-10-32"),
    ],
)
def test_days_and_sums_that_cannot_be_are_refused(run: Any, days: tuple[str, ...], sum_: str, said: str) -> None:
    code, answer, err = run("add-spend", "2ГИС", *days, f"--sum={sum_}")

    assert (code, answer["error"]["code"]) == (1, "invalid_value")
    assert said in err
