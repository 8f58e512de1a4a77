"""A quiet line over the receipt: a code that no product has, and the way to make one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel

MAKE_KEY = "Alt+N"


class UnknownCode(QWidget):
    """`show_code` says it; `make(code)` is called for the button. The focus stays where it was."""

    def __init__(self, make: Callable[[str], object]) -> None:
        super().__init__()
        self.code = ""
        self._text = ElidedLabel("", "", "warn")
        self.make_button = button(
            _("Add it as a product"), lambda: make(self.code), small=True, icon_name="plus", tip=MAKE_KEY
        )
        away = icon_button("x", _("Hide this"), self.hide)
        self.setLayout(row(self._text, self.make_button, None, away, spacing=GAP))
        self.hide()

    def bring_keys(self, window: QWidget) -> None:
        """The key of the button, wherever the focus is in `window`."""
        QShortcut(QKeySequence(MAKE_KEY), window).activated.connect(self._on_key)

    def show_code(self, code: str) -> None:
        """Say that no product has `code`."""
        self.code = code
        self._text.setText(_("No product has the code {code}.").format(code=code))
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._text.text()))

    def text(self) -> str:
        """What it says now."""
        return self._text.text() if not self.isHidden() else ""

    def _on_key(self) -> None:
        if not self.isHidden():
            self.make_button.click()
