"""The table of the columns found: title, what it is (a list to choose from), examples and how we read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.i18n import _, quoted
from app.services.imports.rows import Column, Field
from app.ui.imports.column_menu import ColumnButton, Part, reading_parts, rule_parts
from app.ui.imports.draft import CERTAIN, SheetDraft
from app.ui.imports.field_box import FieldBox
from app.ui.imports.plain_table import PAD, PlainTable
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import HEADER_HEIGHT, TEXT, TEXT_CHIP
from app.ui.widgets.table_model import ACCESSIBLE, ALIGNMENT, DISPLAY, FONT, FOREGROUND, LEFT, NOWHERE, RIGHT, TOOLTIP

Index = QModelIndex | QPersistentModelIndex
ROW = 38
TITLE, WHAT, EXAMPLES, FILLED, SURE = range(5)
WIDTHS = {WHAT: 236, FILLED: 90, SURE: 100}
TITLE_WIDTH = (130, 220)
LIKELY = 0.5


def sureness(field: Field, confidence: float) -> tuple[str, str]:
    """How sure the recognition is, in a word and a tone."""
    if field is Field.IGNORE:
        return _("unclear"), "neutral"
    if confidence >= CERTAIN:
        return _("certain"), "accent"
    return (_("likely"), "warn") if confidence >= LIKELY else (_("a guess"), "warn")


def column_title(column: Column) -> str:
    """The heading in the file, or the letter of a column that has none."""
    from app.services.imports.tables.header import column_name

    named = column_name(column.index)
    return _("Column {letter}").format(letter=named.split()[-1]) if column.title == named else column.title


class Example(NamedTuple):
    """A cell as it stands in the file, and how it is read; `read` is empty where that changes nothing."""

    raw: str
    read: str


def examples(column: Column, readings: tuple[str, ...]) -> list[Example]:
    """The examples of a column; those that are changed by reading come first, as they say more."""
    pairs = list(zip_longest(column.samples, readings, fillvalue=""))
    made = [Example(raw, "" if read == raw else read) for raw, read in pairs]
    return sorted(made, key=lambda example: not example.read)


def examples_text(found: Sequence[Example]) -> str:
    """The examples in one line, for the tip and for screen readers."""
    return ", ".join(quoted(e.raw) + (f" → {e.read}" if e.read else "") for e in found)


class ColumnsModel(QAbstractTableModel):
    """One row per column of the sheet."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SheetDraft | None = None
        self._readings: Mapping[int, tuple[str, ...]] = {}
        self._titles = (
            _("Column in the file"),
            _("What it is"),
            _("Examples from the file → how we read them"),
            _("Filled in"),
            _("How sure"),
        )
        self._bold = font(TEXT, SEMIBOLD)

    def show(self, sheet: SheetDraft | None) -> None:
        """Show another sheet, without readings until they are there."""
        self.beginResetModel()
        self._sheet, self._readings = sheet, {}
        self.endResetModel()

    def show_readings(self, readings: Mapping[int, tuple[str, ...]]) -> None:
        """Show how the examples are read now."""
        self._readings = readings
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, SURE))

    def column(self, row: int) -> Column | None:
        """The file's column in this row."""
        columns = self._sheet.info.columns if self._sheet else ()
        return columns[row] if 0 <= row < len(columns) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.info.columns)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else SURE + 1

    def examples(self, row: int) -> list[Example]:
        """The examples of the column in this row."""
        column = self.column(row)
        return examples(column, self._readings.get(column.index, ())) if column else []

    def sure(self, row: int) -> tuple[str, str]:
        """Word and tone of the chip in this row."""
        column = self.column(row)
        if column is None or self._sheet is None:
            return "", "neutral"
        if self._sheet.asks(column):
            return _("a question"), "warn"
        return sureness(self._sheet.fields[column.index], self._sheet.confidence(column))

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        column = self.column(index.row()) if index.isValid() else None
        if column is None or self._sheet is None:
            return None
        if role in (DISPLAY, TOOLTIP, ACCESSIBLE):
            return self._text(column, index.row(), index.column())
        if role == ALIGNMENT:
            return RIGHT if index.column() == FILLED else LEFT
        if role == FONT:
            return self._bold if index.column() == TITLE else None
        if role == FOREGROUND and index.column() != TITLE:
            ignored = self._sheet.fields[column.index] is Field.IGNORE
            return QColor(tokens().text_3 if ignored else tokens().text_2)
        return None

    def _text(self, column: Column, row: int, place: int) -> str:
        if place == TITLE:
            return column_title(column)
        if place == EXAMPLES:
            return examples_text(self.examples(row))
        if place == FILLED:
            return f"{round(column.filled * 100)}\u00a0%"
        return self.sure(row)[0] if place == SURE else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= SURE:
            return None
        if role == DISPLAY:
            return self._titles[section]
        return (RIGHT if section == FILLED else LEFT) if role == ALIGNMENT else None


