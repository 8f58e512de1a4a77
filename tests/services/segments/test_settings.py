"""The shop's scale as the owner sets it: kept, refused where it cannot be, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.models.database import Database
from app.services.clients.listing.filters import filter_fields
from app.services.errors import InvalidValue
from app.services.history.actions import redo_action, undo_action
from app.services.segments.map import segment_map
from app.services.segments.settings import SegmentSettings, get_segment_settings, save_segment_settings
from tests.factories import NOW, make_client, sell

OWN = SegmentSettings(
    "ladder", "days", (10, 20, 30, 40), (2, 4, 6, 8), window_days=365, names={"loyal": "  Наши   люди "}
)
TODAY = NOW.date()


def test_a_scale_is_kept_and_can_be_taken_back_and_done_again(db: Database) -> None:
    assert get_segment_settings(db) == SegmentSettings()
    first = save_segment_settings(db, OWN, NOW)
    kept = replace(OWN, names={"loyal": "Наши люди"})
    assert get_segment_settings(db) == kept
    second = save_segment_settings(db, replace(OWN, method="quintile"), NOW + timedelta(minutes=1))
    undo_action(db, second, NOW)
    assert get_segment_settings(db) == kept
    undo_action(db, first, NOW)
    assert get_segment_settings(db) == SegmentSettings()
    redo_action(db, first, NOW)
    assert get_segment_settings(db) == kept


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(OWN, recency=(10, 10, 30, 40)), "recency_steps"),
        (replace(OWN, recency=(0, 10, 30, 40)), "recency_steps"),
        (replace(OWN, recency=(1, 2, 3, 40_000)), "recency_steps"),
        (replace(OWN, frequency=(4, 3, 6, 8)), "frequency_steps"),
        (replace(OWN, frequency=(1.5, 3, 6, 8)), "frequency_steps"),
        (replace(OWN, window_days=0), "segment_window"),
        (replace(OWN, names={"loyal": "Ж" * 41}), "segment_name"),
        (replace(OWN, method="thirds"), "segment_method"),  # type: ignore[arg-type]
    ],
)
def test_steps_that_do_not_rise_and_names_that_are_too_long_are_refused(
    db: Database, wrong: SegmentSettings, field: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        save_segment_settings(db, wrong, NOW)
    assert refused.value.fields["field"] == field
    assert get_segment_settings(db) == SegmentSettings()


def test_a_scale_can_be_looked_at_before_it_is_saved(db: Database) -> None:
    olga = make_client(db)
    for days in (5, 15):
        sell(db, olga, TODAY - timedelta(days=days))
    assert segment_map(db, None, TODAY).cells[5, 2].clients == 1
    strict = SegmentSettings(recency_unit="days", recency=(1, 2, 3, 4))
    assert segment_map(db, None, TODAY, settings=strict).cells[1, 2].clients == 1
    assert get_segment_settings(db) == SegmentSettings()


def test_a_filter_offers_the_groups_as_the_shop_calls_them(db: Database) -> None:
    save_segment_settings(db, OWN, NOW)
    called = {field.key: field.called for field in filter_fields(db) if field.called}
    assert called == {key: {"loyal": "Наши люди"} for key in ("segment", "segment_then")}
