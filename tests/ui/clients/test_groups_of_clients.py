"""Groups of clients in the list and on the card: columns, the clients behind a number, since when and before that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton

from app.models.database import Database
from app.services.clients.listing.filters import Condition, Group
from app.services.segments.settings import SegmentSettings, save_segment_settings
from app.ui.clients.card.group_chips import GroupChips
from app.ui.clients.card.page import ClientPage
from app.ui.clients.page import ClientsPage
from app.ui.context import AppContext
from app.ui.theme import tokens
from tests.factories import NOW, make_client, sell
from tests.ui.driving import show_filled, show_page, told

CHAMPIONS = Condition("segment", "any", ["champions"])
OLDER = Condition("visits", "ge", 2)


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    """Olga comes every week, Marina is gone, Anna never bought anything."""
    people = {name: make_client(db, name) for name in ("Ольга", "Марина", "Анна")}
    for day in (date(2026, 10, 24), date(2026, 10, 31), date(2026, 11, 7), date(2026, 11, 14), date(2026, 11, 20)):
        sell(db, people["Ольга"], day, 150_000)
    for day in (date(2026, 6, 1), date(2026, 6, 22), date(2026, 7, 13)):
        sell(db, people["Марина"], day, 90_000)
    return people


def rows(page: ClientsPage, last: int = 3) -> list[list[str]]:
    """The cells of the first columns, up to the one of this number."""
    model = page.model
    return [[model.data(model.index(row, column)) for column in range(1, last + 1)] for row in range(model.rowCount())]


def chips_of(page: ClientPage) -> GroupChips:
    found = page.findChild(GroupChips)
    assert isinstance(found, GroupChips)
    return found


def group_of(page: ClientPage) -> QPushButton:
    made = chips_of(page).group
    assert made is not None
    return made


def test_group_and_rhythm_are_columns_that_sort(
    context: AppContext, shop: dict[str, int], db: Database, qtbot: Any
) -> None:
    page = show_filled(ClientsPage(context), qtbot)
    page.table.show_keys(["name", "segment", "rhythm_state"])
    page._sort_by("segment", False)
    qtbot.waitUntil(
        lambda: (
            rows(page) == [["Ольга", "Champions", "On time"], ["Марина", "At risk", "To win back"], ["Анна", "—", "—"]]
        )
    )
    page._sort_by("rhythm_state", True)
    qtbot.waitUntil(lambda: [row[0] for row in rows(page)] == ["Марина", "Ольга", "Анна"])
    save_segment_settings(db, SegmentSettings(names={"champions": "Our people"}), NOW)
    page.reload()
    qtbot.waitUntil(lambda: rows(page)[1][1] == "Our people")


def test_the_state_of_a_rhythm_has_the_colour_of_its_mark(context: AppContext, db: Database, qtbot: Any) -> None:
    silent = make_client(db, "Вера")
    for day in (date(2026, 7, 14), date(2026, 8, 13), date(2026, 9, 12)):  # every 30 days; lapsed after 60
        sell(db, silent, day, 50_000)
    page = show_filled(ClientsPage(context), qtbot)
    page.table.show_keys(["name", "rhythm_state"])
    qtbot.waitUntil(lambda: rows(page, 2) == [["Вера", "Silent for too long"]])
    index = page.model.index(0, 2)
    assert page.model.data(index, Qt.ItemDataRole.ForegroundRole) == QColor(tokens().bad)


def test_the_clients_behind_a_number_are_shown_with_what_they_are_called(
    context: AppContext, shop: dict[str, int], qtbot: Any
) -> None:
    page = show_filled(ClientsPage(context), qtbot)
    page.search.setText("марина")
    page.show_group(Group("all", (CHAMPIONS, OLDER)), "Champions of today")
    qtbot.waitUntil(lambda: [row[0] for row in rows(page)] == ["Ольга"])
    assert (page.search.text(), page.strip.isVisible(), page.batch_button.text()) == ("", True, "Champions of today")
    page.batch_button.click()
    qtbot.waitUntil(lambda: len(rows(page)) == 3)
    assert not page.batch_button.isVisible()
    page.show_group(Group("all", (CHAMPIONS,)), "Champions")
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    assert not page.batch_button.isVisible()  # the chip of the filter says it


def test_the_card_tells_the_rhythm_before_the_group_and_since_when(
    context: AppContext, shop: dict[str, int], qtbot: Any
) -> None:
    page = show_page(ClientPage(context), qtbot, 1100, 800)
    page.show_client(shop["Ольга"])
    qtbot.waitUntil(lambda: chips_of(page).group is not None)
    group = group_of(page)
    assert told(chips_of(page)) == "On time"
    assert page.left is not None
    page.left.head.more.setFocus()
    qtbot.keyClick(page.left.head.more, Qt.Key.Key_Tab)
    assert group.hasFocus()  # as the eye goes, though it came last
    assert (group.text(), group.accessibleName()) == ("Champions", "Group: Champions")
    asked: list[tuple[Group, str]] = []
    context.events.show_clients.connect(lambda where, title: asked.append((where, title)))
    group.setFocus()
    qtbot.keyClick(group, Qt.Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    said = told(popup)
    assert "since 14 November" in said
    assert "since 24 October" in said
    assert said.index("14 November") < said.index("24 October")
    qtbot.keyClick(popup.findChild(QPushButton), Qt.Key.Key_Space)
    assert asked == [(Group("all", (CHAMPIONS,)), "Champions")]


def test_who_never_bought_has_neither(context: AppContext, shop: dict[str, int], qtbot: Any) -> None:
    page = show_page(ClientPage(context), qtbot, 1100, 800)
    page.show_client(shop["Анна"])
    assert page.findChild(GroupChips) is None


def test_another_scale_is_seen_on_the_card_at_once(
    context: AppContext, shop: dict[str, int], db: Database, qtbot: Any
) -> None:
    page = show_page(ClientPage(context), qtbot, 1100, 800)
    page.show_client(shop["Ольга"])
    qtbot.waitUntil(lambda: chips_of(page).group is not None)
    save_segment_settings(db, SegmentSettings(frequency=(10, 20, 30, 40)), NOW)
    page.reload()
    qtbot.waitUntil(lambda: group_of(page).text() == "New")
