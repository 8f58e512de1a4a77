"""What can be done on the page of duplicates, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from app.ui.duplicates.page import DuplicatesPage
    from app.ui.duplicates.pair_panel import PairPanel


def page_actions(page: Callable[[], DuplicatesPage]) -> tuple[Action, ...]:
    """Of the pair at hand; each is the button that is on the screen."""

    def act(
        name: str,
        key: str,
        words: str,
        icon: str,
        button: Callable[[PairPanel], QPushButton],
        *,
        own_key: bool = False,
    ) -> Action:
        def possible() -> bool:
            return page().shows_pairs() and button(page().panel).isEnabled()

        return Action(
            name,
            lambda: words,
            lambda: button(page().panel).click(),
            key,
            icon=icon,
            enabled=possible,
            within=lambda: page().stack,
            own_key=own_key,
            only_here=True,
        )

    return (
        act("merge", "Enter", _("Merge the two"), "users", lambda panel: panel.merge_button, own_key=True),
        act("apart", "N", _("Not the same"), "x", lambda panel: panel.apart_button),
        act("skip", "S", _("Skip the pair"), "chevron-right", lambda panel: panel.skip_button),
        act("swap", "X", _("Let the other stay"), "arrow-left-right", lambda panel: panel.sides.swap_button),
        Action(
            "again",
            lambda: _("Look for duplicates again"),
            lambda: page().look_for_pairs(),
            icon="search",
            anywhere=True,
        ),
    )
