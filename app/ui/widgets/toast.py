"""The quiet bar at the bottom: what happened, and Undo or another thing to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from app.i18n import _
from app.ui.theme.size import tall
from app.ui.widgets.announcing import announce
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel

SHOWN_MS = 5_000
SHOWN_WITH_UNDO_MS = 9_000
BOTTOM_GAP = 20


class Toast(QFrame):
    """Lies over the bottom of `parent`, hides by itself, stays while the mouse or the focus is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("look", "toast")
        self._undo: Callable[[], object] | None = None
        self._takes_back = False
        self._text = ElidedLabel()
        self.undo_button = button(_("Undo"), self.take_back, kind="toast", small=True)
        layout = row(self._text, self.undo_button, spacing=12)
        layout.setContentsMargins(16, 7, 8, 7)
        self.setLayout(layout)
        self.setMinimumHeight(tall(40))
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        parent.installEventFilter(self)
        self.hide()

    def show_text(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show `text`; with `undo` also the Undo button, which calls it once."""
        self._show(text, _("Undo"), undo)
        self._takes_back = undo is not None

    def show_offer(self, text: str, name: str, act: Callable[[], object]) -> None:
        """Show `text` and a button called `name`, which calls `act` once."""
        self._show(text, name, act)
        self._takes_back = False

    def show_working(self, text: str, cancel: Callable[[], object]) -> None:
        """Show how far a work is, and Cancel, until something else is shown."""
        if self.isVisible() and self._undo is cancel:
            self._text.setText(text)
            return
        self._show(text, _("Cancel"), cancel)
        self._takes_back = False
        self._timer.stop()

    def _show(self, text: str, name: str, undo: Callable[[], object] | None) -> None:
        self._undo = undo
        self.undo_button.setText(name)
        self._text.setText(text)
        self.undo_button.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_WITH_UNDO_MS if undo else SHOWN_MS)
        announce(self, text)

    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    def can_take_back(self) -> bool:
        """True while the bar is shown with Undo."""
        return self.isVisible() and self._takes_back and self._undo is not None

    def take_back(self) -> None:
        """What the Undo button does."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _on_timeout(self) -> None:
        if self.underMouse() or self.undo_button.hasFocus():
            self._timer.start(SHOWN_MS)
        else:
            self._undo = None
            self.hide()

    def _place(self) -> None:
        ground = self._ground
        self.adjustSize()
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 32
        wanted += self.undo_button.sizeHint().width() + 12 if self._undo else 0
        width = min(max(wanted, 240), ground.width() - 2 * BOTTOM_GAP)
        self.setGeometry((ground.width() - width) // 2, ground.height() - tall(40) - BOTTOM_GAP, width, tall(40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
