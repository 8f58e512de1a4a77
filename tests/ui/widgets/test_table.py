"""The table over ids."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.ui.theme import LIGHT
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import BLOCK, BLOCKS_KEPT, Column, IdListModel


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    money: int


class Shop:
    """Answers what the model asks, and remembers it."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[int] = set()
        self.broken = False

    def fetch(self, ids: Sequence[int]) -> list[Person]:
        self.asked.append(len(ids))
        if self.broken:
            raise OSError("disk")
        return [Person(i, f"Name {i}", i * 10) for i in ids if i not in self.gone]


COLUMNS = (
    Column[Person]("Client", lambda p: p.name, sort="name", stretch=True, bold=True),
    Column[Person]("Money", lambda p: str(p.money), "total", right=True, tone=lambda p: "bad" if p.money > 50 else ""),
    Column[Person]("Note", lambda p: ""),
)


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def model(shop: Shop) -> IdListModel[Person]:
    made = IdListModel(COLUMNS, shop.fetch)
    made.set_ids(array("q", range(1, 1001)))
    return made


def text(model: IdListModel[Person], row: int, column: int = 0) -> object:
    return model.data(model.index(row, column))


def test_model_keeps_qts_contract(model: IdListModel[Person], qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    qtmodeltester.check(model)


def test_rows_come_in_blocks_and_are_read_once(model: IdListModel[Person], shop: Shop) -> None:
    for row in range(BLOCK):
        assert text(model, row) == f"Name {row + 1}"
    assert shop.asked == [BLOCK]
    assert text(model, 999) == "Name 1000"
    assert shop.asked == [BLOCK, 1000 % BLOCK]


def test_old_blocks_are_forgotten(shop: Shop) -> None:
    model = IdListModel(COLUMNS, shop.fetch)
    model.set_ids(array("q", range(1, BLOCK * (BLOCKS_KEPT + 2))))
    for block in range(BLOCKS_KEPT + 1):
        text(model, block * BLOCK)
    before = len(shop.asked)
    text(model, 0)
    assert len(shop.asked) == before + 1


def test_a_client_gone_meanwhile_leaves_an_empty_row_and_moves_nobody(model: IdListModel[Person], shop: Shop) -> None:
    shop.gone = {2}
    assert [text(model, row) for row in range(3)] == ["Name 1", None, "Name 3"]


def test_data_never_raises(model: IdListModel[Person], shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    shop.broken = True
    assert text(model, 5) is None
    assert "could not be read" in caplog.text
    assert model.data(model.index(5, 1), int(Qt.ItemDataRole.ForegroundRole)) is None


def test_colours_and_sides_come_from_the_column(model: IdListModel[Person]) -> None:
    colour = int(Qt.ItemDataRole.ForegroundRole)
    assert model.data(model.index(8, 1), colour) == QColor(LIGHT.bad)
    assert model.data(model.index(0, 1), colour) is None
    side = model.data(model.index(0, 1), int(Qt.ItemDataRole.TextAlignmentRole))
    assert side & int(Qt.AlignmentFlag.AlignRight)


def test_enter_opens_the_current_row_and_arrows_choose(model: IdListModel[Person], qtbot) -> None:  # type: ignore[no-untyped-def]
    table = IdTable(model, "People")
    qtbot.addWidget(table)
    table.show()
    chosen: list[int] = []
    table.chosen.connect(chosen.append)
    assert table.choose(10)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen == [10, 11]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [11]
    assert not table.choose(5000)


def test_a_click_on_a_heading_asks_for_a_sort_and_a_second_turns_it(model: IdListModel[Person], qtbot) -> None:  # type: ignore[no-untyped-def]
    table = IdTable(model, "People")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.show_sort("name", False)
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, down: asked.append((key, down)))
    header = table.horizontalHeader()

    def click(column: int) -> None:
        x = header.sectionViewportPosition(column) + 12
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(x, 10))

    click(0)
    click(1)
    click(1)
    click(2)
    assert asked == [("name", True), ("total", False), ("total", True)]


def test_stretched_columns_take_the_room_that_is_left(model: IdListModel[Person], qtbot) -> None:  # type: ignore[no-untyped-def]
    table = IdTable(model, "People")
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    qtbot.waitUntil(lambda: sum(table.columnWidth(n) for n in range(3)) == table.viewport().width())


def test_rows_have_their_height_however_many_there_are(shop: Shop, qtbot) -> None:  # type: ignore[no-untyped-def]
    # A minimum height set on a header with rows costs their square: a million rows would never open.
    model = IdListModel(COLUMNS, shop.fetch)
    model.set_ids(array("q", range(1_000_000)))
    table = IdTable(model, "People")
    qtbot.addWidget(table)
    table.show()
    assert table.rowHeight(999_999) == 36
    table.scrollTo(model.index(999_999, 0))
    assert table.rowAt(table.viewport().height() - 5) == 999_999
