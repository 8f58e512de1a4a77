"""The imports of the past, newest first, each with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _, moment_text, number_text
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP_WIDE, ROW_HEIGHT
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card, ScrollingArea, SectionHeader
from app.ui.widgets.texts import ElidedLabel, chip, label

if TYPE_CHECKING:
    from app.services.imports.results import BatchRow

SHOWN = 100
WHEN_WIDTH, NUMBER_WIDTH, END_WIDTH = 190, 120, 150


class PastImports(Card):
    """`undo(batch)` is asked for by a button; rows that were taken back are marked."""

    def __init__(self, context: AppContext, undo: Callable[[BatchRow], object]) -> None:
        super().__init__(padding=0, spacing=0)
        self._context, self._undo = context, undo
        self._area: QWidget | None = None
        self.rows: list[QFrame] = []
        self._header = SectionHeader(_("Past imports"))
        self.body.addWidget(self._header)
        self.body.addWidget(_heads())
        self.setMinimumHeight(150)
        self.hide()

    def show_batches(self, batches: Sequence[BatchRow]) -> None:
        """Replace the list; without imports the card is not shown."""
        if self._area is not None:
            self._area.hide()
            self._area.deleteLater()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.rows = [self._row(batch) for batch in batches[:SHOWN]]
        for made in self.rows:
            layout.addWidget(made)
        layout.addStretch(1)
        self._area = ScrollingArea(content)
        self.body.addWidget(self._area, 1)
        self._header.count.setText(number_text(len(batches)))
        self.setVisible(bool(batches))

    def _row(self, batch: BatchRow) -> QFrame:
        made = QFrame()
        made.setProperty("look", "row")
        made.setFixedHeight(ROW_HEIGHT + 2)
        tone = "third" if batch.undone or batch.error else ""
        when = moment_text(self._context.settings.local(batch.at), self._context.today())
        layout = _line(
            _fixed(label(when, "", "second"), WHEN_WIDTH),
            ElidedLabel(batch.file, "strong", tone),
            _number(number_text(batch.clients_created), tone),
            _number(number_text(batch.purchases_created), tone),
            self._end(batch),
        )
        made.setLayout(layout)
        made.setAccessibleName(f"{batch.file}, {when}")
        return made

    def _end(self, batch: BatchRow) -> QWidget:
        if batch.error:
            last: QWidget = chip(_("could not be read"), "bad")
        elif batch.undone:
            last = chip(_("taken back"), "neutral")
        else:
            last = button(_("Undo"), lambda: self._undo(batch), small=True, icon_name="undo-2")
            last.setAccessibleName(_("Undo the import of “{file}”").format(file=batch.file))
        holder = QWidget()
        holder.setFixedWidth(END_WIDTH)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(last)
        return holder


def _heads() -> QFrame:
    made = QFrame()
    made.setProperty("look", "band")
    made.setFixedHeight(ROW_HEIGHT - 6)
    made.setLayout(
        _line(
            _fixed(label(_("When"), "head"), WHEN_WIDTH),
            label(_("File"), "head"),
            _number(_("New clients"), "", "head"),
            _number(_("New purchases"), "", "head"),
            _fixed(label("", "head"), END_WIDTH),
        )
    )
    return made


def _line(*parts: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(GAP_WIDE, 0, GAP_WIDE, 0)
    layout.setSpacing(GAP_WIDE)
    for number, part in enumerate(parts):
        layout.addWidget(part, 1 if number == 1 else 0)
    return layout


def _fixed(part: QLabel, width: int) -> QLabel:
    part.setFixedWidth(width)
    return part


def _number(text: str, tone: str, look: str = "") -> QLabel:
    made = _fixed(label(text, look, tone), NUMBER_WIDTH)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
