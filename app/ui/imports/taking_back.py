"""The imports of the past: their list, taking one back, and saving again what it could not use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.i18n import _
from app.services.errors import Cancelled
from app.services.imports.results import BatchRow, UndoResult
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.imports import importing
from app.ui.imports.file_step import FileStep
from app.ui.imports.past_imports import PastImports

if TYPE_CHECKING:
    from app.models.database import Database


class TakingBack(QObject):
    """`before` is called once the owner has agreed; the progress is shown on the first step.

    Emits `listed(count)` when the past imports were read.
    """

    listed = Signal(int)

    def __init__(self, context: AppContext, before: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._before = context, before
        self.past = PastImports(context, self._on_past_undo, lambda batch: self.save_rejected((batch.batch,)))
        self._undoing: Job | None = None
        self._listing: Job | None = None

    def attach(self, file_step: FileStep) -> None:
        """The step that shows the progress."""
        self._file_step = file_step

    def reload(self) -> None:
        """Read the past imports again."""
        if self._listing is not None:
            self._listing.drop()
        db = self._context.db

        def read(batches: Sequence[BatchRow]) -> None:
            self.past.show_batches(batches)
            self.listed.emit(len(batches))

        self._listing = self._context.jobs.run(lambda _report: importing.past(db), on_done=read, owner=self)

    def ask(self, file: str, undo: Callable[[Database, datetime, Report], UndoResult]) -> None:
        """Take the import of `file` back, by `undo` in the writer lane, if the owner means it."""
        self._context.messages.ask(
            _("Take back the import of “{file}”?").format(file=file),
            _("Take it back"),
            lambda: self._undo(undo),
            more=_("The clients and purchases it brought are removed. What you changed by hand since then stays."),
        )

    def save_rejected(self, batches: Sequence[int]) -> None:
        """Write the rows of these imports that could not be used as a workbook, where the owner wants it."""
        suggested = Path.home() / _("rejected rows.xlsx")
        place = self._context.messages.choose_place(_("Save rejected rows"), suggested, "Excel (*.xlsx)")
        if place is None:
            return
        db, events = self._context.db, self._context.events
        self._context.jobs.run(
            lambda _report: importing.save_rejected(db, batches, place),
            on_done=lambda _none: events.file_written.emit(place),
            owner=self,
        )

    def working(self) -> bool:
        """True while an import is taken back."""
        return self._undoing is not None and not self._undoing.finished

    def busy(self) -> bool:
        """True while anything is still to be shown."""
        return self.working() or (self._listing is not None and not self._listing.finished)

    def _on_past_undo(self, batch: BatchRow) -> None:
        self.ask(batch.file, lambda db, now, report: importing.undo(db, batch.batch, now, report))

    def cancel(self) -> None:
        """Stop taking an import back; it is in as before then."""
        if self._undoing is not None:
            self._undoing.cancel()

    def _undo(self, undo: Callable[[Database, datetime, Report], UndoResult]) -> None:
        self._before()
        self._file_step.set_reading(True)
        self._file_step.progress.start(_("Taking the import back"))
        db, now = self._context.db, self._context.now()
        self._undoing = self._context.jobs.run(
            lambda report: undo(db, now, report), on_done=self._on_undone, on_failed=self._on_undo_failed, lane="write"
        )

    def _on_undone(self, result: UndoResult) -> None:
        self._file_step.set_reading(False)
        sentence = importing.undo_sentence(result)
        if result.kept:
            self._context.messages.tell(sentence, importing.kept_lines(result))
        else:
            self._context.events.toast.emit(sentence, None)
        self.reload()

    def _on_undo_failed(self, error: Exception) -> None:
        self._file_step.set_reading(False)
        if not isinstance(error, Cancelled):
            self._context.messages.show_error(error)
        self.reload()
