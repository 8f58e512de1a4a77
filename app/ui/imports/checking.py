"""The third step at work: the check, the check again after corrections, and the import itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.errors import AppError, Cancelled
from app.ui.background import Job, Lane, Work
from app.ui.context import AppContext
from app.ui.imports import importing
from app.ui.imports.check_step import CheckStep
from app.ui.imports.draft import ImportDraft
from app.ui.imports.figures import Figures
from app.ui.imports.likely import LikelyPeople
from app.ui.imports.rows_card import RowsCard
from app.ui.widgets.buttons import button
from app.wording.failures import error_sentence

if TYPE_CHECKING:
    from app.services.imports.plan import ImportPlan

SETTLE_MS = 400  # after an answer, for the next one may follow at once
SOON_CHECKED = 30_000  # rows; a larger drop is not checked again after every correction


class Checking(QObject):
    """Works on the plan of `draft()`. Emits `begun` before a check that leads to this step, `moving` before the button
    that has the focus goes, `ready` when the owner can go on, `imported(Result)` when all is in, `left` when a check
    was cancelled."""

    begun = Signal()
    moving = Signal()
    ready = Signal()
    imported = Signal(object)
    left = Signal()

    def __init__(
        self, context: AppContext, draft: Callable[[], ImportDraft], back: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._draft = context, draft
        self.figures: Figures | None = None
        self._job: Job | None = None
        self._settling: Job | None = None  # follows the answers about people who look alike
        self._importing_next = False  # Import was pressed meanwhile
        self._lane: Lane = "read"
        self._unchecked = False  # a cell was typed over since the check
        self.rows = RowsCard(context)
        self.rows.corrected.connect(self._on_corrected)
        self.likely = LikelyPeople(context)
        self.likely.changed.connect(self._on_answered)
        self._answering = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._answering.timeout.connect(self._settle)
        self.step = CheckStep(self.rows, context.clock.monotonic, back, self.start_import, self.cancel)
        self.step.questions.addWidget(self.likely)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes down the page: people who look alike, rows, buttons."""
        asked = [child for child in self.likely.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise([*asked, *self.rows.stops(), *self.step.footer.buttons]):
            QWidget.setTabOrder(before, after)

    def _plan(self) -> ImportPlan | None:
        return self._draft().plan

    def working(self) -> bool:
        """True while a job of this step runs."""
        return any(job is not None and not job.finished for job in (self._job, self._settling))

    def writing(self) -> bool:
        """True while the shop is written."""
        return self._job is not None and not self._job.finished and self._lane == "write"

    def cancel(self) -> None:
        """Stop what runs; the shop is then as it was."""
        for job in (self._job, self._settling):
            if job is not None:
                job.cancel()

    def stop(self) -> None:
        """Stop what runs and say nothing more about it."""
        self._answering.stop()
        self._importing_next = False
        for job in (self._job, self._settling):
            if job is not None:
                job.drop()

    def forget(self) -> None:
        """Nothing is checked any more."""
        self.figures = None
        self.rows.forget()
        self.likely.forget()

    def check(self) -> None:
        """Read everything and say what an import would do; nothing is written."""
        plan = self._plan()
        if plan is None:
            return
        self.figures = None
        self.rows.hold(editable=False)
        self.moving.emit()
        self.likely.forget()
        self.step.show_checking()
        self.begun.emit()
        self._run(lambda report: importing.prepare(plan, report), self._on_checked)

    def _on_checked(self, figures: Figures) -> None:
        plan = self._plan()
        assert plan is not None
        self.figures, self._unchecked = figures, False
        self.step.show_figures(figures)
        self.rows.show_plan(plan)
        self.likely.show_plan(plan)
        self.ready.emit()

    def _on_answered(self) -> None:
        """An answer about two people was given: the figures follow it soon, those of a large drop when it goes in."""
        plan = self._plan()
        if plan is not None and plan.rows <= SOON_CHECKED:
            self._answering.start()

    def _settle(self) -> None:
        plan = self._plan()
        if plan is None or self.figures is None or self.writing():
            return
        self.rows.hold(editable=True)
        self._settling = self._context.jobs.run(
            lambda _report: importing.settle(plan),
            on_done=self._on_settled,
            on_failed=self._on_failed,
            lane="read",
            owner=self,
        )

    def _on_settled(self, figures: Figures) -> None:
        self._on_checked_again(figures)
        if self._importing_next:
            self.start_import()

    def _on_corrected(self) -> None:
        """A cell was typed over: see at once what comes of it, or say that it is still to be checked."""
        plan = self._plan()
        self._unchecked = True
        if plan is None or self.figures is None:
            return
        if plan.rows <= SOON_CHECKED:
            self._check_again()
        else:
            self.step.show_unchecked()

    def _check_again(self) -> None:
        """Read everything with the corrections; the rows stay on the screen and may be corrected meanwhile."""
        plan = self._plan()
        assert plan is not None
        self.stop()
        self._unchecked = False
        self.rows.hold(editable=True)
        self.step.show_checking_again()
        self._run(lambda report: importing.prepare(plan, report), self._on_checked_again)

    def _on_checked_again(self, figures: Figures) -> None:
        plan = self._plan()
        assert plan is not None
        self.figures = figures
        self.step.show_figures(figures)
        self.rows.show_plan(plan)
        self.likely.show_plan(plan)

    def start_import(self) -> None:
        """Write what was checked, in one go; what was corrected since is checked first."""
        plan = self._plan()
        self._importing_next = self._settling is not None and not self._settling.finished
        if plan is None or self.figures is None or self.working():
            return
        self.moving.emit()
        if self._unchecked:
            self._check_again()
            return
        self._answering.stop()
        self.rows.hold(editable=False)
        self.likely.setEnabled(False)
        self.step.show_importing()
        self.ready.emit()
        db, now = self._context.db, self._context.now()
        self._run(lambda report: importing.apply(db, plan, now, report), self.imported.emit, lane="write")

    def _on_failed(self, error: Exception) -> None:
        """A check that was cancelled leads back to the columns, an import that was cancelled to the check."""
        plan = self._plan()
        self.likely.forget()
        if isinstance(error, AppError) and not isinstance(error, Cancelled):
            self.step.show_failure(error_sentence(error), button(_("Try again"), self.check))
        elif self._lane == "write" and self.figures is not None and plan is not None:
            self.step.show_figures(self.figures)
            self.rows.show_plan(plan)
            self.likely.show_plan(plan)
        else:
            self.left.emit()
        if not isinstance(error, AppError):
            self._context.messages.show_error(error)
        self.ready.emit()

    def _run(self, work: Work, done: Callable[[Any], object], lane: Lane = "read") -> None:
        self._lane = lane
        self._job = self._context.jobs.run(
            work,
            on_done=done,
            on_failed=self._on_failed,
            on_progress=self.step.progress.set_progress,
            lane=lane,
            owner=self,
        )
