"""The part of the report that tells what to expect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from app.models.listing.filter_fields import Group
from app.services.forecast.refresh import refresh_forecast
from app.services.report.build import all_time, build_report
from app.ui.context import AppContext
from app.ui.plots.lines import Lines
from app.ui.reports.desk import Desk
from app.ui.reports.figure_button import FigureButton
from app.ui.reports.figures import told_of
from app.ui.reports.parts import forecast
from app.ui.reports.table import FactsTable
from app.ui.reports.told import ToldPopup
from app.wording.forecast import doubts_text
from tests.factories import make_client, sell
from tests.services.forecast.test_refresh import TODAY, fill


@pytest.fixture
def desk(context: AppContext) -> Desk:
    """The report of a shop of 260 buyers, forecast on the same day."""
    fill(context.db, 7, 260)
    assert refresh_forecast(context.db, TODAY)
    return read_desk(context)


def read_desk(context: AppContext) -> Desk:
    period = all_time(context.db, TODAY)
    assert period is not None
    return Desk(context, build_report(context.db, period, None, TODAY))


def texts(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_numbers_the_trial_and_who_is_at_risk_are_told(desk: Desk, qtbot: Any) -> None:
    part = forecast.build(desk)
    qtbot.addWidget(part)
    found = desk.report.sections.forecast
    assert found.forecast is not None
    assert [one.accessibleName().partition(":")[0] for one in part.findChildren(FigureButton)] == [
        "Purchases, 90 days",
        "Money, 90 days",
        "Money, 365 days",
        "At risk, 90 days",
    ]
    (plot,) = part.findChildren(Lines)
    assert found.forecast.holdout is not None
    assert plot.series[0].points == found.forecast.holdout.real
    assert plot.summary() in texts(part)
    assert plot.summary().startswith("Tried on the last 90 days")
    (table,) = part.findChildren(FactsTable)
    assert table.model().rowCount() == len(found.at_risk) == 10
    assert list(found.at_risk) == sorted(found.at_risk, key=lambda row: (-row.at_risk, row.client_id))


def test_a_click_on_what_is_at_risk_leads_to_its_clients(desk: Desk, qtbot: Any) -> None:
    part = forecast.build(desk)
    qtbot.addWidget(part)
    part.show()
    shown: list[tuple[Group, str]] = []
    desk.context.events.show_clients.connect(lambda where, title: shown.append((where, title)))
    part.findChildren(FigureButton)[3].click()
    (popup,) = part.window().findChildren(ToldPopup)
    assert "BG/NBD" in texts(popup)
    popup.show_button.click()
    assert shown == [(forecast.IN_DOUBT, "At risk, 90 days")]


def test_a_row_opens_the_card(desk: Desk, qtbot: Any) -> None:
    part = forecast.build(desk)
    qtbot.addWidget(part)
    opened: list[int] = []
    desk.context.events.open_client.connect(opened.append)
    (table,) = part.findChildren(FactsTable)
    table.clicked.emit(table.model().index(0, 0))
    table.setCurrentIndex(table.model().index(0, 0))
    table.clicked.emit(table.model().index(0, 0))
    assert opened[-1] == desk.report.sections.forecast.at_risk[0].client_id


def test_too_few_buyers_are_told(context: AppContext, qtbot: Any) -> None:
    sell(context.db, make_client(context.db), TODAY - timedelta(days=3))
    assert refresh_forecast(context.db, TODAY)
    part = forecast.build(read_desk(context))
    qtbot.addWidget(part)
    assert "A forecast can be trusted from 200 buyers on" in texts(part)
    assert not part.findChildren(FigureButton)


def test_before_the_first_count_nothing_is_said_of_the_buyers(context: AppContext, qtbot: Any) -> None:
    sell(context.db, make_client(context.db), TODAY - timedelta(days=3))
    part = forecast.build(read_desk(context))
    qtbot.addWidget(part)
    assert "has not been counted yet" in texts(part)
    assert "by now" not in texts(part)


def test_what_cannot_be_told_is_no_zero(desk: Desk, qtbot: Any) -> None:
    section = desk.report.sections.forecast
    assert section.forecast is not None
    bare = replace(section.forecast, at_risk=None, money=None, year=None, holdout=None)
    sections = replace(desk.report.sections, forecast=replace(section, forecast=bare, at_risk=()))
    part = forecast.build(replace(desk, report=replace(desk.report, sections=sections)))
    qtbot.addWidget(part)
    said = texts(part)
    assert "cannot be told" in said
    assert "—" in said
    assert "to try the forecast on it" in said


def shown_with(desk: Desk, qtbot: Any, **changed: Any) -> str:
    """What the part says of such a forecast."""
    section = desk.report.sections.forecast
    assert section.forecast is not None
    told = replace(section, forecast=replace(section.forecast, **changed))
    report = replace(desk.report, sections=replace(desk.report.sections, forecast=told))
    part = forecast.build(replace(desk, report=report))
    qtbot.addWidget(part)
    return texts(part)


def test_a_forecast_that_was_far_off_says_what_it_would_be_then(desk: Desk, qtbot: Any) -> None:
    section = desk.report.sections.forecast
    assert section.forecast is not None
    assert section.forecast.holdout is not None
    trial = replace(section.forecast.holdout, predicted=(10.0, 150.0), real=(9, 100), points=(1, 2), error=0.5)
    said = shown_with(desk, qtbot, holdout=trial, visits=300.0, money=600_000, at_risk=None)
    assert "by the trial 200" in said
    assert "by the trial 4,000" in said
    assert "off by more than a quarter" in said
    assert "Today puts the silent in order by the own rhythm of each" in said
    nobody = replace(trial, predicted=(0.0, 0.0), error=-1.0)
    assert "a client" in shown_with(desk, qtbot, holdout=nobody)
    near = replace(trial, predicted=(10.0, 110.0), error=0.1)
    said = shown_with(desk, qtbot, holdout=near)
    assert "by the trial" not in said
    assert "Today names those first of whom most is at risk" in said


def test_many_buyers_of_whom_nobody_came_twice_are_not_called_too_few(desk: Desk, qtbot: Any) -> None:
    said = shown_with(desk, qtbot, params=None, quality="none", buyers=500, repeat_buyers=0)
    assert "Nobody has come twice yet" in said
    assert "200" not in said


def test_a_forecast_that_could_not_be_tried_is_a_hint(desk: Desk, qtbot: Any) -> None:
    said = shown_with(desk, qtbot, holdout=None, buyers=260, at_risk=None)
    assert "could not be tried on the shop's own past" in said
    assert "often off by a quarter" not in said


def test_a_large_shop_is_not_told_that_it_has_too_little_data(desk: Desk, qtbot: Any) -> None:
    section = desk.report.sections.forecast
    assert section.forecast is not None
    large = replace(section.forecast, buyers=90_000, holdout=None)
    told = replace(desk.report.sections, forecast=replace(section, forecast=large))
    part = forecast.build(replace(desk, report=replace(desk.report, sections=told)))
    qtbot.addWidget(part)
    part.show()
    part.findChildren(FigureButton)[0].click()
    (popup,) = part.window().findChildren(ToldPopup)
    assert "too little data" not in texts(popup)
    assert "could not be tried on the shop's own past" in texts(popup)


def test_what_a_client_will_be_worth_tells_the_doubts_of_the_forecast(desk: Desk) -> None:
    found = desk.report.sections.forecast.forecast
    assert found is not None
    assert found.doubts
    assert doubts_text(found.doubts) in told_of(desk, desk.report.figures["ltv_predicted"]).lines
    assert doubts_text(found.doubts) not in told_of(desk, desk.report.figures["ltv"]).lines
