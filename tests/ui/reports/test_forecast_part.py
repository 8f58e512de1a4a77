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
from app.ui.reports.parts import forecast
from app.ui.reports.table import FactsTable
from app.ui.reports.told import ToldPopup
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
    assert "too short to try the forecast on it" in said
