"""The words of Today and its week chart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.services.today_figures import WeekRevenue
from app.ui.today.week_chart import week_chart
from app.ui.today.words import greeting, headline, second_line
from app.ui.widgets.message_box import MessageBox


@pytest.mark.parametrize(
    ("hour", "said"),
    [(4, "Good evening."), (5, "Good morning."), (11, "Good morning."), (12, "Good afternoon."), (18, "Good evening.")],
)
def test_the_greeting_goes_by_the_hour(hour: int, said: str) -> None:
    assert greeting(hour) == said


def test_one_reason_is_singular() -> None:
    assert headline(9, 1) == "Good morning. 1 reason to write to clients today"


def test_who_waits_for_another_day_is_not_nobody() -> None:
    assert headline(9, 0) == "Good morning. Nobody is waiting today"
    assert headline(9, 0, waiting=54) == "Good morning. Enough for today"


def test_expected_money_is_rounded_and_left_out_when_there_is_none() -> None:
    saturday = date(2026, 11, 21)
    assert second_line(saturday, 0, 0, "RUB") == "Saturday, 21 November"
    said = second_line(saturday, 14, 6_484_950, "RUB").replace("\xa0", " ")
    assert said == "Saturday, 21 November · 14 clients · about 64,800 ₽ of expected purchases stand behind it"


def test_the_chart_tells_the_exact_sums_of_a_week(qtbot: Any) -> None:
    monday = date(2026, 11, 2)
    weeks = [WeekRevenue(monday + timedelta(weeks=n), n * 10_000, 50_000) for n in range(3)]
    chart = week_chart(weeks, "RUB")
    qtbot.addWidget(chart)
    assert not chart.grab().isNull()
    assert chart.tip(2).replace("\xa0", " ") == "16 Nov – 22 Nov\nregular: 500 ₽\nnew: 200 ₽"


def test_weeks_with_more_returns_than_sales_are_drawn_too(qtbot: Any) -> None:
    chart = week_chart([WeekRevenue(date(2026, 11, 16), -5, -100), WeekRevenue(date(2026, 11, 23), 0, 0)], "RUB")
    qtbot.addWidget(chart)
    assert not chart.grab().isNull()


def test_the_message_grows_with_its_text_up_to_nine_lines(qtbot: Any) -> None:
    box = MessageBox("Здравствуйте!")
    qtbot.addWidget(box)
    box.resize(300, box.height())
    box.show()
    short = box.height()
    box.setPlainText("строка\n" * 5)
    grown = box.height()
    box.setPlainText("строка\n" * 50)
    assert short < grown < box.height() < 3 * grown
