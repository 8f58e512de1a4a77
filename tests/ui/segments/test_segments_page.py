"""The page Segments: every count leads to as many clients, by mouse and by keys; what is done with a whole group."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.models.listing.filter_fields import Condition, Group
from app.services.clients.find import count_clients, list_client_ids
from app.services.clients.listing.views import find_view
from app.services.history.actions import find_last_action, undo_action
from app.services.tasks.listing import TaskFilter, list_tasks
from app.ui.context import AppContext
from app.ui.dialogs.tasks.task_for_many import TaskForMany
from app.ui.many_clients import MANY, ask_task
from app.ui.segments.chosen import FIRST_TIMERS, chosen_of
from app.ui.segments.head import MAP, TABLE
from app.ui.segments.page import SegmentsPage
from app.ui.widgets.link import ElidedLink
from app.ui.widgets.name_popup import NamePopup
from tests.factories import NOW, make_client, sell
from tests.ui.driving import Toasts, press_letter, show_filled, told
from tests.ui.segments.conftest import TODAY


@pytest.fixture
def asked(shop: AppContext) -> list[tuple[Group, str]]:
    """What the page of clients was asked to show."""
    seen: list[tuple[Group, str]] = []
    shop.events.show_clients.connect(lambda where, title: seen.append((where, title)))
    return seen


def _found(page: SegmentsPage, where: Group) -> int:
    return count_clients(page.context.db, "", None, where, page.context.today())


def test_every_count_is_the_number_of_clients_behind_it(page: SegmentsPage) -> None:
    shown = page._shown
    assert shown is not None
    for tiles in (page.groups.map.tiles, page.groups.table.tiles):
        for key, tile in tiles.tiles.items():
            where = chosen_of(key, shown).where
            assert tile.words.figure == str(_found(page, where)), key
    assert shown.map.prospects == _found(page, chosen_of("prospects", shown).where) == 2
    assert shown.map.first_timers == _found(page, chosen_of(FIRST_TIMERS, shown).where) > 0
    assert sum(count.clients for count in shown.map.groups.values()) == shown.map.buyers == 25


def test_the_arrows_walk_and_enter_shows_the_clients(
    page: SegmentsPage, asked: list[tuple[Group, str]], qtbot: QtBot
) -> None:
    assert page.groups.current() == "champions"
    focused = QApplication.focusWidget()
    qtbot.keyClick(focused, Qt.Key.Key_Left)
    assert page.groups.current() == "loyal"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert page.groups.current() in ("cant_lose", "at_risk")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert page.groups.current() == "champions"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == [(Group("all", (Condition("segment", "any", ["champions"]),)), "Champions")]


def test_a_click_on_a_tile_fills_the_panel_and_a_double_click_leads_in(
    page: SegmentsPage, asked: list[tuple[Group, str]], qtbot: QtBot
) -> None:
    tile = page.groups.map.tiles.tiles["hibernating"]
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert "Long gone" in told(page.panel)
    assert tile.isChecked()
    assert not page.groups.map.tiles.tiles["champions"].isChecked()
    qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)
    assert [title for _where, title in asked] == ["Long gone"]


def test_the_panel_names_the_best_and_opens_their_card(page: SegmentsPage, qtbot: QtBot) -> None:
    opened: list[int] = []
    page.context.events.open_client.connect(opened.append)
    first = page.panel.findChildren(ElidedLink)[0]
    assert first.text() == "Anna"
    assert "72,000 ₽" in told(page.panel)
    assert "1 day" in told(page.panel)
    first.click()
    assert opened == list(list_client_ids(page.context.db, "Anna"))


def test_the_rhythm_of_a_group_adds_up_and_leads_in(page: SegmentsPage, asked: list[tuple[Group, str]]) -> None:
    page.groups.map.tiles.tiles["hibernating"].click()
    page._read_people()
    told(page.panel)  # what was replaced is gone
    chosen = page.chosen()
    states = [one for one in page.panel.findChildren(QPushButton) if one.property("kind") == "filter"]
    counts = [int(one.text().split()[-1]) for one in states]
    assert chosen is not None
    assert sum(counts) == chosen.clients
    for one, count in zip(states, counts, strict=True):
        one.click()
        assert _found(page, asked[-1][0]) == count, asked[-1][1]


def test_the_table_has_cells_of_its_own(page: SegmentsPage, asked: list[tuple[Group, str]], qtbot: QtBot) -> None:
    page.action(f"view_{TABLE}").run()
    assert page.groups.current() == "55"
    assert "Champions, cell 5·5" in told(page.panel)
    page.show_clients()
    assert asked[0][0] == Group("all", (Condition("segment_cell", "any", ["55"]),))
    page.action(f"view_{MAP}").run()
    assert page.groups.current() == "champions"


def test_a_task_for_everybody_is_one_action(page: SegmentsPage, toasts: Toasts, qtbot: QtBot) -> None:
    chosen = page.chosen()
    assert chosen is not None
    assert page.panel.primary.text() == f"Create {chosen.clients} tasks"
    press_letter(QApplication.focusWidget(), "t")
    dialog = page.window().findChild(TaskForMany)
    dialog.title.setText("Thank them")
    dialog.save()
    assert len(list_tasks(page.context.db, TaskFilter(), TODAY).ids) == chosen.clients
    action = find_last_action(page.context.db, NOW - timedelta(1))
    assert action is not None
    undo_action(page.context.db, action.id, NOW)
    assert not list_tasks(page.context.db, TaskFilter(), TODAY).ids
    assert "Task “Thank them”" in toasts[0][0]


def test_a_task_for_more_than_a_thousand_is_asked_about_first(page: SegmentsPage, messages: Any) -> None:
    messages.answer = False
    ask_task(page.context, lambda: (), MANY + 1, page.window())
    assert messages.questions == ["Add a task for 1,001 clients?"]
    assert page.window().findChild(TaskForMany) is None


def test_the_phones_of_a_group_are_copied_and_the_group_goes_into_a_file(
    page: SegmentsPage, messages: Any, tmp_path: Path
) -> None:
    page.copy_phones()
    assert "+79001112233" in QGuiApplication.clipboard().text().split("\n")
    messages.place = tmp_path / "best.csv"
    page.export()
    chosen = page.chosen()
    assert chosen is not None
    assert len((tmp_path / "best.csv").read_text("utf-8-sig").splitlines()) == chosen.clients + 1


def test_a_group_is_kept_as_a_view(page: SegmentsPage, toasts: Toasts) -> None:
    page.save_view()
    popup = page.findChild(NamePopup)
    popup.line.setText("My best")
    popup.save_button.click()
    chosen = page.chosen()
    assert chosen is not None
    view = find_view(page.context.db, "my best")
    assert (view.where, view.sort, view.descending) == (chosen.where, "total", True)


def test_a_sale_moves_a_client_on_the_map(page: SegmentsPage) -> None:
    before = page.groups.map.tiles.tiles["new"].words.figure
    sell(page.context.db, make_client(page.context.db, "Just here"), TODAY)
    assert int(page.groups.map.tiles.tiles["new"].words.figure) == int(before) + 1


def test_what_is_chosen_is_there_after_a_new_start(page: SegmentsPage, qtbot: QtBot) -> None:
    page.groups.map.tiles.tiles["at_risk"].click()
    again = show_filled(SegmentsPage(page.context), qtbot)
    assert again.groups.current() == "at_risk"
    assert "At risk" in told(again.panel)


def test_a_cell_that_was_chosen_leaves_the_map_where_it_begins(page: SegmentsPage, qtbot: QtBot) -> None:
    page.show_view(TABLE)
    page.groups.table.tiles.tiles["11"].click()
    page.show_view(MAP)
    page.context.memory.keep("segments/chosen", "11")
    again = show_filled(SegmentsPage(page.context), qtbot)
    assert again.groups.current() == "champions"
    again.show_view(TABLE)
    assert again.groups.current() == "11"


def test_who_stands_outside_of_the_map_has_a_way_in(page: SegmentsPage) -> None:
    page.groups.prospects.click()
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.clients == 2
    assert "Have not bought yet" in told(page.panel)
    page.reload()
    assert page.groups.current() == "prospects"


def test_few_buyers_are_told_to_be_few_and_none_teach(context: AppContext, qtbot: QtBot) -> None:
    page = show_filled(SegmentsPage(context), qtbot)
    assert page.views.currentWidget() is page.empty
    assert page.side.isHidden()
    sell(context.db, make_client(context.db), TODAY)
    assert page.views.currentWidget() is page.groups
    assert page.groups.few.isVisible()
    assert not page.side.isHidden()


def test_the_menu_of_a_tile_is_about_that_tile(page: SegmentsPage, asked: list[tuple[Group, str]]) -> None:
    tile = page.groups.map.tiles.tiles["at_risk"]
    tile.menu_asked.emit(tile.mapToGlobal(tile.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert [title for _where, title in asked] == ["At risk"]
