"""A popup is as high as its words need at the width that it has."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.ui.widgets.popup import Popup
from app.ui.widgets.texts import label

WIDE = 380


def test_a_popup_of_a_fixed_width_has_no_empty_lines(qtbot: Any) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    popup = Popup(anchor, "Told")
    popup.setFixedWidth(WIDE)
    for _line in range(4):
        popup.body.addWidget(label("Bought in the period: 36 clients, for the first time: 17.", wrap=True))
    popup.show_below(anchor)
    assert popup.height() == popup.heightForWidth(WIDE)
