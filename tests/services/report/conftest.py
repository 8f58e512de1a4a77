"""Random shops and the periods that are asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from app.models.database import Database
from app.models.upgrade import open_database
from app.services.report.build import Report, all_time, build_report
from app.services.report.period import Period, whole_months
from tests.factories import NOW
from tests.services.report.plain_report import Plain, Receipt, read_receipts
from tests.services.report.random_shop import TODAY, fill_shop

PERIODS = {
    "all time": None,
    "a year": whole_months(TODAY, 12),
    "a quarter": Period(date(2026, 7, 1), date(2026, 9, 30)),
    "days amid months": Period(date(2026, 3, 17), date(2026, 8, 5)),
    "one day": Period(date(2026, 11, 20), date(2026, 11, 20)),
}


@pytest.fixture(scope="module", params=range(8))
def shop(request: Any, tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("shop") / "regulars.db"
    copy(template, path)
    database = open_database(path, NOW)
    fill_shop(database, request.param)
    yield database
    database.close()


@pytest.fixture(scope="module")
def receipts(shop: Database) -> list[Receipt]:
    return read_receipts(shop, TODAY)


@pytest.fixture(params=PERIODS)
def period(request: Any, shop: Database) -> Period:
    found = PERIODS[request.param] or all_time(shop, TODAY)
    assert found is not None
    return found


@pytest.fixture
def report(shop: Database, period: Period) -> Report:
    return build_report(shop, period, period.previous(), TODAY)


@pytest.fixture
def plain(receipts: list[Receipt], period: Period) -> Plain:
    return Plain(receipts, period.first, period.last, TODAY)
