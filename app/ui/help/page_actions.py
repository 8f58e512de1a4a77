"""What can be done in the guide, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.help.page import HelpPage


def page_actions(page: Callable[[], HelpPage]) -> tuple[Action, ...]:
    """Search, and the chapters around this one."""
    return (
        Action(
            "find",
            lambda: _("Search in the guide"),
            lambda: page().focus_search(),
            "Ctrl+F",
            icon="search",
            anywhere=True,
        ),
        Action(
            "next",
            lambda: _("Next chapter"),
            lambda: page().step(1),
            "Ctrl+PgDown",
            icon="chevron-down",
            only_here=True,
        ),
        Action(
            "before",
            lambda: _("Chapter before"),
            lambda: page().step(-1),
            "Ctrl+PgUp",
            icon="chevron-up",
            only_here=True,
        ),
    )
