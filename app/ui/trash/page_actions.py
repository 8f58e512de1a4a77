"""What can be done in the trash, by key, from its menu and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.trash.page import TrashPage
    from app.ui.widgets.tick_table import TickTable


def page_actions(page: Callable[[], TrashPage]) -> tuple[Action, ...]:
    """Of the row that the table stands at, or of all that are ticked."""

    def table() -> TickTable:
        return page().table

    def some() -> bool:
        return bool(page().model.ids())

    return (
        Action(
            "restore",
            lambda: _("Restore"),
            lambda: page().bring_back(),
            "Enter",
            lambda: _("bring back"),
            "rotate-ccw",
            some,
            table,
            own_key=True,
            now=lambda: page().restore_button.text(),
        ),
        Action(
            "purge",
            lambda: _("Delete for good…"),
            lambda: page().ask_to_delete(),
            "Del",
            icon="trash-2",
            enabled=some,
            now=lambda: page().delete_button.text(),
        ),
        Action(
            "tick",
            lambda: _("Tick the client"),
            lambda: table().toggle_current(),
            "Space",
            lambda: _("choose mark"),
            "check",
            some,
            table,
            own_key=True,
        ),
        Action(
            "everyone",
            lambda: _("Choose everyone listed"),
            lambda: page().model.ticks.tick_everything(),
            "Ctrl+A",
            lambda: _("tick all"),
            "check",
            some,
            table,
            own_key=True,
        ),
    )
