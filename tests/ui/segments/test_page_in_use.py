"""The page Segments as time goes by: Tab, what is chosen at first, another day, and a sale meanwhile."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.context import AppContext
from app.ui.segments.page import SegmentsPage
from app.ui.widgets.link import ElidedLink
from tests.factories import make_client, sell
from tests.ui.conftest import FakeClock
from tests.ui.driving import show_filled, told
from tests.ui.segments.conftest import TODAY


def _links(page: SegmentsPage) -> list[ElidedLink]:
    return [one for one in page.panel.findChildren(ElidedLink) if one.isVisible()]


def test_tab_goes_down_the_cards_as_they_stand(page: SegmentsPage, qtbot: QtBot) -> None:
    page.groups.map.tiles.tiles["loyal"].click()
    qtbot.waitUntil(lambda: not page.is_busy())
    page.groups.prospects.setFocus()
    stops: list[QWidget | None] = []
    for _step in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops[0] is page.panel.more
    cards = [
        card for card in (page.panel, page.cohorts, page.movements) for one in stops if one and card.isAncestorOf(one)
    ]
    assert cards == sorted(cards, key=[page.panel, page.cohorts, page.movements].index)
    wanted = [
        stops.index(one) for one in (page.panel.more, _links(page)[0], page.panel.primary, page.movements.earlier)
    ]
    assert wanted == sorted(wanted)


def test_the_first_group_that_has_somebody_is_chosen(context: AppContext, qtbot: QtBot) -> None:
    sell(context.db, make_client(context.db, "Long gone"), TODAY - timedelta(900))
    page = show_filled(SegmentsPage(context), qtbot)
    assert page.groups.current() == "hibernating"
    assert "Nobody is here now" not in told(page.panel)
    assert page.groups.map.tiles.tiles["hibernating"].hasFocus()


def test_a_receipt_of_a_day_to_come_makes_nobody_silent_for_less_than_no_day(context: AppContext, qtbot: QtBot) -> None:
    sell(context.db, make_client(context.db, "Tomorrow"), TODAY + timedelta(40))
    page = show_filled(SegmentsPage(context), qtbot)
    qtbot.waitUntil(lambda: not page.is_busy())
    assert "Typically silent for 0 days" in told(page.panel)
    assert "-40" not in told(page.panel)
    assert "−40" not in told(page.panel)


def test_the_window_that_wakes_on_another_day_counts_again(page: SegmentsPage, clock: FakeClock) -> None:
    assert "21 November" in page.head.counted.text()
    clock.sleep(10 * 86_400)
    QApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))
    assert "1 December" in page.head.counted.text()
    assert "December 2026" in told(page.movements)
    assert not page.movements.later.isEnabled()


def test_an_earlier_month_that_is_looked_at_stays(page: SegmentsPage, clock: FakeClock) -> None:
    page.movements.earlier.click()
    clock.sleep(10 * 86_400)
    QApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))
    assert "October 2026" in told(page.movements)
    page.movements.later.click()
    assert page.movements.later.isEnabled()


def test_a_sale_meanwhile_takes_the_keyboard_from_no_client(page: SegmentsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.is_busy())
    link = _links(page)[0]
    name, before = link.text(), link
    link.setFocus()
    sell(page.context.db, make_client(page.context.db, "Somebody"), TODAY - timedelta(900))
    page.reload()
    qtbot.waitUntil(lambda: not page.is_busy())
    focused = QApplication.focusWidget()
    assert isinstance(focused, ElidedLink)
    assert focused is not before
    assert focused.text() == name


def test_no_tile_is_marked_while_those_outside_are_chosen(page: SegmentsPage) -> None:
    tile = page.groups.map.tiles.tiles[page.groups.current()]
    assert tile.isChecked()
    page.groups.prospects.click()
    assert not tile.isChecked()
    tile.click()
    assert tile.isChecked()


def test_a_share_that_rounds_to_nothing_is_not_told(page: SegmentsPage) -> None:
    sell(page.context.db, make_client(page.context.db, "Small"), TODAY - timedelta(900), 100)
    page.reload()
    tips = [tile.words.tip for tile in page.groups.map.tiles.tiles.values()]
    assert not any(" 0 % of all" in tip for tip in tips)
