"""Tab goes over the card as the eye does, though offers and most rows come after the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.models.database import Database
from app.models.enums import InterestReason
from app.services.interests import add_interest
from app.services.products.data import ProductData
from app.services.products.save import save_product
from app.ui.clients.card.history.log_box import LogLine
from app.ui.clients.card.left.offers_card import OfferButton
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from tests.factories import NOW, make_client, sell
from tests.ui.driving import Toasts, show_page

TODAY = date(2026, 11, 21)


@pytest.fixture
def page(qtbot: Any, context: AppContext, db: Database) -> ClientPage:
    olga = make_client(db, "Крылова Ольга", phone="+79052211408")
    for days in range(10, 300, 10):
        sell(db, olga, TODAY - timedelta(days=days), 89_000, "Кения 250 г")
    kettle = save_product(db, ProductData("Kettle"), NOW)
    add_interest(db, olga, kettle, InterestReason.MISSING, None, "", TODAY, NOW)
    made = show_page(ClientPage(context), qtbot, 1100, 800)
    made.show_client(olga)
    return made


def menus(page: ClientPage, name: str) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if one.accessibleName().startswith(name)]


def stops(page: ClientPage, qtbot: Any) -> list[QWidget]:
    """What has the focus, stop by stop, until the page has it again."""
    page.setFocus()
    found: list[QWidget] = []
    while len(found) < 100 and (not found or found[-1] is not page):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_tab_goes_through_offers_before_the_right_side_and_to_the_oldest_row_last(page: ClientPage, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: len(menus(page, "What to do with: Purchase")) >= 20)
    order = stops(page, qtbot)
    kinds = [type(one) for one in order]
    assert kinds.index(OfferButton) < kinds.index(LogLine)
    rows = [one for one in order if one in menus(page, "What to do with: Purchase")]
    tops = [one.mapTo(page, one.rect().topLeft()).y() for one in rows]
    assert len(tops) >= 20
    assert tops == sorted(tops)


def test_a_wish_is_closed_from_the_timeline_and_comes_back(page: ClientPage, toasts: Toasts, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: bool(menus(page, "What to do with: Wanted")))
    [close] = menus(page, "What to do with: Wanted")[-1].menu().actions()
    close.trigger()
    card = page.card()
    assert card is not None
    assert [one.closed_at is None for one in card.interests] == [False]
    undo: Callable[[], object] | None = toasts[-1][1]
    assert undo is not None
    undo()
    card = page.card()
    assert card is not None
    assert [one.closed_at is None for one in card.interests] == [True]
