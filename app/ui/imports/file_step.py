"""Step 1: drop files, what is wrong with some of them, and the imports of the past."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.ui.imports.draft import FileDraft, ImportDraft
from app.ui.imports.drop_area import DropArea
from app.ui.imports.emptying import empty
from app.ui.imports.footer import Footer
from app.ui.imports.notice import file_notice
from app.ui.imports.past_imports import PastImports
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_PAGE
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.texts import label


class FileStep(QWidget):
    """`choose` opens the file picker, `ways` are others; `look_again` reads them anew, `leave_out(file)` forgets one,
    `use_currency(code)` makes it the shop's."""

    def __init__(
        self,
        past: PastImports,
        progress: ProgressStrip,
        choose: Callable[[], object],
        ways: QWidget,
        look_again: Callable[[], object],
        leave_out: Callable[[FileDraft], object],
        use_currency: Callable[[str], object],
        go_on: Callable[[], object],
    ) -> None:
        super().__init__()
        self._look_again, self._leave_out, self._use_currency = look_again, leave_out, use_currency
        self.title = label(_("Import from Excel"), "title")
        sentence = label(
            _("Your old spreadsheet becomes clients, purchases and reminders. Nothing in the file is changed."),
            "",
            "second",
            wrap=True,
        )
        self.drop = DropArea(choose)
        self.progress = progress
        self.notices = QWidget()
        self._notices = QVBoxLayout(self.notices)
        self._notices.setContentsMargins(0, 0, 0, 0)
        self._notices.setSpacing(GAP)
        self.footer = Footer()
        self.go_on_button = self.footer.add_button("", go_on, primary=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_PAGE, GAP_PAGE, GAP_CARD)
        layout.setSpacing(GAP_CARD)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(sentence)
        layout.addLayout(texts)
        layout.addWidget(self.drop, 1)
        layout.addWidget(ways)
        layout.addWidget(self.notices)
        layout.addWidget(self.footer)
        layout.addWidget(self.progress)
        layout.addWidget(past, 2)
        layout.addStretch(0)
        self.show_draft(ImportDraft())

    def set_reading(self, reading: bool) -> None:
        """While a job runs: its progress is shown."""
        self.progress.setVisible(reading)

    def show_draft(self, draft: ImportDraft) -> None:
        """List the files that could not be read; offer to go on with the others."""
        self.set_reading(False)
        empty(self._notices)
        broken, readable = draft.broken(), draft.readable()
        for file in broken:
            self._notices.addWidget(self._notice(file))
        self.notices.setVisible(bool(broken))
        self.footer.setVisible(bool(broken and readable))
        n = len(readable)
        self.go_on_button.setText(ngettext("Go on with {n} file", "Go on with {n} files", n).format(n=n))
        self.drop.set_primary(not (broken and readable))

    def primary(self) -> QPushButton:
        """The button that Enter presses."""
        return self.go_on_button if self.footer.isVisibleTo(self) else self.drop.choose_button

    def _notice(self, file: FileDraft) -> QWidget:
        return file_notice(file, self._look_again, lambda: self._leave_out(file), self._use_currency)
