"""How figures stand: their names whole, their changes in the colour of better or worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.i18n import set_language
from app.models.database import Database
from app.services.report.figures import Figure, Unit
from app.ui.context import AppContext
from app.ui.reports.desk import Desk
from app.ui.reports.figure_button import FigureButton
from app.ui.reports.figures import change_text, change_tone, note_of
from app.ui.reports.page import ReportsPage
from app.wording.figures import figure_formula
from tests.factories import NOW, sell
from tests.ui.driving import show_filled

TODAY = NOW.date()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [1162, 1076, 820])  # the page in a window of 1366, 1280 and 1024
def test_names_of_figures_are_whole(
    context: AppContext, bought: list[int], language: str, width: int, qtbot: Any
) -> None:
    set_language(language)
    page = show_filled(ReportsPage(context), qtbot, width=width)
    for part in ("overview", "numbers", "back", "sources"):
        page.show_part(part)
        QApplication.processEvents()
        buttons = [one for one in page.findChildren(FigureButton) if one.isVisible()]
        assert buttons
        assert [one.accessibleName() for one in buttons if one.width() < one.whole_width()] == []


@pytest.mark.parametrize(
    ("figure", "text", "tone"),
    [
        (Figure("churn", Unit.SHARE, 0.3, before=0.2), "▲ 10 p.p.", "bad"),
        (Figure("crr", Unit.SHARE, 0.3, before=0.2), "▲ 10 p.p.", "accent"),
        (Figure("cac", Unit.MONEY, 300, before=200), "▲ 50 %", "bad"),
        (Figure("returns_share", Unit.SHARE, 0.1, before=0.2), "▼ 10 p.p.", "accent"),
        (Figure("lost_share", Unit.SHARE, 0.3, before=0.2), "▲ 10 p.p.", "bad"),
        (Figure("nps", Unit.SCORE, 24.4, before=24.0), "as before", "third"),
        (Figure("nps", Unit.SCORE, 20.0, before=24.0), "▼ 4", "bad"),
        (Figure("revenue", Unit.MONEY, 1002, before=1000), "as before", "third"),
    ],
)
def test_a_change_says_how_large_it_is_and_whether_it_is_good(figure: Figure, text: str, tone: str) -> None:
    assert (change_text(figure), change_tone(figure)) == (text, tone)


def test_the_cost_of_a_client_tells_its_change_where_its_worth_stands_beside_it(
    page: ReportsPage, context: AppContext
) -> None:
    assert page.counted is not None
    report = page.counted.report
    known = {
        "cac": Figure("cac", Unit.MONEY, 300, before=200),
        "ltv_cac": Figure("ltv_cac", Unit.RATIO, 11.9, before=20.0),
    }
    desk = Desk(context, replace(report, figures=known))
    assert note_of(desk, known["cac"]) == ("LTV to CAC 11.9", "third")
    assert note_of(desk, known["cac"], ("cac", "ltv_cac")) == ("▲ 50 %", "bad")


def test_the_simple_ltv_can_be_counted_again_from_its_formula() -> None:
    parts = {"aov": 190_356, "visits": 7.228915662650603, "years": 4.439024390243902, "before": 40}
    value = round(190_356 * 7.228915662650603 * 4.439024390243902)
    told = figure_formula(Figure("ltv_simple", Unit.MONEY, value, parts), "RUB").replace("\xa0", " ").replace(",", "")
    numbers = [float(word) for word in told.split() if word.replace(".", "").isdigit()]
    assert len(numbers) == 4
    assert "≈" in told
    assert numbers[0] * numbers[1] * numbers[2] == pytest.approx(numbers[3], abs=1.0)


def test_it_is_told_that_the_shop_had_not_sold_for_all_of_the_days_before(page: ReportsPage) -> None:
    assert "(sold since 29 Jun 2025 only)" in page.head.told.text()
    page.change(replace(page.shown, period="month"))
    assert "compared with 1 Oct – 21 Oct · " in page.head.told.text()


def test_a_period_without_a_sale_leads_to_all_time(context: AppContext, db: Database, qtbot: Any) -> None:
    sell(db, None, TODAY - timedelta(days=5000))
    page = show_filled(ReportsPage(context), qtbot)
    assert page.nothing_sold.isVisible()
    page.nothing_sold.findChildren(QPushButton)[0].click()
    assert page.shown.period == "all"
    assert not page.nothing_sold.isVisible()
