"""What can be done with the current task of the list: three buttons over the right end of its row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button, icon_button


class RowButtons(QWidget):
    """`done_asked`, `move_asked`, `more_asked` for the button that was pressed; `again_asked` in the list of done."""

    done_asked = Signal()
    again_asked = Signal()
    move_asked = Signal()
    more_asked = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.done = button(_("Done"), self.done_asked.emit, small=True, tip=_("Done (D)"))
        self.again = button(_("To do again"), self.again_asked.emit, small=True, tip=_("To do again (D)"))
        self.move_button = button(
            _("Move"), self.move_asked.emit, kind="ghost", small=True, icon_name="chevron-down", tip=_("Move (M)")
        )
        self.move_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        self.more = icon_button("ellipsis", _("More"), self.more_asked.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, GAP_SMALL, 0)
        layout.setSpacing(GAP_SMALL)
        for part in (self.done, self.again, self.move_button, self.more):
            layout.addWidget(part)
        self.hide()

    def show_for(self, title: str, *, done: bool) -> None:
        """Say what they do, and to which task."""
        self.done.setVisible(not done)
        self.move_button.setVisible(not done)
        self.again.setVisible(done)
        for one in (self.done, self.again, self.move_button, self.more):
            one.setAccessibleName(f"{one.text() or one.toolTip()}: {title}")
        self.adjustSize()
