"""Bars and rows of the report that are no figures: each tells how it was counted, and leads to its clients."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.models.database import Database
from app.services.clients.find import count_clients
from app.services.feedback import add_feedback
from app.services.report.cohorts import Cohort
from app.ui.context import AppContext
from app.ui.plots.bars import Bars
from app.ui.plots.histogram import Histogram
from app.ui.plots.plot import Plot
from app.ui.reports.charts import cohort_rows, more_cohorts
from app.ui.reports.page import ReportsPage
from app.ui.reports.told import ToldPopup
from tests.factories import NOW, make_client, sell
from tests.ui.driving import show_filled, told

TODAY = NOW.date()
Opened = Callable[[Plot, int], tuple[str, int]]


@pytest.fixture
def shop(db: Database) -> list[int]:
    """Two came again after 7 days, one of them once more after 40; the third came once."""
    made = [make_client(db, f"Client {n}") for n in range(3)]
    for client, days in ((made[0], (60, 53, 13)), (made[1], (20, 13)), (made[2], (5,))):
        for back in days:
            sell(db, client, TODAY - timedelta(days=back), 100_000)
    for client, scores in ((made[0], (3, 10)), (made[1], (2,)), (made[2], (9,))):
        for hours, score in enumerate(scores):
            add_feedback(db, client, score, "", NOW - timedelta(hours=9 - hours))
    return made


@pytest.fixture
def page(context: AppContext, shop: list[int], qtbot: Any) -> ReportsPage:
    return show_filled(ReportsPage(context), qtbot)


def shown(page: ReportsPage, kind: type[Plot], title: str) -> Plot:
    return next(one for one in page.findChildren(kind) if one.isVisible() and one.title.startswith(title))


@pytest.fixture
def open_bar(page: ReportsPage, context: AppContext, db: Database, qtbot: Any) -> Opened:
    """Opens a bar by the keyboard: what is told, and how many clients it shows."""

    def open_bar(chart: Plot, number: int) -> tuple[str, int]:
        groups: list[Any] = []
        context.events.show_clients.connect(lambda group, _title: groups.append(group))
        chart.setFocus()
        chart.look_at(number)
        qtbot.keyClick(chart, Qt.Key.Key_Return)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, ToldPopup)
        text = told(popup)
        popup.show_button.click()
        return text, count_clients(db, where=groups[-1], today=TODAY)

    return open_bar


@pytest.mark.parametrize("part", ["overview", "back"])
def test_a_bar_of_the_gaps_leads_to_those_who_came_then(page: ReportsPage, part: str, open_bar: Any) -> None:
    page.show_part(part)
    chart = shown(page, Histogram, "When clients come again")
    assert isinstance(chart, Histogram)
    full = [number for number, one in enumerate(chart.bins) if one.value]
    assert open_bar(chart, full[0])[1] == 2
    text, clients = open_bar(chart, full[-1])
    assert clients == 1
    assert "1 of 3 times a client came again after so many days: 33.3 %." in text


def test_a_bar_of_the_answers_leads_to_those_who_answered_so(page: ReportsPage, open_bar: Any) -> None:
    page.show_part("sources")
    chart = shown(page, Bars, "Would clients recommend")
    text, clients = open_bar(chart, 0)
    assert clients == 2
    assert "2 of 3 clients who answered: 66.7 %." in text
    assert open_bar(chart, 2)[1] == 1


def test_a_month_of_the_season_tells_its_formula_and_leads_to_its_clients(page: ReportsPage, open_bar: Any) -> None:
    page.show_part("season")
    text, clients = open_bar(shown(page, Bars, "What a day brings"), 10)
    assert clients == 3
    assert "÷ 21 days =" in text


def test_where_nobody_came_again_no_empty_chart_is_drawn(context: AppContext, db: Database, qtbot: Any) -> None:
    sell(db, None, TODAY, 100_000)
    page = show_filled(ReportsPage(context), qtbot)
    page.show_part("back")
    assert [one for one in page.findChildren(Plot) if one.isVisible()] == []
    assert "Nobody came a second time in this period." in told(page)


@pytest.mark.parametrize(("several", "later", "told_of"), [(24, 18, False), (25, 3, True), (3, 19, True)])
def test_a_map_that_has_not_everything_says_where_the_rest_is(several: int, later: int, told_of: bool) -> None:
    cohorts = tuple(
        Cohort(date(2024 + n // 12, n % 12 + 1, 1), 20, (1.0,) * (later + 1), False) for n in range(several)
    )
    assert more_cohorts(cohorts) is told_of
    assert len(cohort_rows(cohorts)) == min(several, 24)
