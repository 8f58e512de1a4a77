"""Ticks in front of rows, and columns that can be moved and sized."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from app.ui.widgets.table_model import Column, IdListModel
from app.ui.widgets.tick_table import TickTable
from app.ui.widgets.ticks import Ticks

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Person:
    id: int
    name: str


def fetch(ids: Sequence[int]) -> list[Person]:
    return [Person(i, f"Name {i} · {i} d.") for i in ids]


NAME = Column[Person]("Client", lambda p: p.name, sort="name", stretch=True, bold=True, key="name")
ID = Column[Person]("Id", lambda p: str(p.id), sort="id", right=True, key="id")
BROKEN = Column[Person]("Broken", lambda p: str(1 // 0), key="broken")
TAIL = Column[Person]("Tail", lambda p: p.name, key="tail", tail=True, tone=lambda p: "bad" if p.id % 2 else "")


@pytest.fixture
def table(qtbot: Any) -> TickTable:
    model = IdListModel[Person]((), fetch)
    made = TickTable(model, "People")
    made.set_columns((NAME, ID, TAIL))
    model.set_ids(array("q", range(1, 1001)))
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.choose(1)
    return made


def ticked(table: TickTable) -> list[int]:
    model = table.model()
    assert isinstance(model, IdListModel)
    return list(model.ticks.chosen(model.ids()))


def test_the_model_keeps_qts_contract(table: TickTable, qtmodeltester: Any) -> None:
    qtmodeltester.check(table.model())


def test_everything_but_a_few_is_a_flag_and_a_few() -> None:
    ticks, listed = Ticks(), array("q", range(1, 1_000_001))
    ticks.tick_everything()
    ticks.set((5, 7), ticked=False)
    assert (ticks.count(len(listed)), ticks.marked()) == (999_998, {5, 7})
    assert 5 not in ticks
    assert 6 in ticks
    assert len(ticks.chosen(listed)) == 999_998
    ticks.clear()
    assert ticks.is_empty()


def test_marks_of_rows_that_are_gone_are_forgotten() -> None:
    ticks = Ticks()
    ticks.set((1, 2, 3), ticked=True)
    ticks.keep(frozenset({2}))
    assert list(ticks.chosen(array("q", (3, 2, 1)))) == [2]


def test_space_ticks_and_shift_with_an_arrow_goes_on(table: TickTable, qtbot: Any) -> None:
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert ticked(table) == [1, 2, 3]
    assert table.current_id() == 3
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert ticked(table) == [1, 2]


def test_a_click_on_the_box_ticks_and_shift_ticks_all_between(table: TickTable, qtbot: Any) -> None:
    def click(row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, x: int = 18) -> None:
        spot = QPoint(x, row * 36 + 18)
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, spot)

    click(2)
    assert (ticked(table), table.current_id()) == ([3], 1)
    click(5, SHIFT)
    assert ticked(table) == [3, 4, 5, 6]
    click(4, x=200)  # beside the box: the row is chosen, the ticks stay
    assert (len(ticked(table)), table.current_id()) == (4, 5)
    click(8, CONTROL, x=200)
    assert ticked(table) == [3, 4, 5, 6, 9]


def test_ctrl_a_and_the_box_in_the_heading_tick_everything(table: TickTable, qtbot: Any) -> None:
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    assert len(ticked(table)) == 1000
    assert table.everything.checkState() == Qt.CheckState.Checked
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert ticked(table)[0] == 2
    assert table.everything.checkState() == Qt.CheckState.PartiallyChecked
    qtbot.mouseClick(table.everything, Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert ticked(table) == []


def test_a_screen_reader_ticks_through_the_model(table: TickTable) -> None:
    model = table.model()
    cell = model.index(0, 0)
    assert cell.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert model.setData(cell, Qt.CheckState.Checked, int(Qt.ItemDataRole.CheckStateRole))
    assert ticked(table) == [1]
    assert not model.setData(model.index(0, 1), Qt.CheckState.Checked, int(Qt.ItemDataRole.CheckStateRole))


def test_a_dragged_column_and_a_new_width_are_told(table: TickTable, qtbot: Any) -> None:
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.layout_changed):
        header.moveSection(2, 1)
        header.resizeSection(2, 90)
    assert table.layout_now()[0] == ("id", 90)
    assert [key for key, _width in table.layout_now()] == ["id", "name", "tail"]


def test_other_columns_come_in_their_order_and_the_row_stays(table: TickTable) -> None:
    table.horizontalHeader().moveSection(2, 1)
    table.choose(500)
    table.set_columns((ID, NAME))
    assert [key for key, _width in table.layout_now()] == ["id", "name"]
    assert table.current_id() == 500


def test_the_rows_are_painted(table: TickTable, qtbot: Any) -> None:
    plain = table.viewport().grab().toImage()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.viewport().grab().toImage() != plain
    table.set_columns((NAME,))
    assert table.viewport().grab().toImage() != plain


def test_a_row_that_cannot_be_worded_is_empty(table: TickTable, caplog: pytest.LogCaptureFixture) -> None:
    table.set_columns((BROKEN,))
    model = table.model()
    assert model.data(model.index(3, 1)) == ""
    assert "could not be worded" in caplog.text
