"""Step 2: what is in which column, and how the first rows will look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.services.imports.rows import CleanRow, Field, Outcome, Role
from app.ui.imports.columns_table import ColumnsTable
from app.ui.imports.currency_row import CurrencyRow
from app.ui.imports.draft import FileDraft, ImportDraft, SheetDraft
from app.ui.imports.emptying import empty
from app.ui.imports.footer import Footer
from app.ui.imports.notice import TEXT_FILES, Notice, encoding_box
from app.ui.imports.preview_table import PreviewTable
from app.ui.imports.reading import PREVIEW_ROWS, SheetPreview
from app.ui.imports.sheet_list import SheetList, role_sentence
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE, GAP_WIDE
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import ElidedLabel, chip, label
from app.wording import error_sentence, remark_text


def found_sentence(sheet: SheetDraft) -> str:
    """Where the headings are and how many columns were understood."""
    info = sheet.info
    if not info.columns:
        return _("There is no table on this sheet.")
    what = role_sentence(sheet.role)
    where = (
        _("The headings are in row {n}.").format(n=info.header_row)
        if info.header_row
        else _("There are no headings: the columns were recognised by what is in them.")
    )
    known = ngettext(
        "{known} column of {n} is understood; correct it if it is wrong.",
        "{known} columns of {n} are understood; correct them if they are wrong.",
        sheet.known(),
    )
    said = [what, where, known.format(known=sheet.known(), n=len(info.columns))]
    if info.hidden_rows:
        left_out = ngettext("{n} hidden row is left out.", "{n} hidden rows are left out.", info.hidden_rows)
        said.append(left_out.format(n=number_text(info.hidden_rows)))
    said += map(remark_text, info.remarks)
    return " ".join(said)


def _telling(draft: ImportDraft) -> int:
    """The sheet to look at first: one to import, with people or purchases in it if there is one."""

    def worth(position: int) -> tuple[bool, bool, int]:
        sheet = draft.sheets()[position][1]
        return not sheet.taken, sheet.info.role not in (Role.CLIENTS, Role.PURCHASES), position

    return min(range(len(draft.sheets())), key=worth, default=0)


class ColumnsStep(QWidget):
    """Emits `preview_wanted` when a sheet or a field changed, `encoding_chosen(encoding | None)`,
    `hidden_chosen(bool)` when the owner wants, or no longer wants, what the file hides."""

    preview_wanted = Signal()
    encoding_chosen = Signal(object)
    hidden_chosen = Signal(bool)
    sheet_shown = Signal()

    def __init__(self, back: Callable[[], object], check: Callable[[], object], currency: CurrencyRow) -> None:
        super().__init__()
        self.currency = currency
        self._draft = ImportDraft()
        self._position = 0
        self.sheets = SheetList()
        self.sheets.sheet_chosen.connect(self._on_sheet_chosen)
        self.sheets.taken_changed.connect(self._show_rows)
        self.title = label(_("What is in which column?"), "title")
        self._sentence = label("", "", "second", wrap=True)
        self._tools = QHBoxLayout()
        self._made: list[QWidget] = []
        self.columns = ColumnsTable()
        self.columns.field_chosen.connect(self._on_field_chosen)
        self.preview = PreviewTable()
        self.footer = Footer(_("Nothing is written until you press Import. Any import can be undone as a whole."))
        self.footer.add_button(_("Back"), back)
        self.check_button = self.footer.add_button("", check, primary=True)
        self._lay_out()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self._sentence)
        head = QHBoxLayout()
        head.addLayout(texts, 1)
        head.addLayout(self._tools)
        head.addWidget(self.currency)
        self._columns_card = Card(padding=0, spacing=0)
        self._columns_card.body.addWidget(self.columns)
        self._preview_card = Card(padding=0, spacing=0)
        self._preview_card.body.addWidget(self._preview_band())
        self._problem = QVBoxLayout()
        self._preview_card.body.addLayout(self._problem)
        self._preview_card.body.addWidget(self.preview, 1)
        self._preview_card.setMinimumHeight(170)
        right = QVBoxLayout()
        right.setSpacing(GAP_CARD)
        right.addLayout(head)
        right.addWidget(self._columns_card, 5)
        right.addWidget(self._preview_card, 3)
        middle = row(self.sheets, spacing=GAP_CARD)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_CARD)
        layout.setSpacing(GAP_CARD)
        layout.addLayout(middle, 1)
        layout.addWidget(self.footer)

    def _preview_band(self) -> QFrame:
        band = QFrame()
        band.setProperty("look", "band")
        band.setFixedHeight(38)
        self.ready, self.repaired, self.failed = chip("", "accent"), chip("", "warn"), chip("", "bad")
        note = ElidedLabel(_("rows with mistakes are not lost: save them as an Excel file afterwards"), "", "third")
        self._extent = label("", "", "third")
        layout = row(
            label(_("How it will look"), "strong"),
            self.ready,
            self.repaired,
            self.failed,
            self._extent,
            None,
            note,
            spacing=GAP_WIDE,
        )
        layout.setContentsMargins(GAP_WIDE, 0, GAP_WIDE, 0)
        band.setLayout(layout)
        return band

    def show_draft(self, draft: ImportDraft) -> None:
        """Show the sheets of a drop, the first one to import in front."""
        self._draft = draft
        self.sheets.show_draft(draft)
        self._position = -1
        self._on_sheet_chosen(_telling(draft))
        self._show_rows()

    def current(self) -> tuple[FileDraft, SheetDraft] | None:
        """The file and sheet that are looked at."""
        sheets = self._draft.sheets()
        return sheets[self._position] if 0 <= self._position < len(sheets) else None

    def show_preview(self, preview: SheetPreview) -> None:
        """Fill in the examples and the first rows of the sheet that is looked at."""
        found = self.current()
        if found is None:
            return
        sheet = found[1]
        self._clear_problem()
        self.columns.columns.show_readings(preview.readings)
        self.preview.show_rows(preview.rows, preview.columns, preview.cells)
        self._show_counts(preview.rows, sheet.info.rows)

    def show_failure(self, error: Exception) -> None:
        """Say in the place of the preview why there is none."""
        self._clear_problem()
        self.preview.show_rows((), (), ())
        self._show_counts((), 0)
        self._problem.addWidget(Notice(error_sentence(error)))  # type: ignore[arg-type]

    def _clear_problem(self) -> None:
        empty(self._problem)

    def _show_counts(self, rows: Sequence[CleanRow], total: int) -> None:
        good = sum(row.outcome == Outcome.OK for row in rows)
        repaired = sum(row.outcome == Outcome.REPAIRED for row in rows)
        failed = sum(row.outcome == Outcome.FAILED for row in rows)
        self.ready.setText(ngettext("{n} ready", "{n} are ready", good).format(n=number_text(good)))
        self.repaired.setText(ngettext("{n} repaired", "{n} are repaired", repaired).format(n=number_text(repaired)))
        self.failed.setText(ngettext("{n} with a mistake", "{n} with mistakes", failed).format(n=number_text(failed)))
        for mark, count in ((self.ready, good), (self.repaired, repaired), (self.failed, failed)):
            mark.setVisible(bool(count))
        first = (total > len(rows) or self._draft.plan is None) and len(rows) > 0
        self._extent.setText(_("in the first {n} rows").format(n=PREVIEW_ROWS) if first else "")
        self._extent.setVisible(first)

    def _on_sheet_chosen(self, position: int) -> None:
        if position == self._position:
            return
        self._position = position
        self.sheets.choose(position)
        found = self.current()
        if found is None:
            return
        file, sheet = found
        self._sentence.setText(found_sentence(sheet))
        self.columns.show_sheet(sheet)
        self._columns_card.setMaximumHeight(self.columns.full_height() + 2)
        self._show_tools(file)
        self._order_tabs()
        self.preview.show_rows((), (), ())
        self._show_counts((), 0)
        self.sheet_shown.emit()
        self.preview_wanted.emit()

    def _order_tabs(self) -> None:
        """Tab goes down the page: widgets that were made later stand at the end otherwise."""
        stops = [
            *self.sheets.stops(),
            *self._made,
            self.currency.box,
            *self.columns.boxes,
            self.preview,
            *self.footer.buttons,
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _on_field_chosen(self, index: int, field: Field) -> None:
        found = self.current()
        if found is None:
            return
        sheet = found[1]
        sheet.set_field(index, field)
        self._sentence.setText(found_sentence(sheet))
        self.sheets.refresh()
        self.columns.show_fields(sheet)
        self._show_rows()
        self.preview_wanted.emit()

    def _show_tools(self, file: FileDraft) -> None:
        """What can be said about the file as a whole: its encoding, and whether what it hides is read."""
        empty(self._tools)
        self._made = []
        if file.path.suffix.lower() in TEXT_FILES:
            self._made.append(encoding_box(file.encoding, self.encoding_chosen.emit))
        if file.hidden or file.hides_something():
            box = QCheckBox(_("Also the hidden rows and columns"))
            box.setChecked(file.hidden)
            box.toggled.connect(self.hidden_chosen.emit)
            self._made.append(box)
        for tool in self._made:
            self._tools.addWidget(tool)

    def _show_rows(self) -> None:
        rows = self._draft.rows()
        text = ngettext("Check {n} row", "Check {n} rows", rows).format(n=number_text(rows))
        reading = self._draft.plan is None
        self.check_button.setText(_("Reading the file to its end…") if reading else text)
        self.check_button.setEnabled(rows > 0 and not reading)
