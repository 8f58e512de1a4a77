"""The head of the page: what is counted, by which scale, and the switch between the views."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, number_text
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel, label

MAP, TABLE, OWN, RETURNING = "map", "table", "own", "returning"


class SegmentsHead(QWidget):
    """`view_asked(view)` for the switch, `scale_asked()` for how the groups are counted."""

    view_asked = Signal(str)
    scale_asked = Signal()

    def __init__(self, has_view: Callable[[str], bool]) -> None:
        super().__init__()
        self.counted = ElidedLabel("", "", "second")
        self.scale_button = button("", self.scale_asked.emit, kind="link")
        self.scale_button.setProperty("scale", "line")
        self.view_buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for view, text in view_names().items():
            if not has_view(view):
                continue
            one = button(text, small=True)
            one.setProperty("kind", "filter")
            one.setCheckable(True)
            group.addButton(one)
            one.clicked.connect(lambda _on=False, view=view: self.view_asked.emit(view))
            self.view_buttons[view] = one
        title = label(_("Who your clients are"), "title")
        title.setContentsMargins(0, 0, GAP, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(Flow([title, *self.view_buttons.values()]))
        layout.addLayout(row(self.counted, self.scale_button, None))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_counted(self, counted: str, scale: str) -> None:
        """What is counted, and by which scale."""
        self.counted.setText(counted)
        self.scale_button.setText(scale)

    def show_view(self, view: str) -> None:
        """Which of them is shown."""
        self.view_buttons[view].setChecked(True)

    def show_own_count(self, count: int) -> None:
        """How many segments of its own the shop has."""
        name = view_names()[OWN]
        if OWN in self.view_buttons:
            self.view_buttons[OWN].setText(f"{name}  {number_text(count)}" if count else name)


def view_names() -> dict[str, str]:
    """The views by their words, in order."""
    return {MAP: _("Map"), TABLE: _("5×5 table"), OWN: _("My segments"), RETURNING: _("Who comes back")}
