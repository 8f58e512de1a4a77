"""What can be done with the chosen clients: stands in the place of the page's head as long as any are chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button, menu_button
from app.ui.widgets.texts import label


class BulkBar(QWidget):
    """`asked(act)` with the act's key: "tag", "untag", "task", "export", "quiet", "loud", "phones", "emails",
    "trash"; `cleared()` for the cross."""

    asked = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", "heading")
        self.clear_button = icon_button("x", _("Choose nobody (Esc)"), self.cleared.emit)
        self.tag_button = button(_("Tag"), self._ask("tag"), small=True, icon_name="tag")
        self.task_button = button(_("Task"), self._ask("task"), small=True, icon_name="list-checks")
        self.message_button = menu_button(
            _("Message"),
            [(_("Copy the phones"), self._ask("phones")), (_("Copy the e-mails"), self._ask("emails"))],
            kind="normal",
        )
        self.export_button = button(_("To a file"), self._ask("export"), small=True)
        self.more_button = menu_button(
            _("More"),
            [
                (_("Take a tag away…"), self._ask("untag")),
                (_("Do not disturb"), self._ask("quiet")),
                (_("May be disturbed again"), self._ask("loud")),
            ],
            kind="normal",
        )
        self.trash_button = button(_("To the trash"), self._ask("trash"), kind="danger", small=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        layout.setSpacing(GAP)
        for part in (self.clear_button, self.count):
            layout.addWidget(part)
        layout.addStretch(1)
        for act in self.acts():
            layout.addWidget(act)

    def acts(self) -> tuple[QPushButton, ...]:
        """The buttons in their order."""
        return (
            self.tag_button,
            self.task_button,
            self.message_button,
            self.export_button,
            self.more_button,
            self.trash_button,
        )

    def show_count(self, count: int, everything: bool) -> None:
        """How many are chosen, and whether it is everything that is listed."""
        chosen = ngettext("{n} chosen", "{n} chosen", count)
        all_chosen = ngettext("All chosen: {n}", "All chosen: {n}", count)
        self.count.setText((all_chosen if everything else chosen).format(n=number_text(count)))

    def _ask(self, act: str) -> Callable[[], None]:
        return lambda: self.asked.emit(act)
