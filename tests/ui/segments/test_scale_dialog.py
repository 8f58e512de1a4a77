"""How the groups are counted is changed with a look at what comes of it, and taken back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.i18n import set_language
from app.models.facts import refresh_cadence
from app.services.segments.map import segment_map
from app.services.segments.settings import SegmentSettings, get_segment_settings
from app.ui.context import AppContext
from app.ui.segments.page import SegmentsPage
from app.ui.segments.scale_dialog import ScaleDialog
from app.ui.segments.steps import StepsLine
from tests.factories import make_client, sell
from tests.ui.driving import Toasts, show_dialog, show_filled, told
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


def _typed(dialog: ScaleDialog) -> list[str]:
    return [line.text() for line in dialog.recency.lines]


def _take_unit(dialog: ScaleDialog, unit: str) -> None:
    dialog.unit.setCurrentIndex(dialog.unit.findData(unit))
    dialog.unit.activated.emit(dialog.unit.currentIndex())


def test_steps_keep_their_meaning_when_they_are_counted_in_days(dialog: ScaleDialog) -> None:
    with dialog.context.db.write() as session:
        refresh_cadence(session)
    dialog._count()
    before = _counts(dialog)
    median = segment_map(dialog.context.db, None, TODAY).scale.median_days
    assert median is not None
    assert f"A usual gap is {round(median)} days now." in told(dialog)
    dialog.recency.lines[0].setText("0.75")
    _take_unit(dialog, "days")
    assert _typed(dialog) == [str(int(step * median)) for step in (0.75, 1, 2, 3)]
    assert dialog.gap.isHidden()
    _take_unit(dialog, "median")
    assert _typed(dialog) == ["0.75", "1", "2", "3"]
    dialog.recency.lines[0].setText("0.5")
    _take_unit(dialog, "days")
    dialog._count()
    assert _counts(dialog) == before


def test_what_is_wrong_is_said_once_until_it_is_right(dialog: ScaleDialog) -> None:
    dialog.window_days.setText("-5")
    dialog._count()
    dialog.save()
    assert told(dialog).count("cannot be a number of days") == 1
    dialog.window_days.setText("50")
    dialog._count()
    assert "cannot be a number of days" not in told(dialog)


def test_steps_that_are_hidden_keep_nobody_from_saving(dialog: ScaleDialog, page: SegmentsPage) -> None:
    dialog.recency.lines[0].setText("some")
    dialog.method.setCurrentIndex(dialog.method.findData("quintile"))
    dialog.save()
    assert get_segment_settings(page.context.db) == SegmentSettings("quintile")


def test_a_shop_where_nobody_came_twice_is_told_which_steps_it_has(context: AppContext, qtbot: QtBot) -> None:
    sell(context.db, make_client(context.db, "Anna"), TODAY)
    parent = show_filled(SegmentsPage(context), qtbot)
    dialog = show_dialog(ScaleDialog(context, SegmentSettings(), parent), qtbot)
    assert "30, 60, 90 and 180 days" in told(dialog)
    _take_unit(dialog, "days")
    assert _typed(dialog) == ["30", "60", "90", "180"]


def test_steps_of_a_fraction_are_written_as_the_language_writes_them(qtbot: QtBot) -> None:
    set_language("ru")
    line = StepsLine(["5", "4", "3", "2"], "How lately")
    qtbot.addWidget(line)
    line.show_steps((0.5, 1, 2, 1_234))
    assert [one.text() for one in line.lines] == ["0,5", "1", "2", "1234"]
    assert line.steps("recency_steps") == (0.5, 1, 2, 1_234)
