"""Step 2: what is in which column, and how the first rows will look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.services.imports.rows import CleanRow, Field, Outcome, OwnColumn, Role
from app.ui.context import AppContext
from app.ui.imports.columns_head import ColumnsHead, file_tools
from app.ui.imports.columns_table import ColumnsTable, column_title
from app.ui.imports.columns_tools import header_row_box, rule_box
from app.ui.imports.currency_row import CurrencyRow
from app.ui.imports.draft import FileDraft, ImportDraft, SheetDraft
from app.ui.imports.emptying import empty
from app.ui.imports.footer import Footer
from app.ui.imports.notice import Notice
from app.ui.imports.preview_table import PreviewTable
from app.ui.imports.questions import QuestionsCard
from app.ui.imports.reading import PREVIEW_ROWS, SheetPreview
from app.ui.imports.sheet_list import SheetList
from app.ui.imports.steps import StepArea
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE, GAP_WIDE
from app.ui.widgets.frames import Card, row
from app.ui.widgets.texts import ElidedLabel, chip, label
from app.wording.failures import error_sentence

if TYPE_CHECKING:
    from app.services.imports.planned import PlannedSheet

LEAST_COLUMNS, LEAST_PREVIEW = 160, 170  # px of height
CARD_FILES = frozenset((".vcf",))  # without rows of titles


def _telling(draft: ImportDraft) -> int:
    """The sheet to look at first: one to import, with people or purchases in it if there is one."""

    def worth(position: int) -> tuple[bool, bool, int]:
        sheet = draft.sheets()[position][1]
        return not sheet.taken, sheet.info.role not in (Role.CLIENTS, Role.PURCHASES), position

    return min(range(len(draft.sheets())), key=worth, default=0)


class ColumnsStep(QWidget):
    """Emits `preview_wanted` when a sheet or a field changed, `encoding_chosen(encoding | None)`,
    `hidden_chosen(bool)` when the owner wants, or no longer wants, what the file hides, `header_chosen(row | None)`
    when the titles of the sheet are in another row. Ctrl+Z takes back what was changed here, step by step."""

    preview_wanted = Signal()
    encoding_chosen = Signal(object)
    hidden_chosen = Signal(bool)
    header_chosen = Signal(object)
    sheet_shown = Signal()

    def __init__(
        self, context: AppContext, back: Callable[[], object], check: Callable[[], object], currency: CurrencyRow
    ) -> None:
        super().__init__()
        self.context = context
        self.currency = currency
        self._past: list[Callable[[], object]] = []  # what takes the changes back, the newest last
        self._draft = ImportDraft()
        self._position = 0
        self._last_unsure = -1
        self._looked_at: tuple[Path, str] | None = None  # file and sheet
        self.sheets = SheetList()
        self.sheets.sheet_chosen.connect(self._on_sheet_chosen)
        self.sheets.taken_changed.connect(self._show_rows)
        self.sheets.ticked.connect(self._on_ticked)
        self.head = ColumnsHead(context, currency, self._on_set_aside, self._go_to_unsure)
        self.questions = QuestionsCard()
        self.questions.answered.connect(self._on_reading_chosen)
        self.columns = ColumnsTable()
        self.columns.field_chosen.connect(self._on_field_chosen)
        self.columns.own_chosen.connect(self._on_own_chosen)
        self.columns.reading_chosen.connect(self._on_reading_chosen)
        self.columns.rule_chosen.connect(self._on_rule_chosen)
        self.preview = PreviewTable()
        self.footer = Footer(_("Nothing is written until you press Import. Any import can be undone as a whole."))
        self.footer.add_button(_("Back"), back)
        self.check_button = self.footer.add_button("", check, primary=True)
        self._lay_out()

    def _lay_out(self) -> None:
        self._columns_card = Card(padding=0, spacing=0)
        self._columns_card.body.addWidget(self.columns)
        self._preview_card = Card(padding=0, spacing=0)
        self._preview_card.body.addWidget(self._preview_band())
        self._problem = QVBoxLayout()
        self._preview_card.body.addLayout(self._problem)
        self._preview_card.body.addWidget(self.preview, 1)
        for card, least in ((self._columns_card, LEAST_COLUMNS), (self._preview_card, LEAST_PREVIEW)):
            card.setMinimumHeight(tall(least))
        right = QVBoxLayout()
        right.setSpacing(GAP_CARD)
        right.addWidget(self.head)
        right.addWidget(self.questions)
        right.addWidget(self._columns_card, 5)
        right.addWidget(self._preview_card, 3)
        middle = row(self.sheets, spacing=GAP_CARD)
        middle.addWidget(StepArea(right), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_CARD)
        layout.setSpacing(GAP_CARD)
        layout.addLayout(middle, 1)
        layout.addWidget(self.footer)

    def _preview_band(self) -> QFrame:
        band = QFrame()
        band.setProperty("look", "band")
        band.setFixedHeight(tall(38))
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
        """Show the sheets of a drop, the first one to import in front; or the one before, if only read again."""
        if draft is not self._draft:
            self._past.clear()
            self._looked_at = None
        places = [(file.path, sheet.info.name) for file, sheet in draft.sheets()]
        if len(places) > len(self.sheets.rows) and not draft.edited():
            self._looked_at = None  # only the first sheet was known; others may say more
        self._draft = draft
        self.sheets.show_draft(draft)
        self._position, self._last_unsure = -1, -1
        again = places.index(self._looked_at) if self._looked_at in places else None
        self._on_sheet_chosen(_telling(draft) if again is None else again)
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
        self._looked_at = (file.path, sheet.info.name)
        self.columns.show_sheet(sheet, self.context.settings.country, self._has_clients())
        self._columns_card.setMaximumHeight(self.columns.full_height() + 2)
        self._show_tools(file, sheet)
        self._show_changed(sheet)
        self._order_tabs()
        self.preview.show_rows((), (), ())
        self._show_counts((), 0)
        self.sheet_shown.emit()
        self.preview_wanted.emit()

    def _order_tabs(self) -> None:
        """Tab goes down the page: widgets that were made later stand at the end otherwise."""
        stops = [
            *self.sheets.stops(),
            *self.head.stops(),
            *self.questions.stops(),
            *self.columns.stops(),
            self.preview,
            *self.footer.buttons,
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _on_field_chosen(self, index: int, field: Field) -> None:
        self._change(lambda sheet: sheet.set_field(index, field))

    def _on_own_chosen(self, index: int, own: OwnColumn | None) -> None:
        found = self.current()
        if own is not None:
            self._change(lambda sheet: sheet.set_own(index, own))
        elif found is not None:
            self._make_own(found[1], index)

    def _make_own(self, sheet: SheetDraft, index: int) -> None:
        """A new own field of the column, called as it is and of the kind that its cells look like."""
        from app.services.imports.own_columns import own_of_column

        column = next(column for column in sheet.info.columns if column.index == index)
        db, now, title = self.context.db, self.context.now(), column_title(column)

        def made(own: OwnColumn) -> None:
            if self.current() is None or self.current()[1] is not sheet:  # type: ignore[index]
                return
            self._change(lambda one: one.set_own(index, own))
            self.columns.show_sheet(sheet, self.context.settings.country, self._has_clients())
            self._order_tabs()
            self.preview_wanted.emit()

        def failed(error: Exception) -> None:
            self.columns.show_fields(sheet)
            self.context.messages.show_error(error)

        self.context.jobs.run(
            lambda _report: own_of_column(db, title, column.samples, now),
            on_done=made,
            on_failed=failed,
            lane="write",
            owner=self,
        )

    def _on_reading_chosen(self, index: int, kind: str, value: bool | int | str | None) -> None:
        found = self.current()

        def read(sheet: SheetDraft) -> None:
            if found and (sheet is found[1] or sheet.is_open(index, kind)):
                sheet.planned.set_reading(index, kind, value)

        self._change(read)

    def _on_rule_chosen(self, field: Field, rule: str | None) -> None:
        self._change(lambda sheet: sheet.planned.set_rule(field, rule))

    def _on_whole_rule_chosen(self, rule: str) -> None:
        before = self._draft.on_conflict
        self._past.append(partial(self._use_rule, before))
        self._use_rule(rule)

    def _use_rule(self, rule: str) -> None:
        self._draft.set_rule(rule)
        if found := self.current():
            self._show_tools(*found)

    def _on_ticked(self, sheet: SheetDraft, on: bool) -> None:
        self._past.append(partial(self._tick, sheet, not on))
        self._show_changed(self._draft.sheets()[self._position][1])

    def _tick(self, sheet: SheetDraft, on: bool) -> None:
        sheet.take(on)
        self.sheets.refresh()
        self._show_changed(self._draft.sheets()[self._position][1])
        self._show_rows()

    def _on_set_aside(self) -> None:
        self._change(lambda sheet: sheet.planned.set_aside())

    def _on_header_chosen(self, row: int) -> None:
        """The titles are somewhere else: the file is looked into again."""
        if found := self.current():
            file, sheet = found
            self._past.append(partial(self._use_header, sheet.info.name, file.header_rows.get(sheet.info.name)))
            self.header_chosen.emit(row)

    def _use_header(self, name: str, row: int | None) -> None:
        found = self.current()
        if found is not None and found[1].info.name == name:
            self.header_chosen.emit(row)

    def _change(self, act: Callable[[SheetDraft], object]) -> None:
        """Change the sheet that is looked at and all of its kind, one per month say; keep how they were before."""
        found = self.current()
        if found is None:
            return
        alike = self._draft.alike(found[1])
        before = [(file.path, sheet.info.name, sheet.planned.copy()) for file, sheet in alike]
        self._past.append(partial(self._bring_back, before))
        for _file, sheet in alike:
            act(sheet)
        self._show_change(found[1])

    def _bring_back(self, before: list[tuple[Path, str, PlannedSheet]]) -> None:
        known = {(path, name): planned for path, name, planned in before}
        changed: dict[int, SheetDraft] = {}
        for position, (file, sheet) in enumerate(self._draft.sheets()):
            old = known.get((file.path, sheet.info.name))
            if old is not None and old.info.signature == sheet.info.signature:
                sheet.planned.become(old)
                changed[position] = sheet
        if changed:
            position = self._position if self._position in changed else min(changed)
            self._on_sheet_chosen(position)
            self._show_change(changed[position])

    def take_back(self) -> bool:
        """Ctrl+Z: as it was before the last change; False when nothing was changed."""
        if not self._past:
            return False
        self._past.pop()()
        return True

    def _show_change(self, sheet: SheetDraft) -> None:
        self.sheets.refresh()
        self.columns.show_fields(sheet)
        self._show_changed(sheet)
        self._order_tabs()
        self._show_rows()
        self.preview_wanted.emit()

    def _show_changed(self, sheet: SheetDraft) -> None:
        """Everything around the table that follows from how the columns are taken."""
        self.head.show_sheet(sheet)
        self.questions.show_sheet(sheet)
        waiting = sum(len(one.unanswered()) for _file, one in self._draft.sheets() if one.taken)
        note = _("Nothing is written until you press Import. Any import can be undone as a whole.")
        if waiting:
            asked = ngettext(
                "{n} question is not answered: what is marked will be taken.",
                "{n} questions are not answered: what is marked will be taken.",
                waiting,
            )
            note = asked.format(n=waiting)
        self.footer.note.setText(note)

    def _go_to_unsure(self) -> None:
        """To the next column that the program is not sure of, from the one that has the focus."""
        found = self.current()
        rows = found[1].unsure() if found else []
        if rows:
            here = next((row for row, box in enumerate(self.columns.boxes) if box.hasFocus()), self._last_unsure)
            self._last_unsure = next((row for row in rows if row > here), rows[0])
            self.columns.go_to(self._last_unsure)

    def _has_clients(self) -> bool:
        return self._draft.plan is not None and self._draft.plan.has_clients

    def _show_tools(self, file: FileDraft, sheet: SheetDraft) -> None:
        """What can be said about the sheet and the file as a whole."""
        tools: list[QWidget] = []
        if sheet.info.columns and self._draft.plan is not None and file.path.suffix.lower() not in CARD_FILES:
            tools.append(header_row_box(sheet.info, self._on_header_chosen))
        if self._has_clients():
            tools.append(rule_box(self._draft.on_conflict, self._on_whole_rule_chosen))
        self.head.show_tools([*tools, *file_tools(file, self.encoding_chosen.emit, self.hidden_chosen.emit)])

    def _show_rows(self) -> None:
        rows = self._draft.rows()
        text = ngettext("Check {n} row", "Check {n} rows", rows).format(n=number_text(rows))
        reading = self._draft.plan is None
        self.check_button.setText(_("Reading the file to its end…") if reading else text)
        self.check_button.setEnabled(rows > 0 and not reading)
