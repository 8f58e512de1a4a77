"""The clients page: what is listed, searched, opened, thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from app.models.database import Database
from app.ui.clients.page import ClientsPage
from app.ui.context import AppContext
from tests.factories import make_client, sell
from tests.services.imports.shop import bring_one, write_csv
from tests.ui.driving import Toasts, show_page, told


@pytest.fixture
def shop(db: Database) -> dict[str, int]:
    """Three clients; Жукова is silent for longer than usual."""
    people = {
        "krylova": make_client(db, "Крылова Ольга Петровна", phone="+79052211408"),
        "pak": make_client(db, "Пак Игорь", phone="+79990102233"),
        "zhukova": make_client(db, "Жукова Марина"),
    }
    for day in (date(2026, 10, 31), date(2026, 11, 7), date(2026, 11, 14)):
        sell(db, people["krylova"], day, 150_000)
    for day in (date(2026, 6, 1), date(2026, 6, 22), date(2026, 7, 13)):
        sell(db, people["zhukova"], day, 90_000)
    return people


@pytest.fixture
def page(qtbot: Any, context: AppContext) -> Callable[[], ClientsPage]:
    def make() -> ClientsPage:
        made = show_page(ClientsPage(context), qtbot, 1100, 700)
        made.reload()
        qtbot.waitUntil(lambda: not made.is_busy())
        return made

    return make


def listed(page: ClientsPage) -> list[str]:
    model = page.model
    return [model.data(model.index(row, 1)) for row in range(model.rowCount())]


def action(menu: QMenu, text: str) -> QAction:
    return next(one for one in menu.actions() if one.text() == text)


def texts(page: ClientsPage) -> str:
    return told(page.panel)


def test_clients_are_listed_by_name_with_their_facts(page: Callable[[], ClientsPage], shop: dict[str, int]) -> None:
    shown = page()
    assert listed(shown) == ["Жукова Марина", "Крылова Ольга Петровна", "Пак Игорь"]
    row = [shown.model.data(shown.model.index(1, column)) for column in range(1, 7)]
    assert row[1:] == ["+7 905 221-14-08", "3", "4,500\xa0₽", "14 Nov · 7 d.", "21 Nov"]
    assert shown.count.text() == "3"


def test_a_client_without_purchases_shows_dashes(page: Callable[[], ClientsPage], shop: dict[str, int]) -> None:
    shown = page()
    assert [shown.model.data(shown.model.index(2, column)) for column in range(3, 7)] == ["—"] * 4


def test_silent_clients_are_marked_in_the_panel(page: Callable[[], ClientsPage], shop: dict[str, int]) -> None:
    shown = page()
    assert shown.table.current_id() == shop["zhukova"]
    assert "silent longer than usual" in texts(shown)
    assert "21 days" in texts(shown)


def test_typing_filters_and_esc_shows_everyone(
    page: Callable[[], ClientsPage], shop: dict[str, int], qtbot: Any, type_text: Callable[..., None]
) -> None:
    shown = page()
    qtbot.keyClick(shown.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.search.hasFocus()
    type_text(shown.search, "крыл")
    qtbot.waitUntil(lambda: listed(shown) == ["Крылова Ольга Петровна"])
    assert shown.count.text() == "1"
    assert shown.go_back()
    qtbot.waitUntil(lambda: len(listed(shown)) == 3)
    assert not shown.go_back()


def test_nobody_found_says_for_what_and_offers_everyone(
    page: Callable[[], ClientsPage], shop: dict[str, int], qtbot: Any
) -> None:
    shown = page()
    shown.search.setText("ъъъъ")
    qtbot.waitUntil(shown.nobody_found.isVisible)
    assert "ъъъъ" in shown.nobody_found.sentence.text()
    shown.nobody_found.action.click()
    qtbot.waitUntil(shown.table.isVisible)
    assert len(listed(shown)) == 3


def test_headings_sort_in_the_database(page: Callable[[], ClientsPage], shop: dict[str, int]) -> None:
    shown = page()
    shown.table.sort_asked.emit("total", True)
    assert listed(shown) == ["Крылова Ольга Петровна", "Жукова Марина", "Пак Игорь"]


def test_a_sort_shows_the_first_unless_somebody_was_chosen(
    page: Callable[[], ClientsPage], shop: dict[str, int], qtbot: Any
) -> None:
    shown = page()
    assert shown.client_id() == shown.model.id_at(0)
    shown.table.sort_asked.emit("total", True)
    assert listed(shown)[0] == "Крылова Ольга Петровна"
    assert shown.client_id() == shop["krylova"]
    qtbot.keyClick(shown.table, Qt.Key.Key_Down)
    chosen = shown.client_id()
    shown.table.sort_asked.emit("name", False)
    qtbot.waitUntil(lambda: not shown.is_busy())
    assert shown.client_id() == chosen


def test_the_order_is_kept_when_the_page_is_made_again(page: Callable[[], ClientsPage], shop: dict[str, int]) -> None:
    first = page()
    first.table.sort_asked.emit("total", True)
    assert listed(page()) == listed(first)


def test_arrows_change_the_panel_and_enter_opens_the_card(
    page: Callable[[], ClientsPage], shop: dict[str, int], qtbot: Any, context: AppContext
) -> None:
    opened: list[int] = []
    context.events.open_client.connect(opened.append)
    shown = page()
    shown.setFocus()
    assert shown.table.hasFocus()
    qtbot.keyClick(shown.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "since 31 October 2026" in texts(shown))
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened == [shop["krylova"]]


def test_delete_moves_to_the_trash_and_undo_brings_back(
    page: Callable[[], ClientsPage], shop: dict[str, int], qtbot: Any, toasts: Toasts
) -> None:
    shown = page()
    shown.table.choose(shop["krylova"])
    qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    assert listed(shown) == ["Жукова Марина", "Пак Игорь"]
    assert shown.table.current_id() == shop["pak"]
    text, undo = toasts[-1]
    assert text == "“Крылова Ольга Петровна” is in the trash"
    assert undo is not None
    undo()
    assert "Крылова Ольга Петровна" in listed(shown)


def test_a_shop_without_clients_leads_to_the_import(
    page: Callable[[], ClientsPage], context: AppContext, qtbot: Any
) -> None:
    asked: list[str] = []
    context.events.show_page.connect(asked.append)
    shown = page()
    assert shown.no_clients.isVisible()
    assert not shown.panel.isVisible()
    qtbot.mouseClick(shown.no_clients.action, Qt.MouseButton.LeftButton)
    assert asked == ["import"]


def test_a_narrow_table_leaves_out_the_last_column(page: Callable[[], ClientsPage], shop: dict[str, int]) -> None:
    shown = page()
    shown.resize(1300, 700)
    assert not shown.table.isColumnHidden(6)
    shown.resize(1000, 700)
    assert shown.table.isColumnHidden(6)
    assert not shown.table.isColumnHidden(5)


def test_there_is_one_primary_button(page: Callable[[], ClientsPage], shop: dict[str, int], qtbot: Any) -> None:
    shown = page()
    shown.table.choose(shop["pak"])

    def primary() -> list[str]:
        buttons = shown.findChildren(QPushButton)
        return [b.text() for b in buttons if b.isVisible() and b.property("kind") == "primary"]

    qtbot.waitUntil(lambda: primary() == ["Call"])


def test_the_list_is_saved_as_it_is_shown(
    page: Callable[[], ClientsPage], shop: dict[str, int], context: AppContext, messages: Any, tmp_path: Path
) -> None:
    shown = page()
    written: list[Path] = []
    context.events.file_written.connect(written.append)
    messages.place = tmp_path / "список"
    action(shown.more_menu(), "Save this list as Excel…").trigger()
    assert written == [tmp_path / "список.xlsx"]
    names = [row[1] for row in load_workbook(written[0]).active.iter_rows(min_row=2, values_only=True)]
    assert names == listed(shown)


def test_the_clients_of_an_import_are_shown_until_the_chip_is_closed(
    page: Callable[[], ClientsPage], shop: dict[str, int], db: Database, tmp_path: Path, qtbot: Any
) -> None:
    rows = [["Дата", "Клиент", "Телефон", "Сумма"], ["01.02.2025", "Пак Игорь", "+79990102233", "100"]]
    batch = bring_one(
        db, write_csv(tmp_path / "sales.csv", [*rows, ["02.02.2025", "Ким Анна", "+79161112233", "50"]])
    ).batch
    shown = page()
    assert len(listed(shown)) == 4
    shown.show_batch(batch, "sales.csv")
    assert listed(shown) == ["Ким Анна", "Пак Игорь"]
    assert (shown.batch_button.isVisible(), shown.batch_button.text()) == (True, "from “sales.csv”")
    assert shown.go_back()
    assert len(listed(shown)) == 4
    assert not shown.batch_button.isVisible()
    shown.show_batch(batch, "sales.csv")
    shown.batch_button.click()
    assert len(listed(shown)) == 4
