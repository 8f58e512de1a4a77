"""The imports of the past, newest first: what each brought, who did it, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.i18n import _, moment_text, number_text
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.exporting import export_to_file
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP, GAP_WIDE, ROW_HEIGHT
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import Card, ScrollingArea, SectionHeader
from app.ui.widgets.texts import ElidedLabel, chip, label
from app.wording.failures import failure_sentence

if TYPE_CHECKING:
    from app.services.exports.export import Exported
    from app.services.imports.results import BatchRow

SHOWN = 100
WHEN_WIDTH, NUMBER_WIDTH, WHO_WIDTH, END_WIDTH = 150, 118, 110, 250
ROOMY, WIDE = 1140, 1010  # px: narrower than the first leaves out a column, than the second the words of the buttons
END_NARROW = 92


class PastImports(Card):
    """`undo(batch)` and `save_rejected(batch)` are asked for by buttons; rows that were taken back are marked."""

    def __init__(
        self,
        context: AppContext,
        undo: Callable[[BatchRow], object],
        save_rejected: Callable[[BatchRow], object],
    ) -> None:
        super().__init__(padding=0, spacing=0)
        self._context, self._undo, self._save_rejected = context, undo, save_rejected
        self._content: list[QWidget] = []
        self._folds: list[tuple[int, Callable[[bool], object]]] = []  # in less than so many px, what makes room
        self._who = False
        self.rows: list[QFrame] = []
        save = icon_button("file-spreadsheet", _("Save this list as Excel…"), self._export)
        self._header = SectionHeader(_("Past imports"), tool=save)
        self.body.addWidget(self._header)
        self.setMinimumHeight(150)
        self.hide()

    def show_batches(self, batches: Sequence[BatchRow]) -> None:
        """Replace the list; without imports the card is not shown."""
        for part in self._content:
            part.hide()
            part.deleteLater()
        self._folds = []
        self._who = who = any(batch.who for batch in batches)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.rows = [self._row(batch, who) for batch in batches[:SHOWN]]
        for made in self.rows:
            layout.addWidget(made)
        layout.addStretch(1)
        heads, area = self._heads(who), ScrollingArea(content)
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: _keep_free(heads, bar.sizeHint().width() if most else 0))
        self._content = [heads, area]
        self.body.addWidget(self._content[0])
        self.body.addWidget(self._content[1], 1)
        every, shown = number_text(len(batches)), number_text(len(self.rows))
        more = _("{n} of {total}").format(n=shown, total=every)
        self._header.count.setText(more if len(self.rows) < len(batches) else every)
        self._fold()
        self.setVisible(bool(batches))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        more = WHO_WIDTH if self._who else 0
        for least, fold in self._folds:
            fold(self.width() < scaled(least + more))

    def _export(self) -> None:
        """The history of imports as a file."""
        db = self._context.db

        def write(place: Path, _report: Report) -> Exported:
            from app.services.exports.export import export_imports
            from app.wording.files import export_words

            return export_imports(db, place, export_words())

        export_to_file(self._context, self, _("Past imports"), write)

    def _heads(self, with_who: bool) -> QFrame:
        made = QFrame()
        made.setProperty("look", "band")
        made.setFixedHeight(tall(ROW_HEIGHT - 6))
        who = [_fixed(label(_("Who"), "head"), WHO_WIDTH)] if with_who else []
        titles = (_("New clients"), _("Added to"), _("New purchases"), _("Rows left out"))
        numbers = [_number(title, "", "head") for title in titles]
        self._folds.append((ROOMY, numbers[1].setHidden))
        when, end = _fixed(label(_("When"), "head"), WHEN_WIDTH), self._at_the_end()
        made.setLayout(_line(when, label(_("File"), "head"), *who, *numbers, end))
        return made

    def _row(self, batch: BatchRow, with_who: bool) -> QFrame:
        made = QFrame()
        made.setProperty("look", "row")
        made.setFixedHeight(tall(ROW_HEIGHT + 2))
        tone = "third" if batch.undone or batch.error else ""
        when = moment_text(self._context.settings.local(batch.at), self._context.today())
        parts: list[QWidget] = [_fixed(label(when, "", "second"), WHEN_WIDTH), ElidedLabel(batch.file, "strong", tone)]
        if with_who:
            parts.append(_fixed(label(batch.who or "", "", "second"), WHO_WIDTH))
        counts = (batch.clients_created, batch.clients_updated, batch.purchases_created)
        numbers = [_number("" if batch.error else number_text(count), tone) for count in counts]
        self._folds.append((ROOMY, numbers[1].setHidden))
        parts += numbers
        made.setLayout(_line(*parts, self._rejected(batch), self._end(batch)))
        made.setAccessibleName(f"{batch.file}, {when}")
        return made

    def _rejected(self, batch: BatchRow) -> QWidget:
        """The count of the rows that stayed out; a click saves them again."""
        if not batch.rows_failed:
            return _number("" if batch.error else number_text(0), "third")
        text = number_text(batch.rows_failed)
        made = button(text, lambda: self._save_rejected(batch), kind="link", small=True, icon_name="file-spreadsheet")
        made.setToolTip(_("Save the rows that could not be used as an Excel file"))
        made.setAccessibleName(_("Save rejected rows of “{file}” as Excel").format(file=batch.file))
        return _at_the_right(NUMBER_WIDTH, made)

    def _end(self, batch: BatchRow) -> QWidget:
        if batch.error:
            sentence = failure_sentence(batch.error, batch.file)
            return self._at_the_end(chip(_("could not be read"), "bad", sentence))
        if batch.undone:
            return self._at_the_end(chip(_("taken back"), "neutral"))
        undo = button(_("Undo"), lambda: self._undo(batch), small=True, icon_name="undo-2")
        undo.setToolTip(_("Undo the import of “{file}”").format(file=batch.file))
        undo.setAccessibleName(undo.toolTip())
        if not (batch.clients_created or batch.clients_updated or batch.purchases_created):
            return self._at_the_end(undo)
        show = button(_("Clients"), lambda: self._show_clients(batch), kind="ghost", small=True, icon_name="users")
        show.setToolTip(_("Show the clients of this import"))
        show.setAccessibleName(_("Show the clients of “{file}”").format(file=batch.file))
        return self._at_the_end(show, undo)

    def _at_the_end(self, *parts: QWidget) -> QWidget:
        holder = _at_the_right(END_WIDTH, *parts)
        said = [(part, part.text()) for part in parts if isinstance(part, QPushButton)]

        def fold(narrow: bool) -> None:
            holder.setFixedWidth(scaled(END_NARROW if narrow else END_WIDTH))
            for made, text in said:
                made.setText("" if narrow else text)

        self._folds.append((WIDE, fold))
        return holder

    def _show_clients(self, batch: BatchRow) -> None:
        self._context.events.show_batch.emit(batch.batch, batch.file)


def _line(*parts: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(GAP_WIDE, 0, GAP_WIDE, 0)
    layout.setSpacing(GAP_WIDE)
    for number, part in enumerate(parts):
        layout.addWidget(part, 1 if number == 1 else 0)
    return layout


def _keep_free(heads: QFrame, width: int) -> None:
    """The scroll bar takes `width` px of the rows: the headings stay above their columns."""
    heads.setContentsMargins(0, 0, width, 0)


def _at_the_right(width: int, *parts: QWidget) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(scaled(width))
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP)
    layout.addStretch(1)
    for placed in parts:
        layout.addWidget(placed)
    return holder


def _fixed(part: QLabel, width: int) -> QLabel:
    part.setFixedWidth(scaled(width))
    return part


def _number(text: str, tone: str, look: str = "") -> QLabel:
    made = _fixed(label(text, look, tone), NUMBER_WIDTH)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
