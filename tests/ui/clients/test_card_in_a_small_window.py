"""The card of a client on a small screen, or a usual one that shows everything larger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionComboBox, QTabBar, QWidget

from app.models.database import Database
from app.services.clients.data import LineRow, PurchaseRow
from app.ui.clients.card.history.log_box import LogBox
from app.ui.clients.card.history.purchase_rows import purchase_row
from app.ui.clients.card.history.tabs import CardTabs
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from tests.factories import make_client, sell
from tests.ui.driving import show_page

DAY = date(2026, 9, 8)


@pytest.fixture
def page(qtbot: Any, context: AppContext, db: Database) -> ClientPage:
    """1366x768 at 150 % is 823 px wide without the sidebar; lower, as with a task bar and much to tell above."""
    client_id = make_client(db, "Жукова Марина", phone="+79164045566")
    for price in range(100, 1300, 100):
        sell(db, client_id, DAY, price * 100, "Бразилия 1 кг")
    made = show_page(ClientPage(context), qtbot, 823, 340)
    made.show_client(client_id)
    return made


def seen(part: QWidget, within: QWidget) -> bool:
    """True if `part` is in sight as a whole."""
    return part.visibleRegion().boundingRect() == QRect(QPoint(), part.size()) and within.isAncestorOf(part)


def test_a_tab_that_is_turned_to_comes_into_sight(page: ClientPage, qtbot: Any) -> None:
    tabs = page.findChild(CardTabs)
    assert tabs is not None
    row = tabs.findChildren(QTabBar)[0]
    row.setCurrentIndex(1)
    line = next(label for label in tabs.findChildren(QLabel) if label.text().startswith("Бразилия"))
    qtbot.waitUntil(lambda: seen(line, page))
    assert seen(row, page)


def test_the_phone_stands_in_one_line(page: ClientPage) -> None:
    phone = next(label for label in page.findChildren(QLabel) if label.text().endswith("404-55-66"))
    assert phone.height() < 2 * phone.fontMetrics().height()


def test_the_icon_of_what_is_logged_is_whole(page: ClientPage) -> None:
    kind = page.findChildren(LogBox)[0].kind
    option = QStyleOptionComboBox()
    kind.initStyleOption(option)
    control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    assert kind.style().subControlRect(control, option, part, kind).width() >= kind.iconSize().width()


def test_the_total_of_a_receipt_stands_over_the_sums_of_its_lines(qtbot: Any) -> None:
    lines = (LineRow("Бразилия 1 кг", 1000, 120_000, 0, 120_000), LineRow("Чай", 1000, 9_900, 0, 9_900))
    made = purchase_row(PurchaseRow(1, DAY, None, 129_900, "17", "cancelled", lines), "RUB", DAY)
    qtbot.addWidget(made)
    made.resize(430, 120)
    made.show()
    sums = [label for label in made.findChildren(QLabel) if label.text().endswith("₽")]
    assert len(sums) == 3
    assert len({label.geometry().right() for label in sums}) == 1
