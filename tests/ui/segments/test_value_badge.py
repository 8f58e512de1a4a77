"""The value of a client as the window shows it: in the panel of a group, in the list of clients, on the card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.clients.find import list_client_ids
from app.services.segments.settings import SegmentSettings, save_segment_settings
from app.ui.clients.card.group_chips import GroupChips
from app.ui.clients.card.page import ClientPage
from app.ui.clients.page import ClientsPage
from app.ui.context import AppContext
from app.ui.segments.page import SegmentsPage
from tests.factories import NOW
from tests.ui.driving import show_filled, show_page, told

ALL_BUYERS = "All buyers are divided into fifths by the money they brought; 5 is the most."


@pytest.fixture
def anna(shop: AppContext) -> int:
    """She has spent most, in a shop that counts by fifths and so tells the value of few buyers, too."""
    save_segment_settings(shop.db, SegmentSettings(method="quintile"), NOW)
    return list_client_ids(shop.db, sort="total", descending=True)[0]


def badges(shown: QWidget) -> list[QLabel]:
    return [one for one in shown.findChildren(QLabel) if one.isVisible() and "of 5: brought" in one.toolTip()]


def test_the_best_of_a_group_and_of_a_cell_have_their_value(shop: AppContext, anna: int, qtbot: QtBot) -> None:
    page = show_filled(SegmentsPage(shop), qtbot, 1160, 800)
    first = badges(page.panel)[0]
    assert (first.text(), first.accessibleName()) == ("5/5", "Value 5 of 5")
    assert first.toolTip().startswith("Value 5 of 5: brought more than ")
    assert first.toolTip().endswith(ALL_BUYERS)
    page.show_view("table")
    qtbot.waitUntil(lambda: [one.text() for one in badges(page.panel)][:1] == ["5/5"])


def test_too_few_buyers_have_no_badge(shop: AppContext, qtbot: QtBot) -> None:
    page = show_filled(SegmentsPage(shop), qtbot, 1160, 800)
    assert "72,000 ₽" in told(page.panel)
    assert badges(page.panel) == []


def test_the_value_is_a_column_that_sorts_as_soon_as_it_is_chosen(shop: AppContext, anna: int, qtbot: QtBot) -> None:
    page = show_filled(ClientsPage(shop), qtbot)
    page.table.show_keys(["name", "value"])
    page._sort_by("value", True)
    model = page.model

    def column() -> list[str]:
        return [model.data(model.index(row, 2)) for row in range(model.rowCount())]

    qtbot.waitUntil(lambda: column()[:1] == ["5"])
    numbers = [int(one) for one in column() if one != "—"]
    assert numbers == sorted(numbers, reverse=True)
    assert set(numbers) == {1, 2, 3, 4, 5}
    assert column()[-2:] == ["—", "—"]  # who never bought
    page.table.show_keys(["name", "visits"])
    page.reload()
    qtbot.waitUntil(lambda: page._found is not None and page._found.scale.money is None)
    page.table.show_keys(["name", "value"])
    qtbot.waitUntil(lambda: column()[:1] == ["5"])


def test_the_card_tells_the_value_behind_the_group(shop: AppContext, anna: int, qtbot: QtBot) -> None:
    page = show_page(ClientPage(shop), qtbot, 1100, 800)
    page.show_client(anna)
    chips = page.findChild(GroupChips)
    assert isinstance(chips, GroupChips)
    qtbot.waitUntil(lambda: chips.group is not None)
    (badge,) = badges(chips)
    assert (badge.text(), badge.accessibleName()) == ("5/5", "Value 5 of 5")
    assert chips.group is not None
    assert badge.mapTo(chips, badge.pos()).x() > chips.group.mapTo(chips, chips.group.pos()).x()
    tells = badge.toolTip().replace("\u00a0", " ")
    chips.group.setFocus()
    qtbot.keyClick(chips.group, Qt.Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert tells in told(popup)  # for those without a mouse
    popup.close()
