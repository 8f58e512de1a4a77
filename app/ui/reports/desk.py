"""What every part of the report is built with, and how its cards stand beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.report.build import Report
from app.ui.context import AppContext
from app.ui.reports.table import MOST_ROWS, Fact, FactsTable
from app.ui.reports.told import Told, open_told
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_CARD, GAP_SMALL
from app.ui.widgets.frames import Card
from app.ui.widgets.texts import label

SIDE_BY_SIDE = 860  # px; a narrower page has its cards below each other
Row = TypeVar("Row")


@dataclass(frozen=True)
class Desk:
    """The numbers of the report, and what is done with them."""

    context: AppContext
    report: Report

    @property
    def currency(self) -> str:
        """Of the shop."""
        return self.context.settings.currency

    @property
    def today(self) -> date:
        """The day of the report."""
        return self.report.today

    def tell(self, told: Told, anchor: QWidget, place: QRect | None = None) -> None:
        """Tell what a number is, below it."""
        open_told(self.context, told, anchor, place)


class Sides(QWidget):
    """Cards side by side, `shares` of the width each; below each other where there is no room."""

    def __init__(self, parts: Sequence[QWidget], shares: Sequence[int]) -> None:
        super().__init__()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP_CARD)
        for part, share in zip(parts, shares, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._layout.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= scaled(SIDE_BY_SIDE)
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def chart_card(title: str, note: str, *content: QWidget) -> Card:
    """A chart with what it shows above it."""
    made = Card()
    made.body.setSpacing(GAP_SMALL)
    made.body.addWidget(label(title, "strong", wrap=True))
    if note:
        made.body.addWidget(label(note, "", "second", wrap=True))
    made.body.addSpacing(GAP_SMALL)
    for part in content:
        made.body.addWidget(part)
    made.body.addStretch(1)
    return made


def table_card(
    name: str,
    facts: Sequence[Fact[Row]],
    rows: Sequence[Row],
    nothing: str,
    looked_into: Callable[[Row, QWidget, QRect], object] | None = None,
    note: str = "",
    most: int = MOST_ROWS,
) -> Card:
    """A table with what it is of as its first heading, `most` of its rows in sight; a sentence where it has none."""
    if not rows:
        return chart_card(name, nothing)
    made = Card(padding=0, spacing=0)

    def look(row: Row, place: QRect) -> None:
        if looked_into is not None:
            looked_into(row, table.viewport(), place)

    table = FactsTable(name, facts, rows, look if looked_into is not None else None, most)
    made.body.addWidget(table)
    if note:
        told = label(note, "small", "second", wrap=True)
        told.setContentsMargins(14, GAP_SMALL, 14, GAP_SMALL * 2)
        made.body.addWidget(told)
    made.body.addStretch(1)
    return made


def column_of(*parts: QWidget) -> QWidget:
    """The parts of a page below each other."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP_CARD)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return made
