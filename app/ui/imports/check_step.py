"""Step 3: what the import would do, then the import itself with its progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.imports.emptying import empty
from app.ui.imports.figures import Figures
from app.ui.imports.figures_view import FigureTiles, future_tiles
from app.ui.imports.footer import Footer
from app.ui.imports.notice import Notice
from app.ui.imports.rows_card import RowsCard
from app.ui.imports.steps import StepArea
from app.ui.theme.tokens import GAP_CARD, GAP_PAGE
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import Card
from app.ui.widgets.progress import SETTLE_SECONDS, ProgressStrip, time_left
from app.ui.widgets.texts import label

FEW = 20  # steps, not rows
SOON_MS = 500  # a shorter check needs no progress
DOUBTS_TOLD = 2  # questions that nobody answered


class WorkProgress(ProgressStrip):
    """Rows while they are read; a handful of steps while they are written."""

    @staticmethod
    def describe(done: int, total: int, elapsed: float) -> str:
        if total == 1:  # a file that is looked into: how far nobody knows
            return ""
        if total > FEW:
            return ProgressStrip.describe(done, total, elapsed)
        said = _("step {done} of {total}").format(done=done, total=total)
        if done and total > done and elapsed >= SETTLE_SECONDS:
            said += " · " + time_left((total - done) * elapsed / done)
        return said


class CheckStep(QWidget):
    """One of: checking, checked, checking again after a correction, importing, failed. `cancel` stops what runs.

    `questions` is the place for what the owner has to decide before the import, above the rows.
    """

    def __init__(
        self,
        rows: RowsCard,
        monotonic: Callable[[], float],
        back: Callable[[], object],
        start: Callable[[], object],
        cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self.title = label("", "title")
        self._sentence = label("", "", "second", wrap=True)
        self.progress = WorkProgress(monotonic, cancel)
        self._progress_card = Card()
        self._progress_card.body.addWidget(self.progress)
        self.tiles = FigureTiles()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._show_progress)
        self.questions = QVBoxLayout()
        self.rows = rows
        self._notices = QVBoxLayout()
        self.footer = Footer(_("Nothing is written until you press Import. Any import can be undone as a whole."))
        self.back_button = self.footer.add_button(_("Back"), back)
        self.import_button = self.footer.add_button("", start, primary=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_CARD)
        layout.setSpacing(GAP_CARD)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self._sentence)
        layout.addLayout(texts)
        layout.addLayout(self._notices)
        layout.addWidget(self._progress_card)
        inside = QVBoxLayout()
        inside.setSpacing(GAP_CARD)
        inside.addWidget(self.tiles)
        inside.addLayout(self.questions)
        inside.addWidget(self.rows, 1)
        inside.addStretch(0)
        layout.addWidget(StepArea(inside), 1)
        layout.addWidget(self.footer)

    def show_checking(self) -> None:
        """The files are being read to the end; nothing is known yet."""
        self._say(_("Checking every row"), _("Nothing is written yet."))
        self.progress.start(_("Reading and matching with the clients you have"))
        self._show(working=True, figures=False)

    def show_checking_again(self) -> None:
        """Cells were typed over: the figures follow, and one may go on typing meanwhile."""
        self.progress.start(_("Checking what you corrected"))
        self.import_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self._soon.start()

    def _show_progress(self) -> None:
        """The progress stands in the place of the figures, so that the rows do not move while one types in them."""
        self._progress_card.setVisible(True)
        self.tiles.hide()

    def show_unchecked(self) -> None:
        """Cells were typed over in a file too large to be checked after each of them."""
        self.import_button.setText(_("Check the corrections"))
        self.import_button.setEnabled(True)

    def show_figures(self, figures: Figures) -> None:
        """The check is done: say what would happen and offer to do it."""
        rows = figures.rows_ok
        title = ngettext("{n} row is ready to import", "{n} rows are ready to import", rows)
        if figures.rows_failed:
            more = _(
                "The rows that cannot be used stay out; you can save them as an Excel file and correct them there."
            )
        elif (repaired := sum(sheet.rows_repaired for sheet in figures.sheets) - self.rows.corrected_rows()) > 0:
            more = ngettext(
                "Every row can be used; in {n} of them a cell that cannot be read is left out.",
                "Every row can be used; in {n} of them cells that cannot be read are left out.",
                repaired,
            ).format(n=number_text(repaired))
        else:
            more = _("Every row can be used.")
        self._say(title.format(n=number_text(rows)), more)
        self.tiles.show_tiles(future_tiles(figures))
        self.import_button.setText(ngettext("Import {n} row", "Import {n} rows", rows).format(n=number_text(rows)))
        self.import_button.setEnabled(rows > 0)
        self._show(working=False, figures=True)
        for error in figures.errors:
            self._notices.addWidget(Notice(error))
        if figures.doubts:
            left = len(figures.doubts) - DOUBTS_TOLD
            said = " ".join(figures.doubts[:DOUBTS_TOLD])
            if left > 0:
                said += " " + ngettext("And {n} more.", "And {n} more.", left).format(n=left)
            self._notices.addWidget(Notice(said, button(_("Answer"), self.back_button.click, small=True), tone="warn"))

    def show_importing(self) -> None:
        """The import runs; the figures of the check stay on the screen."""
        self._say(_("Importing"), _("You can go on working meanwhile. Cancel leaves everything as it was."))
        self.progress.start(_("Writing clients and purchases"))
        self._show(working=True, figures=True)

    def show_failure(self, sentence: str, *answers: QPushButton, tone: str = "bad") -> None:
        """Say why it did not work, with what can be done about it."""
        self._say(_("This did not work") if tone == "bad" else _("A question first"), "")
        self._show(working=False, figures=False)
        self._notices.addWidget(Notice(sentence, *answers, tone=tone))

    def primary(self) -> QPushButton:
        """The button that Enter presses."""
        return self.import_button if self.import_button.isVisibleTo(self) else self.back_button

    def _say(self, title: str, sentence: str) -> None:
        self.title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def _show(self, *, working: bool, figures: bool) -> None:
        empty(self._notices)
        self._soon.stop()
        self.back_button.setEnabled(True)
        self._progress_card.setVisible(working)
        self.tiles.setVisible(figures)
        self.rows.setVisible(figures)
        self.import_button.setVisible(figures and not working)
        self.back_button.setVisible(not working)
