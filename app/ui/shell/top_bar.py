"""The bar above the pages: the way back, search, and the buttons for what is done most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.i18n import _
from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import GAP_PAGE, TOP_BAR_HEIGHT
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.texts import set_look

if TYPE_CHECKING:
    from app.ui.widgets.page import Page

SEARCH_WIDTH = 460


class TopBar(QFrame):
    """Emits `back_asked()`, `guide_asked()`, and `action_asked(name)` with "client", "purchase" or "task"."""

    back_asked = Signal()
    guide_asked = Signal()
    action_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "top")
        self.setFixedHeight(tall(TOP_BAR_HEIGHT))
        self.search = SearchField(_("Find a client: name, phone, card…"), _("Ctrl K"))
        self.search.setMaximumWidth(scaled(SEARCH_WIDTH))
        self.back = button("", self.back_asked.emit, kind="back", icon_name="chevron-left")
        self.back.hide()
        self._actions = {name: self._action(name, text) for name, text in _action_texts().items()}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, 0, GAP_PAGE, 0)
        layout.setSpacing(10)
        layout.addWidget(self.back)
        layout.addWidget(self.search, 10)
        layout.addStretch(1)
        for made in self._actions.values():
            layout.addWidget(made)
        name = _("About this page, in the guide (Shift+F1)")
        self.guide = icon_button("circle-help", name, self.guide_asked.emit)
        layout.addWidget(self.guide)

    def show_for(self, page: Page, back_title: str) -> None:
        """Fit the bar to `page`; an empty `back_title` means that there is no way back."""
        self.back.setText(back_title)
        self.back.setVisible(bool(back_title))
        for name, made in self._actions.items():
            made.setVisible(name in page.top_actions)
        primary = "normal" if page.has_primary else "primary"
        set_look(self._actions["purchase"], kind=primary)

    def show_tips(self, tips: Mapping[str, str]) -> None:
        """What the buttons do, each with its key, by the name of the action."""
        for name, made in (*self._actions.items(), ("back", self.back)):
            made.setToolTip(tips[name])

    def _action(self, name: str, text: str) -> QPushButton:
        made = button(text, lambda: self.action_asked.emit(name))
        made.hide()
        return made


def _action_texts() -> dict[str, str]:
    return {"task": _("+ Task"), "client": _("+ Client"), "purchase": _("+ Purchase")}
