"""The panel beside a table: shows one thing at a time; and the small tiles of figures in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.context import AppContext
from app.ui.shell.focus import focus_again, focus_path
from app.ui.theme import font
from app.ui.theme.fonts import BOLD
from app.ui.theme.size import scaled
from app.ui.theme.tokens import TEXT_STRONG
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card
from app.ui.widgets.texts import ElidedLabel

WIDTH, WIDTH_NARROW = 316, 284  # px


class SidePanel(Card):
    """`replace` puts other content in; the panel is as wide as the page lets it. `left()`: what had the focus in the
    panel is gone, and nothing stands in its place."""

    left = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(padding=0)
        self._context = context
        self._shown: QWidget | None = None
        self.setFixedWidth(scaled(WIDTH))

    def replace(self, shown: QWidget) -> None:
        """Show this in place of what is shown now, which goes; a focus in the panel stays at its place."""
        focused = [] if self._shown is None else focus_path(self._shown)
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown
        self.body.addWidget(shown)
        if focused:
            shown.show()
            focus_again(shown, focused)
            now = self.window().focusWidget()
            if now is None or not shown.isAncestorOf(now):
                self.left.emit()


def figure_tiles(*figures: tuple[str, str]) -> QWidget:
    """Small tiles side by side, each a title above its figure; on as many lines as show every one whole."""
    return Flow([_tile(title, figure) for title, figure in figures], fills=True)


def _tile(title: str, figure: str) -> Card:
    tile = Card(padding=0, spacing=0)
    tile.body.setContentsMargins(8, 7, 6, 7)
    name, value = ElidedLabel(title, "small", "second"), ElidedLabel(figure)
    value.setFont(font(TEXT_STRONG, BOLD))
    tile.body.addWidget(name)
    tile.body.addWidget(value)
    tile.setAccessibleName(f"{title}: {figure}")
    return tile
