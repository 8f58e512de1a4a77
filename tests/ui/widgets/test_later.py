"""The choices of Later, by the shop's clock."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.widgets.later import PickMoment, fill_later, later_choices

MOSCOW = ZoneInfo("Europe/Moscow")
OPENING = time(10, 0)


def choices(now: datetime) -> dict[str, datetime]:
    return dict(later_choices(now, OPENING))


def test_on_a_saturday_there_is_the_evening_tomorrow_monday_and_a_week() -> None:
    now = datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW)
    offered = choices(now)
    assert list(offered) == [
        "In 15 minutes",
        "In an hour",
        "This evening, 18:00",
        "Tomorrow, 10:00",
        "On Monday, 23 Nov",
        "In a week, 28 Nov",
    ]
    assert offered["In 15 minutes"] == datetime(2026, 11, 21, 12, 15, tzinfo=MOSCOW)
    assert offered["On Monday, 23 Nov"] == datetime(2026, 11, 23, 10, 0, tzinfo=MOSCOW)


def test_in_the_evening_there_is_no_evening_left() -> None:
    assert "This evening, 18:00" not in choices(datetime(2026, 11, 21, 17, 30, tzinfo=MOSCOW))


def test_on_sunday_monday_is_tomorrow_and_on_monday_it_is_the_next() -> None:
    sunday = choices(datetime(2026, 11, 22, 12, 0, tzinfo=MOSCOW))
    assert not [title for title in sunday if title.startswith("On Monday")]
    monday = choices(datetime(2026, 11, 23, 12, 0, tzinfo=MOSCOW))
    assert monday["On Monday, 30 Nov"] == datetime(2026, 11, 30, 10, 0, tzinfo=MOSCOW)
    assert not [title for title in monday if title.startswith("In a week")]


def test_tomorrow_keeps_the_wall_time_over_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    offered = choices(datetime(2026, 10, 24, 12, 0, tzinfo=berlin))
    assert offered["Tomorrow, 10:00"].astimezone(UTC) == datetime(2026, 10, 25, 9, 0, tzinfo=UTC)


def test_the_menu_hands_over_a_moment_in_utc(qtbot: Any) -> None:
    parent, taken = QWidget(), []
    qtbot.addWidget(parent)
    menu = QMenu(parent)
    fill_later(menu, datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW), OPENING, taken.append, parent)
    menu.actions()[1].trigger()
    assert taken == [datetime(2026, 11, 21, 10, 0, tzinfo=UTC)]


def test_a_picked_day_is_at_the_opening_time_and_never_in_the_past(qtbot: Any) -> None:
    taken: list[datetime] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    picker = PickMoment(datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW), OPENING, taken.append, parent)
    picker.calendar.setSelectedDate(QDate(2026, 11, 21))
    assert not picker.accept_button.isEnabled()
    picker.calendar.setSelectedDate(QDate(2026, 12, 1))
    assert picker.accept_button.isEnabled()
    picker.accept_button.click()
    assert taken == [datetime(2026, 12, 1, 7, 0, tzinfo=UTC)]
