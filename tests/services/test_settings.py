"""The shop's settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from app.models.database import Database
from app.services.errors import InvalidValue
from app.services.settings import ShopSettings, get_settings, save_settings


def test_what_was_saved_is_read_back_with_its_types(db: Database) -> None:
    assert get_settings(db) == ShopSettings()
    saved = replace(
        ShopSettings(), shop_name="Зерно", opening_time=time(8, 30), working_days=(0, 2), close_to_tray=True
    )
    save_settings(db, saved)
    assert get_settings(db) == saved


@pytest.mark.parametrize(("name", "value"), [("time_zone", "Нигде"), ("currency", "рубли"), ("group_over", 0)])
def test_what_cannot_be_is_refused(db: Database, name: str, value: object) -> None:
    with pytest.raises(InvalidValue):
        save_settings(db, replace(ShopSettings(), **{name: value}))
    assert get_settings(db) == ShopSettings()


@pytest.mark.parametrize(("hour", "quiet"), [(20, False), (21, True), (23, True), (3, True), (8, True), (9, False)])
def test_quiet_hours_run_over_midnight(hour: int, quiet: bool) -> None:
    moment = datetime(2026, 11, 21, hour, 0, tzinfo=ShopSettings().zone)
    assert ShopSettings().is_quiet(moment.astimezone(UTC)) is quiet


def test_equal_ends_mean_no_quiet_hours() -> None:
    settings = replace(ShopSettings(), quiet_from=time(9), quiet_to=time(9))
    assert not settings.is_quiet(datetime(2026, 11, 21, 6, 0, tzinfo=UTC))
