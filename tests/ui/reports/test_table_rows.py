"""Tables of the report: as many rows as make a scroll bar worth it, and numbers that are never cut."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QFontMetricsF

from app.i18n import money
from app.ui.reports.table import FEW_MORE, MOST_ROWS, Fact, FactsTable
from app.ui.theme import font
from app.ui.widgets.row_painter import PADDING


def _table(rows: int, first: int = 0) -> FactsTable[int]:
    facts = [
        Fact[int]("Source", str, width=150, right=False, stretch=True),
        Fact[int]("Revenue", lambda row: money(row, "RUB", cents=False), width=40),
    ]
    return FactsTable("Sources", facts, range(first, first + rows))


@pytest.mark.parametrize(("rows", "hidden"), [(MOST_ROWS + FEW_MORE, 0), (MOST_ROWS + FEW_MORE + 1, FEW_MORE + 1)])
def test_a_row_or_two_more_need_no_scroll_bar(qtbot: Any, rows: int, hidden: int) -> None:
    table = _table(rows)
    qtbot.addWidget(table)
    table.resize(500, table.sizeHint().height())
    table.show()
    assert table.verticalScrollBar().maximum() == hidden


def test_sums_of_billions_are_whole(qtbot: Any) -> None:
    table = _table(3, 20_694_896_520_101)
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    text = money(20_694_896_520_101, "RUB", cents=False)
    room = table.columnWidth(1) - 2 * PADDING
    assert int(room) >= QFontMetricsF(font()).horizontalAdvance(text)
