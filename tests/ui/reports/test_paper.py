"""The report on paper: all that the window shows, once, with its formulas."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from app.models.database import Database
from app.services.forecast.fit import Params
from app.services.forecast.holdout import Holdout
from app.services.forecast.read import Forecast
from app.services.forecast.section import ForecastSection
from app.services.report.before_after import compare_turns
from app.services.report.build import build_report
from app.services.report.period import Period
from app.services.spend import add_spend
from app.ui.context import AppContext
from app.ui.plots.on_paper import MARK
from app.ui.printing import Paper, PrintDialog, make_document, pdf_of
from app.ui.reports import paper
from app.ui.reports.desk import Desk
from app.ui.reports.page import ReportsPage
from app.ui.reports.paper import report_paper
from app.wording.figures import figure_formula, figure_title
from tests.factories import NOW, make_client, sell_many
from tests.ui.driving import show_filled

TODAY = NOW.date()
PERIOD = Period(TODAY - timedelta(364), TODAY)


@pytest.fixture
def desk(db: Database, context: AppContext) -> Desk:
    """A year of a small shop with spend on marketing."""
    clients = [make_client(db, f"Client {place}") for place in range(15)]
    sales = [
        (client, TODAY - timedelta(20 + 35 * visit + place), 50_000)
        for place, client in enumerate(clients)
        for visit in range(place % 4 + 1)
    ]
    sell_many(db, sales, "Tea & <b>Milk</b>")
    for number in range(6):
        add_spend(db, f"Source {number}", TODAY - timedelta(40), TODAY, 100_000, NOW)
    return Desk(context, build_report(db, PERIOD, PERIOD.previous(), TODAY))


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


def test_every_number_stands_there_with_its_formula(desk: Desk, qtbot: Any) -> None:
    said = words(report_paper(desk)[0])
    for figure in desk.report.figures.values():
        assert figure_title(figure.key) in said
        assert figure_formula(figure, "RUB").replace("\xa0", " ") in said


def test_every_chart_of_the_window_is_there_once(desk: Desk, qtbot: Any) -> None:
    html, plots = report_paper(desk)
    titles = [one.plot.title for one in plots]
    assert html.count(MARK) == len(plots)
    assert len(set(titles)) == len(titles)
    assert {"Revenue: new and regular clients", "When clients come again", "LTV by month"} <= set(titles)


def test_a_table_is_printed_once_and_whole(desk: Desk, qtbot: Any) -> None:
    html, _plots = report_paper(desk)
    assert html.count("Where clients come from") == 1
    assert all(f"Source {number}" in html for number in range(6))


def test_names_are_words_and_no_markup(desk: Desk, qtbot: Any) -> None:
    html, plots = report_paper(desk)
    document = make_document(html, Paper.A4, plots)
    assert "Tea & <b>Milk</b>" in document.toPlainText()


def test_a_long_table_ends_with_where_the_rest_is(desk: Desk, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "MOST_ROWS", 4)
    assert "2 more lines are in the Excel file." in words(report_paper(desk)[0])


def test_the_pdf_holds_no_pictures(desk: Desk, qtbot: Any) -> None:
    html, plots = report_paper(desk)
    document = make_document(html, Paper.A4, plots)
    made = pdf_of(document, "report")
    assert document.pageCount() > 1
    assert b"/Subtype /Image" not in made


def test_a_shop_without_a_sale_has_a_report_too(db: Database, context: AppContext, qtbot: Any) -> None:
    html, plots = report_paper(Desk(context, build_report(db, PERIOD, None, TODAY)))
    assert make_document(html, Paper.A4, plots).pageCount() >= 1


def test_the_page_shows_its_paper(desk: Desk, context: AppContext, qtbot: Any) -> None:
    page = show_filled(ReportsPage(context), qtbot)
    page.head.print_button.click()
    assert page.findChildren(QDialog) == []  # part by part, and the window lives on meanwhile
    qtbot.waitUntil(lambda: bool(page.findChildren(QDialog)))
    dialogs = page.findChildren(QDialog)
    assert [type(one) for one in dialogs] == [PrintDialog]
    dialogs[0].close()


def test_before_and_after_what_happened_is_told_in_a_table(desk: Desk, qtbot: Any) -> None:
    turns = compare_turns(desk.context.db, desk.report.sections.turns, TODAY)
    said = words(report_paper(desk, turns)[0])
    assert len(turns) == 6
    assert "The average receipt before and after" in said
    assert "campaign Source 3" in said


def test_the_forecast_is_printed_with_its_figures_and_its_trial(desk: Desk, qtbot: Any) -> None:
    trial = Holdout(TODAY - timedelta(30), 300, (10, 20, 30), (5.4, 9.6, 14.0), (5, 10, 16), -0.125)
    params = Params(0.2, 4.0, 0.8, 2.4)
    known = Forecast(
        TODAY, 90, 300, 200, "good", params, visits=12.4, money=123_400, at_risk=5_000, year=500_000, holdout=trial
    )
    sections = replace(desk.report.sections, forecast=ForecastSection(known))
    html, plots = report_paper(Desk(desk.context, replace(desk.report, sections=sections)))
    assert "1,234 ₽" in words(html)
    assert "Would it have been right?" in [one.plot.title for one in plots]


def test_a_part_and_its_card_of_the_same_name_are_named_once(desk: Desk, qtbot: Any) -> None:
    html, _plots = report_paper(desk)
    assert "<h2>What to expect</h2>" in html
    assert "<b>What to expect</b>" not in html