class ExamplesDelegate(QStyledItemDelegate):
    """Draws what stands in the file in a pale colour and how it is read in the colour of text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # type: ignore[override]
        model = index.model()
        if not isinstance(model, ColumnsModel):
            return
        theme = tokens()
        painter.save()
        painter.setFont(font(TEXT))
        metrics = QFontMetrics(painter.font())
        place = option.rect.adjusted(PAD, 0, -PAD, 0)  # type: ignore[attr-defined]
        for number, example in enumerate(model.examples(index.row())):
            start = "   " if number else ""
            arrow = " → " if example.read else ""
            for text, colour in ((f"{start}{quoted(example.raw)}{arrow}", theme.text_3), (example.read, theme.text)):
                if not text or place.width() <= 0:
                    continue
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
                painter.setPen(QColor(colour))
                painter.drawText(place, LEFT, shown)
                place.setLeft(place.left() + metrics.horizontalAdvance(shown))
                if shown != text:
                    place.setWidth(0)
        painter.restore()


class ChipDelegate(QStyledItemDelegate):
    """Draws the word of how sure we are as a chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # type: ignore[override]
        model = index.model()
        text, tone = model.sure(index.row()) if isinstance(model, ColumnsModel) else ("", "neutral")
        theme = tokens()
        ground = {"accent": theme.accent_soft, "warn": theme.warn_soft}.get(tone, theme.neutral_soft)
        ink = {"accent": theme.accent, "warn": theme.warn}.get(tone, theme.text_2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(TEXT_CHIP, SEMIBOLD))
        rect = option.rect  # type: ignore[attr-defined]
        width = QFontMetrics(painter.font()).horizontalAdvance(text) + 16
        area = rect.adjusted(PAD, (rect.height() - tall(18)) // 2, 0, 0)
        area.setSize(area.size().scaled(width, tall(18), Qt.AspectRatioMode.IgnoreAspectRatio))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, 9, 9)
        painter.setPen(QColor(ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class ColumnsTable(PlainTable):
    """Emits `field_chosen(column index, Field)`, `own_chosen(column index, OwnColumn | None)` with None for a new one,
    `reading_chosen(column index, kind, value)` and `rule_chosen(Field, rule)`, both with None for leaving it open.
    Tab goes from list to list; the table follows."""

    field_chosen = Signal(int, object)
    own_chosen = Signal(int, object)
    reading_chosen = Signal(int, str, object)
    rule_chosen = Signal(object, object)

    def __init__(self) -> None:
        self.columns = ColumnsModel()
        super().__init__(self.columns, _("Columns of the file"), row_height=ROW)
        self.columns.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._chips = ChipDelegate(self)
        self.setItemDelegateForColumn(SURE, self._chips)
        self._examples = ExamplesDelegate(self)
        self.setItemDelegateForColumn(EXAMPLES, self._examples)
        self.boxes: list[FieldBox] = []
        self.buttons: list[ColumnButton] = []

    def show_sheet(self, sheet: SheetDraft | None, country: str = "", has_clients: bool = False) -> None:
        """Show the columns of another sheet; `country` is the shop's, which may have clients already."""
        self.columns.show(sheet)
        self.boxes, self.buttons = [], []
        if sheet is None:
            return
        for number, column in enumerate(sheet.info.columns):
            planned = sheet.planned
            box = FieldBox(sheet.fields[column.index], column_title(column), sheet.role, planned.own_fields)
            box.choose(sheet.fields[column.index], planned.own.get(column.index))
            box.own_chosen.connect(lambda own, index=column.index: self.own_chosen.emit(index, own))
            box.field_chosen.connect(lambda field, index=column.index: self.field_chosen.emit(index, field))
            box.installEventFilter(self)
            more = ColumnButton(column_title(column), partial(self._parts, sheet, column, country, has_clients))
            more.installEventFilter(self)
            self.setIndexWidget(self.columns.index(number, WHAT), _padded(box, more))
            self.boxes.append(box)
            self.buttons.append(more)
        self._place_columns()

    def _parts(self, sheet: SheetDraft, column: Column, country: str, has_clients: bool) -> list[Part]:
        field = sheet.fields[column.index]
        found = reading_parts(sheet, column, country, partial(self.reading_chosen.emit, column.index))
        return found + (rule_parts(sheet, column, partial(self.rule_chosen.emit, field)) if has_clients else [])

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [stop for pair in zip(self.boxes, self.buttons, strict=True) for stop in pair]

    def go_to(self, row: int) -> None:
        """Put the focus into the list of a row."""
        self.boxes[row].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fields(self, sheet: SheetDraft) -> None:
        """Show the fields as they are now: choosing one for a column may take it from another."""
        for box, more, column in zip(self.boxes, self.buttons, sheet.info.columns, strict=True):
            box.choose(sheet.fields[column.index], sheet.planned.own.get(column.index))
            more.refresh()
        self.columns.show_readings({})

    def full_height(self) -> int:
        """The height that shows every row."""
        return tall(HEADER_HEIGHT) + tall(ROW) * self.columns.rowCount() + 2

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for stops in (self.boxes, self.buttons):
                if watched in stops:
                    self.scrollTo(self.columns.index(stops.index(watched), TITLE))  # type: ignore[arg-type]
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()

    def _place_columns(self) -> None:
        low, high = map(scaled, TITLE_WIDTH)
        title = max(low, min(high, self.sizeHintForColumn(TITLE) + 12))
        self.setColumnWidth(TITLE, title)
        for place, width in WIDTHS.items():
            self.setColumnWidth(place, scaled(width))
        self.setColumnWidth(EXAMPLES, max(200, self.viewport().width() - title - scaled(sum(WIDTHS.values()))))


def _padded(box: FieldBox, more: ColumnButton) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(3, 0, 3, 0)
    layout.setSpacing(2)
    layout.addWidget(box, 1)
    layout.addWidget(more)
    return holder
