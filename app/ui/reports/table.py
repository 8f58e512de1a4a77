"""A table of the report: few rows, sorted here, each of which can be looked into."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF
from PySide6.QtWidgets import QSizePolicy

from app.ui.theme import font
from app.ui.theme.size import tall, unscaled
from app.ui.theme.tokens import HEADER_HEIGHT, ROW_HEIGHT
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import Column, IdListModel, wide_enough

MEASURED = 200  # rows, for the width of their columns
AROUND_CELL = 28  # px
MOST_ROWS = 12  # shown at once; more are scrolled to
FEW_MORE = 2  # rows that are no reason for a scroll bar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Fact(Generic[Row]):
    """One column: its heading, the text of a row, and what it is sorted by (None for what is unknown, which stands
    last either way)."""

    title: str
    text: Callable[[Row], str]
    value: Callable[[Row], Any] | None = None
    width: int = 96
    right: bool = True
    stretch: bool = False
    tone: Callable[[Row], str] | None = None
    first_up: bool = False  # names begin with A, numbers with the largest


@dataclass(frozen=True)
class _Numbered(Generic[Row]):
    id: int
    row: Row


class FactsTable(IdTable, Generic[Row]):
    """`looked_into(row, place)` on Enter or a click, `place` being where the row is in the window of the table. About
    `most` rows are shown at once."""

    def __init__(
        self,
        name: str,
        facts: Sequence[Fact[Row]],
        rows: Sequence[Row],
        looked_into: Callable[[Row, QRect], object] | None = None,
        most: int = MOST_ROWS,
    ) -> None:
        self._rows = tuple(rows)
        self._facts = tuple(facts)
        self._looked_into, self._most = looked_into, most
        columns = [_column(n, one, self._rows[:MEASURED]) for n, one in enumerate(facts)]
        model: IdListModel[_Numbered[Row]] = IdListModel(columns, self._fetch)
        super().__init__(model, name)
        model.setParent(self)
        self._shown = model
        model.set_ids(array("q", range(len(self._rows))))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalScrollBar().rangeChanged.connect(lambda _low, _high: self.updateGeometry())
        self.sort_asked.connect(self._sort_by)
        if looked_into is not None:
            self.opened.connect(lambda _id: self._look_into())
            self.clicked.connect(lambda _index: self._look_into())

    def sizeHint(self) -> QSize:
        rows = len(self._rows) if len(self._rows) <= self._most + FEW_MORE else self._most
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(360, tall(HEADER_HEIGHT) + rows * tall(ROW_HEIGHT) + below + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row that is looked at lights up only while the keyboard is here."""
        super().focusInEvent(event)
        self.selectRow(max(self.currentIndex().row(), 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.clearSelection()

    def row_now(self) -> Row | None:
        """The row that is chosen."""
        number = self.current_id()
        return None if number is None else self._rows[number]

    def choice(self) -> tuple[str, bool]:
        """By which column it is sorted, "" for none, and whether downwards."""
        return self._sort

    def choose_again(self, choice: tuple[str, bool]) -> None:
        """Sort it as it was."""
        if choice[0]:
            self.show_sort(*choice)
            self._sort_by(*choice)

    def _fetch(self, ids: Sequence[int]) -> list[_Numbered[Row]]:
        return [_Numbered(number, self._rows[number]) for number in ids]

    def _look_into(self) -> None:
        row, index = self.row_now(), self.currentIndex()
        if row is not None and self._looked_into is not None:
            first: QModelIndex = self._shown.index(index.row(), 0)
            self._looked_into(row, self.visualRect(first))

    def _sort_by(self, key: str, descending: bool) -> None:
        value = self._facts[int(key)].value
        assert value is not None
        known = [(value(row), n) for n, row in enumerate(self._rows)]
        there = sorted((pair for pair in known if pair[0] is not None), key=lambda pair: pair[0], reverse=descending)
        order = [n for _value, n in there] + [n for found, n in known if found is None]
        chosen = self.current_id()
        self._shown.set_ids(array("q", order))
        self.choose(chosen, quietly=True)


def _column(number: int, fact: Fact[Any], rows: Sequence[Any]) -> Column[Any]:
    """No narrower than what these rows have in it, unless it takes what is left of the width."""
    tone = fact.tone
    letters = QFontMetricsF(font())
    widest = 0 if fact.stretch else max((ceil(letters.horizontalAdvance(fact.text(row))) for row in rows), default=0)
    return wide_enough(
        Column(
            fact.title,
            lambda numbered: fact.text(numbered.row),
            sort="" if fact.value is None else str(number),
            width=max(fact.width, unscaled(widest) + AROUND_CELL),
            right=fact.right,
            stretch=fact.stretch,
            tone=None if tone is None else lambda numbered: tone(numbered.row),
            descending_first=not fact.first_up,
        )
    )
