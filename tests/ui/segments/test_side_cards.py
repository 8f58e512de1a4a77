"""Beside the map: whether new clients come back, and who moved between groups; both lead to their clients."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.models.listing.filter_fields import Group
from app.services.clients.find import count_clients, list_client_ids
from app.services.segments.movements import Movement, movements
from app.ui.context import AppContext
from app.ui.plots.heat_map import HeatMap
from app.ui.segments.movements_card import way_text
from app.ui.segments.page import SegmentsPage
from app.ui.widgets.link import ElidedLink
from app.wording.counts import clients_count
from tests.factories import make_client, sell
from tests.ui.driving import show_filled, told
from tests.ui.segments.conftest import TODAY

Asked = list[tuple[Group, str]]


@pytest.fixture
def asked(context: AppContext) -> Asked:
    seen: Asked = []
    context.events.show_clients.connect(lambda where, title: seen.append((where, title)))
    return seen


@pytest.fixture
def comers(context: AppContext) -> dict[str, int]:
    """Two began in September, of whom one came in October; one began in October."""
    made = {name: make_client(context.db, name) for name in ("Stays", "Leaves", "Later")}
    for name, day in (("Stays", 3), ("Leaves", 4)):
        sell(context.db, made[name], date(2026, 9, day))
    sell(context.db, made["Stays"], date(2026, 10, 10))
    sell(context.db, made["Later"], date(2026, 10, 20))
    return made


def _ids(context: AppContext, where: Group) -> list[int]:
    return list(list_client_ids(context.db, where=where, today=TODAY))


def test_a_cell_of_the_months_leads_to_those_who_came(
    context: AppContext, comers: dict[str, int], asked: Asked, qtbot: QtBot
) -> None:
    page = show_filled(SegmentsPage(context), qtbot)
    chart = page.cohorts.findChild(HeatMap)
    assert [(row, column, cell.text) for row, column, cell in chart.filled] == [
        (0, 0, "100"),
        (0, 1, "50"),
        (1, 0, "100"),
    ]
    assert "50 % come again, 1 of 2 clients" in chart.summary()
    chart.open_value(1)
    chart.open_value(0)
    assert [title for _where, title in asked] == ["New in September 2026, 1 month later", "New in September 2026"]
    assert _ids(context, asked[0][0]) == [comers["Stays"]]
    assert sorted(_ids(context, asked[1][0])) == sorted([comers["Stays"], comers["Leaves"]])


def test_every_move_leads_to_as_many_clients(page: SegmentsPage, asked: Asked) -> None:
    found = movements(page.context.db, TODAY.replace(day=1), TODAY)
    assert found
    page.movements._show_all()
    told(page.movements)  # what was replaced is gone
    for link, move in zip(page.movements.findChildren(ElidedLink), found, strict=True):
        link.click()
        assert count_clients(page.context.db, "", None, asked[-1][0], TODAY) == move.clients, asked[-1][1]


def test_who_brought_everything_back_is_not_told_to_have_bought_nothing() -> None:
    assert way_text(Movement("loyal", "prospects", 1, 0), {}) == "Loyal → Everything returned"
    assert way_text(Movement(None, "new", 1, 0), {"new": "Beginners"}) == "First purchase → Beginners"


def test_the_moves_of_earlier_months_are_there_too(page: SegmentsPage) -> None:
    assert not page.movements.later.isEnabled()
    page.movements.earlier.click()
    assert "Who moved: October 2026" in told(page.movements)
    assert page.movements.later.isEnabled()
    told(page.movements)  # what was replaced is gone
    first = page.movements.findChildren(ElidedLink)[0].accessibleName()
    assert first.endswith(f": {clients_count(movements(page.context.db, date(2026, 10, 1), TODAY)[0].clients)}")
    page.movements.later.click()
    assert "Who moved: November 2026" in told(page.movements)
