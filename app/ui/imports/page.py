"""The Import page: from a dropped file to clients and purchases in four steps, and back again."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from app.models.enums import Area
from app.services.settings import ShopSettings
from app.ui.choosing import choose_tables, dropped_files
from app.ui.context import AppContext
from app.ui.imports import importing
from app.ui.imports.check_step import WorkProgress
from app.ui.imports.checking import Checking
from app.ui.imports.columns_step import ColumnsStep
from app.ui.imports.currency_row import CurrencyRow
from app.ui.imports.done_step import DoneStep
from app.ui.imports.draft import ImportDraft
from app.ui.imports.file_step import FileStep
from app.ui.imports.looking import Looking
from app.ui.imports.other_ways import OtherWays
from app.ui.imports.page_actions import page_actions
from app.ui.imports.sheet_list import rows_count
from app.ui.imports.steps import Steps
from app.ui.imports.steps_strip import StepsStrip
from app.ui.imports.taking_back import TakingBack
from app.ui.widgets.action import Action
from app.ui.widgets.page import Page

FILE, COLUMNS, CHECK, DONE = range(4)
NAMES_SHOWN = 3


class ImportPage(Page):
    """Steps File, Columns, Check, Done. Files may be dropped anywhere on it; Enter presses the primary button."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.IMPORTS})
    has_primary: ClassVar[bool] = True
    own_header: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.looking = Looking(context, self)
        self.taking_back = TakingBack(context, self.start_over, self)
        self.result: importing.Result | None = None
        self._first: QWidget = self  # takes the focus when the page is shown
        self.setAcceptDrops(True)
        self._build()
        self._go(FILE)

    def _build(self) -> None:
        clock = self.context.clock.monotonic
        self.strip = StepsStrip([_("File"), _("Columns"), _("Check"), _("Done")])
        self.ways = OtherWays(self.context, self.open_files)
        self.file_step = FileStep(
            self.taking_back.past,
            WorkProgress(clock, self._cancel),
            self.choose_files,
            self.ways,
            self.looking.look_again,
            self.looking.leave_out,
            self._use_currency,
            self._show_columns,
        )
        currency = CurrencyRow(self.context.settings.currency, self._use_currency)
        self.columns_step = ColumnsStep(self.context, self._back_to_file, self.check, currency)
        self.columns_step.sheet_shown.connect(self._say_subject)
        self.checking = Checking(self.context, lambda: self.looking.draft, self._back_to_columns, self)
        self.checking.begun.connect(self._on_check_begun)
        self.checking.moving.connect(self._hold_focus)
        self.checking.ready.connect(self._focus_primary)
        self.checking.imported.connect(self._on_imported)
        self.checking.left.connect(self._back_to_columns)
        self.check_step = self.checking.step
        self.done_step = DoneStep(self._show_today, self._undo_result, self._save_rejected, self.start_over)
        self.looking.attach(self.file_step, self.columns_step)
        self.looking.understood.connect(self._show_columns)
        self.looking.stuck.connect(lambda: self._go(FILE))
        self.taking_back.attach(self.file_step)
        self.taking_back.listed.connect(lambda count: currency.setVisible(not count))  # afterwards it is in Settings
        self.steps = Steps()
        for step in (self.file_step, self.columns_step, self.check_step, self.done_step):
            self.steps.addWidget(step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.steps, 1)

    # What the window asks of a page

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """The ways to bring something in, and the main button of the step."""
        return page_actions(lambda: self)

    def reload(self) -> None:
        """Read the past imports again."""
        self.taking_back.reload()

    def is_busy(self) -> bool:
        return self._working() or self.looking.busy() or self.taking_back.busy()

    def go_back(self) -> bool:
        """Esc: cancel the job that runs, else one step back; from the first step the window goes back."""
        step = self.steps.currentIndex()
        if self._working():
            self._cancel()
            return True
        back = {COLUMNS: self._back_to_file, CHECK: self._back_to_columns, DONE: self.start_over}.get(step)
        if back is not None:
            back()
        return back is not None

    def take_back(self) -> bool:
        """Ctrl+Z: the last change of the columns, while they are on the screen."""
        return self.steps.currentIndex() == COLUMNS and self.columns_step.take_back()

    def state(self) -> object:
        """The files with their columns, so that they are still there in another language or theme."""
        if self.checking.writing():
            return None  # it ends by itself, and is then among the past imports
        self.looking.stop()
        self.checking.stop()
        return self.looking.draft if self.steps.currentIndex() in (COLUMNS, CHECK) else None

    def restore(self, state: object) -> None:
        if isinstance(state, ImportDraft) and state.readable():
            self.looking.draft = state
            self._show_columns()

    # Steps 1 and 2: files and their columns

    def open_files(self, paths: list[Path]) -> None:
        """Look into these files and go on to their columns; asks before choices for other files are lost."""
        if not paths:
            return
        if self._working():
            said = _("Another import is at work. Drop the files again when it is done.")
            self.context.events.toast.emit(said, None)
        elif self.steps.currentIndex() in (COLUMNS, CHECK) and self.looking.draft.edited():
            self.context.messages.ask(
                _("Import the new files instead of these?"),
                _("Import the new files"),
                lambda: self._open(paths),
                more=_("The columns you have set are forgotten."),
            )
        else:
            self._open(paths)

    def _open(self, paths: list[Path]) -> None:
        self._forget()
        self._go(FILE)
        self.looking.open_files(paths)

    def choose_files(self) -> None:
        """Ask which files to look into."""
        if self._working():
            return
        self.open_files(choose_tables(self.context.messages))

    def _show_columns(self) -> None:
        self.columns_step.show_draft(self.looking.draft)
        self._go(COLUMNS)

    def _back_to_file(self) -> None:
        if not self.looking.draft.edited():
            self.start_over()
            return
        self.context.messages.ask(
            _("Leave these files?"), _("Leave"), self.start_over, more=_("The columns you have set are forgotten.")
        )

    # Step 3: check and import

    def check(self) -> None:
        """Read everything and say what an import would do; nothing is written."""
        if not self._working():
            self.checking.check()

    def start_import(self) -> None:
        """Write what was checked, in one go."""
        if not self._working():
            self.checking.start_import()

    def _on_check_begun(self) -> None:
        self._hold_focus()
        self._go(CHECK)

    def _on_imported(self, result: importing.Result) -> None:
        self._forget()
        self.result = result
        self.done_step.show_figures(result.figures)
        self._go(DONE)

    def _use_currency(self, currency: str) -> None:
        """The shop counts in the currency of the file from here on."""
        db, settings = self.context.db, self.context.settings

        def saved(changed: ShopSettings) -> None:
            self.context.settings = changed
            self.columns_step.currency.show_currency(changed.currency)
            if self.looking.draft.files:
                self.looking.look_again()

        self.context.jobs.run(
            lambda _report: importing.save_currency(db, settings, currency), on_done=saved, lane="write", owner=self
        )

    def _back_to_columns(self) -> None:
        self.checking.figures = None
        self._go(COLUMNS)
        self.looking.preview()

    # Step 4: what became of it

    def start_over(self) -> None:
        """Back to an empty first step."""
        self._forget()
        self.file_step.show_draft(self.looking.draft)
        self._go(FILE)

    def _show_today(self) -> None:
        self.start_over()
        self.context.events.show_page.emit("today")

    def _undo_result(self) -> None:
        result = self.result
        if result is not None and (action := result.action_id) is not None:
            self.taking_back.ask(result.title, lambda db, now, report: importing.undo_drop(db, action, now, report))

    def _save_rejected(self) -> None:
        if self.result is not None:
            self.taking_back.save_rejected(self.result.batches)

    # Jobs

    def _working(self) -> bool:
        return self.checking.working() or self.looking.working() or self.taking_back.working()

    def _cancel(self) -> None:
        self.looking.cancel()
        self.checking.cancel()
        self.taking_back.cancel()

    def _forget(self) -> None:
        self.result = None
        self.checking.forget()
        self.looking.forget()

    # Steps, keys, drops

    def _go(self, step: int) -> None:
        self._hold_focus()
        self.steps.setCurrentIndex(step)
        self.strip.set_step(step)
        self._say_subject()
        self._focus_primary()

    def _say_subject(self) -> None:
        """File, sheet and rows on the right of the strip."""
        found, step = self.columns_step.current(), self.steps.currentIndex()
        parts: list[str] = []
        if step == COLUMNS and found is not None:
            file, sheet = found
            parts = [file.path.name]
            if sheet.info.name != file.path.stem:
                parts.append(_("sheet “{sheet}”").format(sheet=sheet.info.name))
            parts += [rows_count(sheet.info.rows)] if self.looking.draft.plan is not None else []
        elif step == CHECK:
            names = [file.path.name for file in self.looking.draft.files]
            parts = [*names[:NAMES_SHOWN], *(["…"] if len(names) > NAMES_SHOWN else [])]
        self.strip.set_subject(" · ".join(parts))

    def primary(self) -> QPushButton:
        """The main button of the step."""
        step = self.steps.currentIndex()
        if step == COLUMNS:
            return self.columns_step.check_button
        if step == DONE:
            return self.done_step.today_button
        return self.file_step.primary() if step == FILE else self.check_step.primary()

    def _hold_focus(self) -> None:
        """Keep the focus on the page while the button that has it is about to go."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.strip.setFocus()

    def _focus_primary(self) -> None:
        """The primary button is where the page takes the focus; it gets it unless the owner is somewhere else."""
        primary = self.primary()
        target = primary if primary.isVisibleTo(self) else self.strip
        self._first = target
        focused = QApplication.focusWidget()
        if focused is None or self.isAncestorOf(focused):
            target.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page itself never keeps the focus. A focus proxy would lead every Tab from the sidebar past the rest."""
        self._first.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the primary one."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        pressed = focused if isinstance(focused, QPushButton) else self.primary()
        if pressed.isVisible():
            pressed.click()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.file_step.drop.set_over(not self._working())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.file_step.drop.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.file_step.drop.set_over(False)
        event.acceptProposedAction()
        self.open_files(dropped_files(event.mimeData()))
