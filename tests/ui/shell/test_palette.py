"""The palette and the list of F1 in the window: keys, focus, what is offered, what is printed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.models.database import Database
from app.ui.clients.page import ClientsPage
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.main_window import MainWindow
from app.ui.shell import search_rows
from app.ui.shell.keys import KeysDialog, keys_html, show_keys
from app.ui.shell.palette import Palette, open_palette
from app.ui.shell.search_actions import actions_named
from app.ui.widgets.page import Page
from tests.factories import make_client

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(context: AppContext, db: Database, qtbot: Any) -> MainWindow:
    make_client(db, "Ann Lee")
    made = MainWindow()
    made.allow_close()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.attach(context)
    qtbot.waitUntil(made.isActiveWindow)
    made.show_page("clients")
    return made


def opened(window: MainWindow, qtbot: Any) -> Palette:
    """By its key."""
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_P, CTRL | SHIFT)
    palette = open_palette(window)
    assert palette is not None
    return palette


def titles(palette: Palette) -> list[str]:
    return [row.title for row in palette.list.rows()]


def press(palette: Palette, qtbot: Any, key: Qt.Key) -> None:
    qtbot.keyClick(palette.field, key)


def test_the_actions_of_the_page_come_first_then_those_of_the_window(window: MainWindow, qtbot: Any) -> None:
    shown = titles(opened(window, qtbot))
    assert shown[0] == "Search in the table"
    assert shown.index("Open the client’s card") < shown.index("New purchase")
    assert "New rule" not in shown


def test_every_line_has_its_icon(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    assert [one.title for one in palette._known if not one.action.icon] == []


def test_enter_does_what_is_chosen_and_the_palette_is_gone(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("new task")
    press(palette, qtbot, Qt.Key.Key_Return)
    assert open_palette(window) is None
    (dialog,) = window.findChildren(FormDialog)
    assert dialog.windowTitle() == "New task"
    dialog.reject()


def test_arrows_choose(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("settings")
    first = palette.list.current()
    press(palette, qtbot, Qt.Key.Key_Down)
    assert palette.list.current() != first
    press(palette, qtbot, Qt.Key.Key_Up)
    assert palette.list.current() == first


@pytest.mark.parametrize("close", ["esc", "again"])
def test_closing_gives_the_focus_back(window: MainWindow, qtbot: Any, close: str) -> None:
    page = window.current_page()
    assert isinstance(page, ClientsPage)
    page.search.setFocus()
    palette = opened(window, qtbot)
    assert palette.field.hasFocus()
    if close == "esc":
        press(palette, qtbot, Qt.Key.Key_Escape)
    else:
        qtbot.keyClick(palette.field, Qt.Key.Key_P, CTRL | SHIFT)
    assert open_palette(window) is None
    assert page.search.hasFocus()
    assert window._visit == ("clients", None)


def test_a_click_elsewhere_closes_it(window: MainWindow, qtbot: Any) -> None:
    opened(window, qtbot)
    page = window.current_page()
    assert isinstance(page, ClientsPage)
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton)
    assert open_palette(window) is None


def test_another_page_closes_it(window: MainWindow, qtbot: Any) -> None:
    opened(window, qtbot)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1, CTRL)
    assert window._visit == ("today", None)
    assert open_palette(window) is None


def test_a_page_that_takes_the_focus_meanwhile_gets_it_afterwards(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    page = window.current_page()
    assert isinstance(page, ClientsPage)
    page.search.setFocus()
    qtbot.waitUntil(palette.field.hasFocus)
    press(palette, qtbot, Qt.Key.Key_Escape)
    assert page.search.hasFocus()


def test_what_is_not_possible_now_is_left_out(window: MainWindow, qtbot: Any) -> None:
    window.show_page("today")
    assert "Done, and what came of it" not in titles(opened(window, qtbot))


def test_what_another_page_can_begin_is_done_there(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("new product")
    row = palette.list.current()
    assert row is not None
    assert (row.title, row.more) == ("New product", "Products")
    press(palette, qtbot, Qt.Key.Key_Return)
    assert window._visit == ("products", None)
    (dialog,) = window.findChildren(FormDialog)
    dialog.reject()


def test_what_needs_a_row_of_another_page_leads_there_and_tells_its_key(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("everything comes back")  # of a dialog: it has no page
    assert titles(palette) == []
    palette.field.setText("sell…")
    press(palette, qtbot, Qt.Key.Key_Return)
    assert window._visit == ("products", None)
    assert any("press P" in label.text() for label in window.toast.findChildren(QLabel))
    assert window.findChildren(FormDialog) == []


def test_the_key_that_is_told_there_works_though_a_field_had_the_focus_last(window: MainWindow, qtbot: Any) -> None:
    page = window.current_page()
    assert isinstance(page, ClientsPage)
    qtbot.waitUntil(lambda: not page.is_busy())
    page.search.setFocus()
    window.show_page("today")
    palette = opened(window, qtbot)
    palette.field.setText("move to the trash")
    press(palette, qtbot, Qt.Key.Key_Return)
    assert window.focusWidget() is page.table


def test_a_setting_is_found_by_its_name(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("time zone")
    press(palette, qtbot, Qt.Key.Key_Return)
    assert window._visit == ("settings", None)


def test_what_was_done_last_is_remembered(window: MainWindow, context: AppContext, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("trash")
    press(palette, qtbot, Qt.Key.Key_Down)
    chosen = palette.list.current()
    assert chosen is not None
    press(palette, qtbot, Qt.Key.Key_Return)
    window.show_page("clients")
    again = opened(window, qtbot)
    again.field.setText("tra")
    assert again.list.current() is not None
    assert context.memory.kept("palette/recent") != ""


def test_f1_lists_the_page_first_then_everything(window: MainWindow, qtbot: Any) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    (dialog,) = window.findChildren(KeysDialog)
    qtbot.waitUntil(lambda: not dialog.is_filling())
    groups = [group.title for group in dialog.groups]
    assert groups[:2] == ["Clients", "Everywhere"]
    assert groups[-1] == "In a return"
    assert dialog.shown_titles()[0] == "Search in the table"
    dialog.search.setText("print")
    assert "Print the card…" in dialog.shown_titles()
    assert "New client" not in dialog.shown_titles()
    dialog.search.setText("зкште")  # in the Russian layout
    assert "Print the card…" in dialog.shown_titles()
    dialog.search.setText("распечатать")
    assert dialog.shown_titles() == ["Print the card…"]
    dialog.search.setText("print распечатать нет")
    assert dialog.shown_titles() == []
    dialog.search.setText("ctrl+n")
    assert dialog.shown_titles() == ["New client"]
    dialog.search.setText("nothing is called so")
    assert dialog.shown_titles() == []
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert len(dialog.shown_titles()) > 50
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("typed", ["shortcuts", "keys"])
def test_the_search_leads_to_the_list_of_keys(window: MainWindow, context: AppContext, typed: str) -> None:
    match = next(one for one in actions_named((typed,), context.events) if one.title == "The list of keys")
    assert match.act is not None
    match.act()
    assert len(window.findChildren(KeysDialog)) == 1


def test_the_keys_are_printed_page_by_page(window: MainWindow, context: AppContext, qtbot: Any) -> None:
    show_keys(window, context)
    (dialog,) = window.findChildren(KeysDialog)
    html = keys_html(dialog.groups)
    assert "<h2>Clients</h2>" in html
    assert "<td>New client</td>" in html
    dialog.close()


def test_no_page_is_built_to_tell_what_can_be_done_there(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("new product")
    assert titles(palette) != []
    press(palette, qtbot, Qt.Key.Key_Escape)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    (dialog,) = window.findChildren(KeysDialog)
    assert "Products" in [group.title for group in dialog.groups]
    dialog.close()
    assert [type(page).__name__ for page in window.findChildren(Page)] == ["TodayPage", "ClientsPage"]


def test_what_is_done_on_a_card_leads_to_the_clients_and_not_to_an_empty_card(window: MainWindow, qtbot: Any) -> None:
    window.show_page("today")
    palette = opened(window, qtbot)
    palette.field.setText("change the client")
    press(palette, qtbot, Qt.Key.Key_Return)
    assert window.shown_key() == "clients"
    assert any("press Ctrl+E" in label.text() for label in window.toast.findChildren(QLabel))


def test_what_the_page_and_the_window_call_the_same_is_there_once(window: MainWindow, qtbot: Any) -> None:
    window.show_page("tasks")
    palette = opened(window, qtbot)
    palette.field.setText("new task")
    rows = [(row.title, row.more) for row in palette.list.rows()]
    assert rows.count(("New task", "Tasks")) == 1
    assert ("New task", "") not in rows


def test_what_needs_no_row_of_another_page_is_done_at_once(window: MainWindow, qtbot: Any) -> None:
    window.show_page("today")
    palette = opened(window, qtbot)
    palette.field.setText("search in the table")
    press(palette, qtbot, Qt.Key.Key_Return)
    page = window.current_page()
    assert isinstance(page, ClientsPage)
    qtbot.waitUntil(lambda: not page.is_busy())
    assert page.search.hasFocus()


def test_what_is_of_use_only_where_it_is_is_left_out_elsewhere(window: MainWindow, qtbot: Any) -> None:
    palette = opened(window, qtbot)
    palette.field.setText("tab of the card")
    assert titles(palette) == []


@pytest.mark.parametrize(("typed", "title"), [("dark", "Theme"), ("autostart", "Start with the computer")])
def test_a_setting_is_found_by_what_it_is_about(window: MainWindow, qtbot: Any, typed: str, title: str) -> None:
    palette = opened(window, qtbot)
    palette.field.setText(typed)
    assert titles(palette)[0].startswith(title)
    press(palette, qtbot, Qt.Key.Key_Return)
    assert window.shown_key() == "settings"
    assert window.focusWidget() is not None


def test_the_line_the_arrows_come_to_is_said(window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    palette, said = opened(window, qtbot), []
    monkeypatch.setattr(search_rows, "announce", lambda _part, words: said.append(words))
    palette.field.setText("new")
    press(palette, qtbot, Qt.Key.Key_Down)
    row = palette.list.current()
    assert row is not None
    assert [words.partition(",")[0] for words in said] == [row.title]
