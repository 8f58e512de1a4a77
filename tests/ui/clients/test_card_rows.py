"""Lines of a card's lists: those that the window shows are there at once, the rest follow, and nothing moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QScrollArea, QWidget

from app.i18n import day_text
from app.models.database import Database
from app.models.enums import InteractionKind
from app.services.clients.card import get_client_card
from app.services.interactions import log_interaction
from app.ui.clients.card.history.tabs import MoreList
from app.ui.clients.card.history.timeline import Entry
from app.ui.clients.card.history.wide_entry import WideEntry
from app.ui.clients.card.page import ClientPage
from app.ui.context import AppContext
from app.ui.theme import tokens
from tests.factories import NOW, make_client, sell
from tests.ui.driving import show_page

TODAY = NOW.date()
NOTES = 60
LONG = "принесла кофемолку, жернова тупые, просила перезвонить " * 4


@pytest.fixture
def talkative(db: Database) -> int:
    """Sixty notes and thirty receipts, an endless line among them."""
    client_id = make_client(db, "Крылова Ольга", phone="+79052211408")
    for number in range(30):
        sell(db, client_id, TODAY - timedelta(days=7 * number + 90), 89_000, "Кения 250 г")
    for number in range(NOTES):
        said = LONG if number == NOTES - 1 else f"заметка {number}"
        log_interaction(db, client_id, InteractionKind.NOTE, said, NOW + timedelta(minutes=number))
    return client_id


@pytest.fixture
def page(qtbot: Any, context: AppContext) -> ClientPage:
    return show_page(ClientPage(context), qtbot, 1100, 800)


def area(page: ClientPage) -> QScrollArea:
    """What scrolls in the tab that is shown."""
    assert page.tabs is not None
    shown = page.tabs._stack.currentWidget()
    assert isinstance(shown, QScrollArea)
    return shown


def rows(page: ClientPage) -> list[WideEntry]:
    return sorted(area(page).findChildren(WideEntry), key=lambda row: row.y())


def places(page: ClientPage) -> list[tuple[int, ...]]:
    """Where the first lines, the parts of the left column and the tabs stand."""
    assert page.tabs is not None
    assert page.left is not None
    parts: list[QWidget] = [*rows(page)[:6], page.tabs, page.left, page.left.preferences, page.left.head]
    return [one.geometry().getRect() for one in parts]  # type: ignore[misc]


def test_lines_fill_the_window_at_once_and_nothing_moves_when_the_rest_comes(
    page: ClientPage, talkative: int, qtbot: Any
) -> None:
    page.show_client(talkative)
    last = rows(page)[-1]
    assert last.geometry().bottom() >= area(page).viewport().height()
    assert len(rows(page)) < 20
    at_once = places(page)
    qtbot.waitUntil(lambda: len(rows(page)) == 25)
    QApplication.processEvents()
    assert places(page) == at_once


def test_the_button_below_shows_the_older_lines(page: ClientPage, talkative: int, qtbot: Any) -> None:
    page.show_client(talkative)
    [shown] = area(page).findChildren(MoreList)
    qtbot.waitUntil(shown.more.isVisible)
    area(page).verticalScrollBar().setValue(area(page).verticalScrollBar().maximum())
    qtbot.mouseClick(shown.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(page)) == 50)
    assert "заметка 10" in rows(page)[49].accessibleName()


def test_a_tab_that_is_turned_to_is_filled_before_it_is_seen(page: ClientPage, talkative: int, qtbot: Any) -> None:
    page.show_client(talkative)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    [shown] = area(page).findChildren(MoreList)
    assert shown.height() >= area(page).viewport().height()
    receipts = [one for one in shown.findChildren(QPushButton) if one.accessibleName().startswith("What to do with")]
    assert len(receipts) >= area(page).viewport().height() // 50


def test_a_line_far_down_is_deleted_by_keys_and_the_list_stays_there(
    page: ClientPage, db: Database, talkative: int, qtbot: Any
) -> None:
    page.show_client(talkative)
    qtbot.waitUntil(lambda: len(rows(page)) == 25)
    row = rows(page)[22]
    bar = area(page).verticalScrollBar()
    bar.setValue(row.y() - 40)
    scrolled = bar.value()
    [dots] = row.findChildren(QPushButton)
    dots.setFocus()
    menu = dots.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.connect(lambda: qtbot.keyClick(menu, Qt.Key.Key_Up))  # the last one: delete
    before = len(get_client_card(db, talkative).interactions)
    menu.popup(dots.mapToGlobal(dots.rect().bottomLeft()))
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(get_client_card(db, talkative).interactions) == before - 1)
    assert scrolled > 0
    assert area(page).verticalScrollBar().value() == scrolled


def test_a_line_is_painted_as_wide_as_it_stands_whatever_it_was_asked(qtbot: Any) -> None:
    row = WideEntry(Entry(TODAY, "star", "Note", LONG, "cancelled", "bad"), TODAY)
    qtbot.addWidget(row)
    row.resize(700, row.heightForWidth(700))
    row.show()
    painted = row.grab().toImage()
    assert row.heightForWidth(420) > row.heightForWidth(700)
    assert row.grab().toImage() == painted
    colours = {painted.pixelColor(x, 18).name() for x in range(560, 690)}
    assert QColor(tokens().bad_soft).name() in colours


def test_a_line_says_all_that_it_shows(qtbot: Any) -> None:
    row = WideEntry(Entry(TODAY, "star", "Note", "<b>два</b>\nряда", "Telegram", "info"), TODAY)
    qtbot.addWidget(row)
    assert row.accessibleName() == f"{day_text(TODAY, TODAY)}, Note <b>два</b>\nряда, Telegram"
