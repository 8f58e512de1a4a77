"""A quiet line over the receipt: something that is not known, and the way to add it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.dialogs.keys import ADD_UNKNOWN
from app.ui.theme.tokens import GAP
from app.ui.widgets.announcing import announce
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel


class Notice(QWidget):
    """`tell` says it; the focus stays where it was. Its button and Alt+N call `add`."""

    def __init__(self) -> None:
        super().__init__()
        self._add: Callable[[], object] | None = None
        self._text = ElidedLabel("", "", "warn")
        self.add_button = button("", self._on_add, small=True, icon_name="plus")
        away = icon_button("x", _("Hide this"), self.hide)
        self.setLayout(row(self._text, self.add_button, None, away, spacing=GAP))
        self.hide()

    def bring_keys(self, window: QWidget) -> None:
        """The key of the button, wherever the focus is in `window`."""
        QShortcut(QKeySequence(ADD_UNKNOWN.key), window).activated.connect(self._on_add)

    def tell(self, text: str, name: str, add: Callable[[], object]) -> None:
        """Say `text`, with a button `name` that calls `add`."""
        self._add = add
        self._text.setText(text)
        self.add_button.setText(f"{name} ({ADD_UNKNOWN.key})")
        self.show()
        announce(self, text)

    def text(self) -> str:
        """What it says now."""
        return self._text.text() if not self.isHidden() else ""

    def _on_add(self) -> None:
        if self._add is not None and not self.isHidden():
            self.hide()
            self._add()
