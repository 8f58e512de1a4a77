"""Small choices over the columns: the row of the titles, and what becomes of clients that the shop has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from app.i18n import _
from app.services.imports.matching.conflicts import RULES
from app.services.imports.rows import SheetInfo
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.frames import row
from app.ui.widgets.texts import label
from app.wording.readings import rule_text

EDITOR = 28  # height
ROW_BOX = 76
LOWEST_TITLES = 200  # rows; titles further down are not looked for


class Labelled(QWidget):
    """A few words and what they are about; the focus goes to the latter."""

    def __init__(self, text: str, editor: QWidget) -> None:
        super().__init__()
        self.editor = editor
        editor.setAccessibleName(text)
        editor.setFixedHeight(tall(EDITOR))
        self.setLayout(row(label(text, "", "second"), editor, spacing=GAP_SMALL))
        self.setFocusProxy(editor)


def header_row_box(info: SheetInfo, chosen: Callable[[int], object]) -> Labelled:
    """The row of the titles as the spreadsheet program counts, 0 for a sheet without any."""
    box = QSpinBox()
    box.setProperty("scale", "small")
    box.setRange(0, LOWEST_TITLES)
    box.setFixedWidth(scaled(ROW_BOX))
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.setSpecialValueText(_("none"))
    box.setValue(info.header_row)
    box.setToolTip(_("If the headings are in another row, type its number and press Enter"))

    def leave() -> None:
        if box.value() != info.header_row:
            box.editingFinished.disconnect(leave)  # the box goes with the answer
            chosen(box.value())

    box.editingFinished.connect(leave)
    return Labelled(_("Headings in row"), box)


def rule_box(rule: str, chosen: Callable[[str], object]) -> Labelled:
    """What becomes of clients that the shop has, for all files; single columns may say otherwise."""
    box = QComboBox()
    box.setProperty("scale", "small")
    for known in RULES:
        box.addItem(rule_text(known), known)
    box.setCurrentIndex(box.findData(rule))
    box.activated.connect(lambda _index: chosen(box.currentData()))
    return Labelled(_("Clients you already have:"), box)
