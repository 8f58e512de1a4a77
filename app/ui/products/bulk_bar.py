"""What can be done with the ticked products: stands in the place of the page's head as long as any are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.texts import label

MOST_MERGED = 12  # so many can be looked through in the dialog


class ProductsBar(QWidget):
    """`asked(act)`: "back", "out", "category", "export", "merge", "archive"; `cleared()` for the cross."""

    asked = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", "heading")
        self.clear_button = icon_button("x", _("Choose nothing (Esc)"), self.cleared.emit)
        self.back_button = button(_("Back in stock"), self._ask("back"), small=True)
        self.out_button = button(_("Out of stock"), self._ask("out"), small=True)
        self.category_button = button(_("Category…"), self._ask("category"), small=True)
        self.export_button = button(_("To a file"), self._ask("export"), small=True)
        self.merge_button = button(_("Merge…"), self._ask("merge"), small=True)
        self.archive_button = button("", self._ask("archive"), small=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        layout.setSpacing(GAP // 2)
        layout.addWidget(self.clear_button)
        layout.addWidget(self.count)
        layout.addStretch(1)
        for act in self.acts():
            layout.addWidget(act)

    def acts(self) -> tuple[QPushButton, ...]:
        """The buttons in their order."""
        return (
            self.back_button,
            self.out_button,
            self.category_button,
            self.export_button,
            self.merge_button,
            self.archive_button,
        )

    def show_count(self, count: int, archived: bool) -> None:
        """How many are ticked, and whether those listed are archived already."""
        self.count.setText(ngettext("{n} chosen", "{n} chosen", count).format(n=number_text(count)))
        self.archive_button.setText(_("Back in the catalogue") if archived else _("Archive"))
        self.merge_button.setVisible(1 < count <= MOST_MERGED)
        for stock in (self.back_button, self.out_button):
            stock.setVisible(not archived)  # what is not sold needs none

    def _ask(self, act: str) -> Callable[[], None]:
        return lambda: self.asked.emit(act)
