"""What stands on the cards of the report, taken off them for paper: so that paper says what the window says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.ui.plots.plot import Plot
from app.ui.reports.desk import Desk
from app.ui.reports.figure_button import FigureButton
from app.ui.reports.parts_list import PARTS, build_part
from app.ui.reports.table import FactsTable
from app.ui.widgets.frames import Card
from app.ui.widgets.table_model import Column, IdListModel
from app.wording.figures import figure_title

FIRST = "overview"
LEFT_OUT = ("numbers",)  # they have a table of their own on paper


class PrintedCell(NamedTuple):
    """A text, and whether it is of less weight than the others."""

    text: str
    is_quiet: bool = False


@dataclass(frozen=True)
class PrintedTable:
    """Headings, whether each column is right-aligned, and the rows."""

    title: str
    headings: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[PrintedCell, ...], ...]


@dataclass(frozen=True)
class PrintedCard:
    """One card: its title, the sentences on it, and what else it holds. A figure is (name, number, note)."""

    title: str
    sentences: tuple[str, ...]
    figures: tuple[tuple[str, str, str], ...]
    plots: tuple[Plot, ...]
    tables: tuple[PrintedTable, ...]


@dataclass(frozen=True)
class PrintedPart:
    """A tab of the report."""

    title: str
    cards: tuple[PrintedCard, ...]


def printed_parts(desk: Desk) -> Iterator[PrintedPart]:
    """Every part of the report with something in it, made when it is asked for; what stands in two of them is printed
    once."""
    told: set[str] = set()
    numbers = frozenset(figure_title(key) for key in desk.report.figures)
    for key, part in PARTS.items():
        if key in LEFT_OUT:
            continue
        content = build_part(key, desk)
        cards = tuple(_read_cards(content, told, None if key == FIRST else numbers))
        content.deleteLater()
        if cards:
            yield PrintedPart(part.title(), cards)


def _read_cards(content: QWidget, told: set[str], numbers: frozenset[str] | None) -> Iterator[PrintedCard]:
    """Of the first part (`numbers` None) figures and charts: its tables stand whole in the others. Of these without the
    figures that are among the `numbers`."""
    for card in content.findChildren(Card):
        if card.findChildren(QComboBox):  # asks for something first
            continue
        made = _read_card(card)
        name = made.title or " ".join(table.title for table in made.tables)
        if (numbers is None and made.tables) or name in told:
            continue
        if numbers is not None and made.figures:
            made = replace(made, figures=tuple(one for one in made.figures if one[0] not in numbers))
            if not made.figures:
                continue
        if name:
            told.add(name)
        yield made


def _read_card(card: Card) -> PrintedCard:
    buttons = card.findChildren(FigureButton)
    shown = [one for one in card.findChildren(QLabel) if not any(button.isAncestorOf(one) for button in buttons)]
    words = [(str(one.property("look") or ""), one.text().replace("\u200b", "")) for one in shown]
    titles = [text for look, text in words if look == "strong"]
    sentences = tuple(text for look, text in words if look != "strong" and text.strip())
    plots = tuple(card.findChildren(Plot))
    for plot in plots:
        plot.setParent(None)  # the card goes, the chart is drawn later
    return PrintedCard(
        titles[0] if titles else "",
        sentences,
        tuple(_figure(button) for button in buttons),
        plots,
        tuple(_table(table) for table in card.findChildren(FactsTable)),
    )


def _figure(button: FigureButton) -> tuple[str, str, str]:
    title, figure, note = (one.text() for one in button.findChildren(QLabel))
    return title, figure, note


def _table(table: FactsTable[Any]) -> PrintedTable:
    model = table.model()
    assert isinstance(model, IdListModel)
    rows = [model.row_at(number) for number in range(model.rowCount())]
    return PrintedTable(
        table.accessibleName(),
        tuple(column.title for column in model.columns),
        tuple(column.right for column in model.columns),
        tuple(tuple(_cell(column, row) for column in model.columns) for row in rows if row is not None),
    )


def _cell(column: Column[Any], row: Any) -> PrintedCell:
    return PrintedCell(column.text(row), column.tone is not None and column.tone(row) == "text_3")
