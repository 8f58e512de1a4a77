"""What can be done with the ticked tasks: stands in the place of the filter as long as any are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _, ngettext, number_text
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.texts import label


class TasksBar(QWidget):
    """`done_asked`, `move_asked`, `delete_asked` for the ticked ones, `all_asked` to tick the rest, `cleared`."""

    done_asked = Signal()
    move_asked = Signal()
    delete_asked = Signal()
    all_asked = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = label("", "heading")
        self.clear_button = icon_button("x", _("Choose nothing (Esc)"), self.cleared.emit)
        self.all_button = button(_("Choose all"), self.all_asked.emit, kind="link", small=True, tip="Ctrl+A")
        self.done_button = button(_("Done"), self.done_asked.emit, small=True, tip=_("Done (D)"))
        self.move_button = button(
            _("Move"), self.move_asked.emit, small=True, icon_name="chevron-down", tip=_("Move (M)")
        )
        self.move_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        self.delete_button = button(_("Delete"), self.delete_asked.emit, small=True, tip=_("Delete (Del)"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP_WIDE, GAP)
        layout.setSpacing(GAP)
        for part in (self.clear_button, self.count, self.all_button):
            layout.addWidget(part)
        layout.addStretch(1)
        for part in (self.done_button, self.move_button, self.delete_button):
            layout.addWidget(part)

    def show_count(self, count: int, listed: int, *, done: bool) -> None:
        """How many of those listed are ticked, and whether these are done already."""
        self.count.setText(ngettext("{n} chosen", "{n} chosen", count).format(n=number_text(count)))
        self.all_button.setVisible(count < listed)
        self.done_button.setVisible(not done)
        self.move_button.setVisible(not done)
