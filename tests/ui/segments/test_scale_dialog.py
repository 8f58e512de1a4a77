"""How the groups are counted is changed with a look at what comes of it, and taken back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.services.segments.map import segment_map
from app.services.segments.settings import SegmentSettings, get_segment_settings
from app.ui.context import AppContext
from app.ui.segments.page import SegmentsPage
from app.ui.segments.scale_dialog import ScaleDialog
from tests.ui.driving import Toasts, show_dialog, told
from tests.ui.segments.conftest import TODAY


@pytest.fixture
def dialog(page: SegmentsPage, qtbot: QtBot) -> ScaleDialog:
    return show_dialog(ScaleDialog(page.context, get_segment_settings(page.context.db), page.window()), qtbot)


def _counts(dialog: ScaleDialog) -> dict[str, int]:
    return {code: int(shown.text()) for code, shown in dialog._counts.items()}


def _would(context: AppContext, settings: SegmentSettings) -> dict[str, int]:
    found = segment_map(context.db, None, TODAY, settings=settings)
    return {code: count.clients for code, count in found.groups.items()}


def test_the_counts_are_those_that_the_scale_would_make(dialog: ScaleDialog, qtbot: QtBot) -> None:
    assert _counts(dialog) == _would(dialog.context, SegmentSettings())
    dialog.unit.setCurrentIndex(dialog.unit.findData("days"))
    for line, days in zip(dialog.recency.lines, ("7", "14", "28", "56"), strict=True):
        line.setText(days)
    dialog.recency.lines[0].textEdited.emit("7")
    wanted = _would(dialog.context, SegmentSettings(recency_unit="days", recency=(7, 14, 28, 56)))
    qtbot.waitUntil(lambda: _counts(dialog) == wanted)
    assert wanted != _would(dialog.context, SegmentSettings())
    dialog.reject()


def test_it_is_saved_as_one_action_and_taken_back(dialog: ScaleDialog, page: SegmentsPage, toasts: Toasts) -> None:
    dialog.method.setCurrentIndex(dialog.method.findData("quintile"))
    dialog.names["champions"].setText("Our stars")
    dialog.save()
    assert get_segment_settings(page.context.db) == SegmentSettings("quintile", names={"champions": "Our stars"})
    assert page.groups.map.tiles.tiles["champions"].words.name == "Our stars"
    assert page.head.scale_button.text() == "by fifths of the clients…"
    undo = toasts[0][1]
    assert undo is not None
    undo()
    assert get_segment_settings(page.context.db) == SegmentSettings()
    assert page.groups.map.tiles.tiles["champions"].words.name == "Champions"


def test_steps_that_do_not_rise_are_not_saved(dialog: ScaleDialog, page: SegmentsPage) -> None:
    dialog.frequency.lines[1].setText("1")
    dialog.save()
    assert dialog.isVisible()
    assert get_segment_settings(page.context.db) == SegmentSettings()
    assert "1, 1, 3, 5" in told(dialog)
    dialog.frequency.lines[1].setText("2")
    dialog.window_days.setText("a year")
    dialog.save()
    assert dialog.isVisible()
    dialog.window_days.setText("365")
    dialog.save()
    assert get_segment_settings(page.context.db).window_days == 365


def test_everything_goes_back_to_the_beginning(dialog: ScaleDialog) -> None:
    dialog.show_settings(SegmentSettings("quintile", window_days=90, names={"new": "Fresh"}))
    dialog._reset()
    assert dialog.settings() == SegmentSettings()
    assert _counts(dialog) == _would(dialog.context, SegmentSettings())
    dialog.reject()


def test_fifths_have_no_steps_to_type(dialog: ScaleDialog) -> None:
    assert dialog.recency.isVisible()
    dialog.method.setCurrentIndex(dialog.method.findData("quintile"))
    dialog.method.activated.emit(1)
    assert not dialog.recency.isVisible()
    assert not dialog.unit.isVisible()
    dialog.reject()


def test_the_table_is_switched_to_fifths_and_back(page: SegmentsPage, toasts: Toasts) -> None:
    page.show_view("table")
    fifths = page.groups.table.methods["quintile"]
    fifths.setFocus()
    fifths.click()
    assert fifths.hasFocus()
    assert get_segment_settings(page.context.db).method == "quintile"
    assert page.head.scale_button.text() == "by fifths of the clients…"
    assert len(toasts) == 1
    page.groups.table.methods["quintile"].click()
    assert len(toasts) == 1
    toasts[0][1]()  # type: ignore[misc]
    assert page.groups.table.methods["ladder"].isChecked()
