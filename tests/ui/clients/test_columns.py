"""Columns of the clients table: chosen, moved, sized, remembered, sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.models.database import Database
from app.models.enums import OwnKind
from app.models.listing.order import SORTS
from app.services.clients.data import Birthday
from app.services.clients.find import BY_DAY
from app.services.clients.listing.listed import get_listed
from app.services.clients.own import list_own_fields, save_own_field
from app.ui.clients.table.columns import SPECS, all_specs, client_columns
from app.ui.clients.table.columns_popup import ColumnsPopup
from app.ui.clients.table.order import layout_of
from app.ui.clients.table.table import ClientTable
from app.ui.context import AppContext
from app.ui.shell.memory import WindowMemory
from tests.factories import NOW, make_client, sell

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def table(context: AppContext, qtbot: Any) -> Callable[[], ClientTable]:
    def make() -> ClientTable:
        made = ClientTable(context)
        qtbot.addWidget(made)
        made.resize(900, 400)
        made.show()
        return made

    return make


@pytest.fixture
def popup(table: Callable[[], ClientTable]) -> Iterator[tuple[ClientTable, ColumnsPopup]]:
    shown = table()
    made = shown.make_columns_popup(shown)
    made.show_below(shown)
    yield shown, made
    if isValid(made):
        made.close()


def test_every_column_has_a_text_for_everybody(db: Database, context: AppContext) -> None:
    full = make_client(db, phone="+79052211408", birthday=Birthday(2, 29, 1988))
    sell(db, full, NOW.date(), 150_000)
    rows = get_listed(db, [full, make_client(db, "Пак Игорь")], set(SPECS) | {"receipts"})
    columns = client_columns([(key, 0) for key in SPECS], SPECS, context.settings, context.today())
    texts = {column.key: [column.text(row) for row in rows] for column in columns}
    assert texts["average_receipt"] == ["1,500\xa0₽", "—"]
    assert texts["age"] == ["38", ""]
    assert texts["first_name"] == ["Ольга", "Игорь"]
    assert texts["birthday"] == ["29 Feb 1988", ""]
    assert texts["created"] == ["21 Nov", "21 Nov"]
    assert texts["last_visit"] == ["21 Nov · 0 d.", "—"]


def test_every_column_can_be_sorted_by() -> None:
    assert set(SPECS) <= {*SORTS, *BY_DAY}


def test_own_fields_are_columns(db: Database, context: AppContext) -> None:
    field_id = save_own_field(db, "Любимый столик", OwnKind.TEXT, (), NOW)
    specs = all_specs(list_own_fields(db))
    assert specs[f"own:{field_id}"].title() == "Любимый столик"


def test_space_shows_a_column_that_was_searched(popup: tuple[ClientTable, ColumnsPopup], qtbot: Any) -> None:
    table, columns = popup
    qtbot.keyClicks(columns.search, "city")
    qtbot.keyClick(columns.search, Qt.Key.Key_Down)
    qtbot.keyClick(columns.list, Qt.Key.Key_Space)
    assert table.keys()[-1] == "city"
    qtbot.keyClick(columns.list, Qt.Key.Key_Return)
    assert table.keys().count("city") == 0


def test_alt_with_an_arrow_moves_a_column_and_ctrl_sizes_it(
    popup: tuple[ClientTable, ColumnsPopup], qtbot: Any
) -> None:
    table, columns = popup
    columns.list.setCurrentRow(1)
    qtbot.keyClick(columns.list, Qt.Key.Key_Down, ALT)
    assert table.keys()[:3] == ["name", "visits", "phone"]
    before = dict(table.layout_now())["phone"]
    qtbot.keyClick(columns.list, Qt.Key.Key_Right, CONTROL)
    assert dict(table.layout_now())["phone"] == before + 16


def test_the_name_is_always_shown(popup: tuple[ClientTable, ColumnsPopup], qtbot: Any) -> None:
    table, columns = popup
    columns.list.setCurrentRow(0)
    qtbot.keyClick(columns.list, Qt.Key.Key_Space)
    qtbot.keyClick(columns.list, Qt.Key.Key_Return)
    assert table.keys()[0] == "name"


def test_the_columns_are_remembered_and_the_usual_ones_come_back(
    popup: tuple[ClientTable, ColumnsPopup], table: Callable[[], ClientTable], context: AppContext, qtbot: Any
) -> None:
    shown, columns = popup
    shown.show_keys(["name", "city", "total"])
    with qtbot.waitSignal(shown.layout_changed):
        shown.horizontalHeader().resizeSection(2, 177)
    again = table()
    assert again.keys() == ["name", "city", "total"]
    assert dict(again.layout_now())["city"] == 177
    qtbot.mouseClick(columns.reset_button, Qt.MouseButton.LeftButton)
    assert layout_of(context) == []
    assert shown.keys()[:2] == ["name", "phone"]


def test_a_broken_file_of_settings_gives_the_usual_columns(
    context: AppContext, table: Callable[[], ClientTable]
) -> None:
    (context.data_folder / "window.ini").write_text("[clients]\ncolumns=nonsense\nsort=7\n", encoding="utf-8")
    context.memory = WindowMemory(context.data_folder)
    assert table().keys()[0] == "name"


def test_esc_closes_the_list(popup: tuple[ClientTable, ColumnsPopup], qtbot: Any) -> None:
    _table, columns = popup
    qtbot.keyClicks(columns.search, "ci")
    qtbot.keyClick(columns.search, Qt.Key.Key_Escape)
    assert columns.search.text() == ""
    with qtbot.waitSignal(columns.closed):
        qtbot.keyClick(columns.search, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_a_column_more_takes_its_room_from_the_names(table: Callable[[], ClientTable]) -> None:
    shown = table()
    shown.resize(1400, 400)
    before = shown.columnWidth(1)
    shown.show_keys([*shown.keys(), "segment"])
    assert shown.columnWidth(1) < before
    assert shown.horizontalHeader().length() <= shown.viewport().width()
