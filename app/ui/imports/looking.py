"""Looking into the files of a drop: which sheets and columns they have, and how the first rows are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.i18n import _
from app.services.errors import AppError, Cancelled
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.imports.columns_step import ColumnsStep
from app.ui.imports.draft import FileDraft, ImportDraft
from app.ui.imports.file_step import FileStep
from app.ui.imports.reading import FirstLook, files_in, first_look, look_into, preview

if TYPE_CHECKING:
    from app.services.imports.plan import ImportPlan


class Looking(QObject):
    """Holds the draft. Emits `understood` when every file of it can be shown, `stuck` when some cannot be read."""

    understood = Signal()
    stuck = Signal()

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.draft = ImportDraft()
        self._inspecting: Job | None = None
        self._previewing: Job | None = None

    def attach(self, file_step: FileStep, columns_step: ColumnsStep) -> None:
        """The steps that show what is found."""
        self._file_step, self._columns_step = file_step, columns_step
        columns_step.preview_wanted.connect(self.preview)
        columns_step.encoding_chosen.connect(self._on_encoding_chosen)
        columns_step.hidden_chosen.connect(self._on_hidden_chosen)
        columns_step.header_chosen.connect(self._on_header_chosen)

    def open_files(self, paths: list[Path]) -> None:
        """Begin a new draft with these files and those of these folders; the same file twice counts once."""
        self._inspecting = self._context.jobs.run(
            lambda _report: files_in(paths), on_done=self._begin, on_failed=self._on_inspect_failed
        )

    def _begin(self, paths: list[Path]) -> None:
        self.draft = ImportDraft([FileDraft(path) for path in dict.fromkeys(paths)])
        if len(self.draft.files) == 1:
            self._peek(self.draft.files[0])
        self._inspect()

    def look_again(self) -> None:
        """Look into the files anew, after a password, an encoding or the currency was given."""
        self._inspect()

    def leave_out(self, file: FileDraft) -> None:
        """Forget a file that cannot be read."""
        end = self.draft.leave_out(file)
        self._context.jobs.run(lambda _report: end())
        self._tell()

    def preview(self) -> None:
        """Read the first rows of the sheet on the screen with the columns chosen now."""
        found = self._columns_step.current()
        if found is None:
            return
        file, sheet = found
        if file.planned is None:
            return
        if self._previewing is not None:
            self._previewing.drop()
        country = self._context.settings.country
        self._previewing = self._context.jobs.run(
            lambda _report: preview(file, sheet, country),
            on_done=self._columns_step.show_preview,
            on_failed=self._on_preview_failed,
        )

    def stop(self) -> None:
        """Nothing more is to be shown of what runs now."""
        for job in (self._inspecting, self._previewing):
            if job is not None:
                job.drop()

    def forget(self) -> None:
        """An empty draft; the reading processes end and the staging file goes."""
        self.stop()
        draft, self.draft = self.draft, ImportDraft()
        self._context.jobs.run(lambda _report: _close(draft))

    def working(self) -> bool:
        """True while files are looked into."""
        return self._inspecting is not None and not self._inspecting.finished

    def busy(self) -> bool:
        """True while anything is still to be shown."""
        return self.working() or (self._previewing is not None and not self._previewing.finished)

    def cancel(self) -> None:
        """Stop looking; the reading processes end with it."""
        if self._inspecting is not None:
            self._inspecting.cancel()

    def _peek(self, file: FileDraft) -> None:
        """Show the first rows while the file is being read."""
        country, year = self._context.settings.country, self._context.today().year
        self._previewing = self._context.jobs.run(
            lambda _report: first_look(file.path, country, year),
            on_done=lambda look: self._on_peeked(file, look),
            owner=self,
        )

    def _on_peeked(self, file: FileDraft, look: FirstLook | None) -> None:
        if look is not None and file.planned is None and file in self.draft.files:
            file.sheets = [look.sheet]
            self.understood.emit()
            self._columns_step.show_preview(look.preview)

    def _inspect(self) -> None:
        progress = self._file_step.progress
        self._file_step.set_reading(True)
        progress.start(_("Looking into the files"))
        draft, context = self.draft, self._context
        files, db, today, country = list(draft.files), context.db, context.today(), context.settings.country

        def work(report: Report) -> ImportPlan:
            _close(draft)
            return look_into(db, files, today, country, report)

        self._inspecting = context.jobs.run(
            work,
            on_done=self._on_inspected,
            on_failed=self._on_inspect_failed,
            on_progress=progress.set_progress,
        )

    def _on_inspected(self, plan: ImportPlan) -> None:
        self.draft.show(plan)
        self._tell()

    def _on_inspect_failed(self, error: Exception) -> None:
        self.forget()
        self._tell()
        if not isinstance(error, Cancelled):
            self._context.messages.show_error(error)

    def _on_preview_failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, AppError):
            self._columns_step.show_failure(error)
        else:
            self._context.messages.show_error(error)

    def _on_encoding_chosen(self, encoding: str | None) -> None:
        found = self._columns_step.current()
        if found is not None:
            found[0].encoding = encoding
            self._inspect()

    def _on_hidden_chosen(self, hidden: bool) -> None:
        found = self._columns_step.current()
        if found is not None:
            found[0].hidden = hidden
            self._inspect()

    def _on_header_chosen(self, row: int | None) -> None:
        found = self._columns_step.current()
        if found is None:
            return
        file, sheet = found
        if row is None:
            file.header_rows.pop(sheet.info.name, None)
        else:
            file.found_as.setdefault(sheet.info.name, sheet.planned.found_as or sheet.info.signature)
            file.header_rows[sheet.info.name] = row
        self._inspect()

    def _tell(self) -> None:
        self._file_step.show_draft(self.draft)
        if self.draft.readable() and not self.draft.broken():
            self.understood.emit()
        else:
            self.stuck.emit()


def _close(draft: ImportDraft) -> None:
    plan, draft.plan = draft.plan, None
    if plan is not None:
        plan.close()
