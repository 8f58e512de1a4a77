"""The large area to drop files on, with the button that chooses them instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from app.i18n import _
from app.ui.theme import icon, pixmap, tokens
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.texts import label, set_look

KINDS = (".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".vcf")  # of all that are read, those an owner may know


class DropArea(QFrame):
    """Shows where to drop; the page itself takes the drop, wherever on it that is."""

    def __init__(self, choose: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "drop")
        self.setMinimumHeight(scaled(188))
        self.setMaximumHeight(scaled(340))
        self._choose = choose
        picture = QLabel()
        picture.setPixmap(pixmap("file-spreadsheet", tokens().accent, 36, self.devicePixelRatioF()))
        self.sentence = label(_("Drop an Excel file here, or choose one"), "heading")
        note = label(_("Clients, purchases and products: one file, several at once, or a whole folder"), "", "second")
        kinds = label("  ".join(KINDS), "small", "third")
        self.choose_button = button(_("Choose files…"), choose, kind="primary", icon_name="folder-open")
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addStretch(1)
        for part in (picture, self.sentence, note, kinds):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GAP_WIDE)
        layout.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def set_primary(self, primary: bool) -> None:
        """Whether the button is what to do next."""
        set_look(self.choose_button, kind="primary" if primary else "normal")
        self.choose_button.setIcon(icon("folder-open", "on_accent" if primary else "text_2"))

    def set_over(self, over: bool) -> None:
        """Light up while files are held over the page."""
        set_look(self, over="true" if over else "false")
        text = _("Let go: the files will be looked at first") if over else _("Drop an Excel file here, or choose one")
        self.sentence.setText(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choose()
