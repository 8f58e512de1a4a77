"""Columns that were sized by hand, and the sort, are there again in the next session."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.context import AppContext
from app.ui.deliveries.lines import LogTable
from app.ui.products.page import ProductsPage
from app.ui.products.table import ProductTable
from app.ui.purchases.page import PurchasesPage
from app.ui.purchases.state import Shown
from app.ui.shell.memory import WindowMemory
from app.ui.theme import apply_theme
from app.ui.widgets.table import IdTable


def drag(table: IdTable, number: int, by: int) -> None:
    """Take the right edge of a heading and move it."""
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(number) + header.sectionSize(number) - 1, header.height() // 2)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    for step in (by // 2, by):
        QTest.mouseMove(header.viewport(), edge + QPoint(step, 0))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))


def shown(table: IdTable, qtbot: Any) -> IdTable:
    """The table in a window wide enough for all columns."""
    qtbot.addWidget(table)
    table.resize(1500, 400)
    table.show()
    return table


def next_session(context: AppContext) -> AppContext:
    """The program started again on the same folder."""
    context.memory.write()
    return replace(context, memory=WindowMemory(context.data_folder))


def test_a_column_sized_by_hand_is_as_wide_in_the_next_session(context: AppContext, qtbot: Any) -> None:
    table = shown(LogTable(context), qtbot)
    usual = table.columnWidth(0)
    drag(table, 0, 60)
    assert table.columnWidth(0) == usual + 60
    again = shown(LogTable(next_session(context)), qtbot)
    assert again.columnWidth(0) == usual + 60
    assert sum(again.columnWidth(n) for n in range(again.model().columnCount())) <= again.viewport().width()


def test_larger_text_makes_the_kept_column_wider_and_the_usual_one_as_before(
    context: AppContext, qapp: QApplication, qtbot: Any
) -> None:
    table = shown(LogTable(context), qtbot)
    drag(table, 0, 42)
    kept = table.columnWidth(0)
    apply_theme(qapp, "light", 150)
    assert shown(LogTable(context), qtbot).columnWidth(0) == round(kept * 1.5)
    apply_theme(qapp, "light")
    assert shown(LogTable(context), qtbot).columnWidth(0) == kept


def test_a_window_that_is_made_narrow_keeps_no_widths(context: AppContext, qtbot: Any) -> None:
    table = shown(ProductTable(context), qtbot)
    table.resize(700, 400)
    assert context.memory.kept("products/columns") == ""


def test_a_memory_that_was_spoilt_gives_the_usual_columns(context: AppContext, qtbot: Any) -> None:
    usual = shown(LogTable(context), qtbot).columnWidth(0)
    for text in ("[1", "[]", '{"when": "wide"}', '{"when": -3}'):
        context.memory.keep("deliveries/columns", text)
        assert shown(LogTable(context), qtbot).columnWidth(0) == usual


def test_products_are_sorted_as_in_the_last_session(context: AppContext, qtbot: Any) -> None:
    page = ProductsPage(context)
    qtbot.addWidget(page)
    page.table.sort_asked.emit("in_stock", True)
    again = ProductsPage(next_session(context))
    qtbot.addWidget(again)
    assert again.table.kept_sort("name", False) == ("in_stock", True)
    again.context.memory.keep("products/columns/sort", "nonsense up")
    assert again.table.kept_sort("name", False) == ("name", False)


def test_purchases_begin_with_the_period_of_the_last_session_and_without_its_search(
    context: AppContext, qtbot: Any
) -> None:
    page = PurchasesPage(context)
    qtbot.addWidget(page)
    page.change(Shown(period="year", by="line", sort="sum", descending=False))
    page.change(page.shown.with_value("query", "oil"))
    again = PurchasesPage(next_session(context))
    qtbot.addWidget(again)
    assert again.shown == Shown(period="year", by="line", sort="sum", descending=False)


def test_a_kept_list_that_is_none_is_the_usual_one() -> None:
    assert Shown.from_kept("year line sum") == Shown()
    assert Shown.from_kept("decade line sum up") == Shown()
    assert Shown.from_kept(Shown(period="week").to_keep()) == Shown(period="week")
