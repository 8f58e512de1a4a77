"""Sheets of a workbook with numbers of several kinds: what they hold, how it is shown and worded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.services.report.figures import Figure, Number, Unit
from app.services.report.period import Period


class Plain(StrEnum):
    """What a cell holds that is no number of the report."""

    TEXT = "text"
    DAY = "day"
    MONTH = "month"


Shown = Unit | Plain
Value = str | date | Number


class Cell(NamedTuple):
    """A value, as the report has it (money in minor units), and how it is shown."""

    shown: Shown
    value: Value


@dataclass(frozen=True)
class Field:
    """One column; `name` is given a heading by the words."""

    name: str
    shown: Shown = Plain.TEXT
    width: int = 14


@dataclass(frozen=True)
class Chart:
    """A chart of a sheet: the values of some columns over the first one, a further column as a line of its own."""

    kind: str  # "bars", "stacked", "lines"
    title: str
    columns: tuple[str, ...]
    over: str = ""


@dataclass(frozen=True)
class Sheet:
    """One section of the report. `shaded`: columns from this one on are coloured by their values."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    charts: tuple[Chart, ...] = ()
    shaded: str = ""


@dataclass(frozen=True)
class ReportWords:
    """How the sheets are worded. The layer above gives it, for services hold no sentences."""

    title: Callable[[str], str]  # name of a sheet, a column or a chart -> its heading
    figure: Callable[[Figure], tuple[str, str, str]]  # its name, what it tells, its formula with the figures put in
    value: Callable[[str, str], str]  # (column, code) -> a word
    period: Callable[[Period], str]
    currency: str  # sign or code
    comma: bool  # text files have decimal commas and are parted by semicolons


def rows_of(fields: Sequence[Field], rows: Iterable[Sequence[Value]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of plain values, each shown as its column says."""
    return tuple(tuple(Cell(field.shown, value) for field, value in zip(fields, row, strict=True)) for row in rows)
