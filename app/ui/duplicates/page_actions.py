"""What can be done on the page of duplicates, by key and from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.duplicates.page import DuplicatesPage


def duplicates_actions(page: DuplicatesPage) -> tuple[Action, ...]:
    """Of the pair at hand; each is the button that is on the screen."""
    panel = page.panel

    def act(name: str, key: str, words: str, icon: str, button: QPushButton, *, own_key: bool = False) -> Action:
        def possible() -> bool:
            return page.shows_pairs() and button.isEnabled()

        return Action(
            name, lambda: words, button.click, key, icon=icon, enabled=possible, within=page.stack, own_key=own_key
        )

    return (
        act("merge", "Enter", _("Merge the two"), "users", panel.merge_button, own_key=True),
        act("apart", "N", _("Not the same"), "x", panel.apart_button),
        act("skip", "S", _("Skip the pair"), "chevron-right", panel.skip_button),
        act("swap", "X", _("Let the other stay"), "arrow-left-right", panel.sides.swap_button),
        Action("again", lambda: _("Look for duplicates again"), page.look_for_pairs, icon="search", anywhere=True),
    )
