"""What can be done in the trash, by key, from its menu and from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.trash.page import TrashPage


def trash_actions(page: TrashPage) -> tuple[Action, ...]:
    """Of the row that the table stands at, or of all that are ticked."""
    table, ticks = page.table, page.model.ticks

    def some() -> bool:
        return bool(page.model.ids())

    return (
        Action(
            "restore",
            page.restore_button.text,
            page.bring_back,
            "Enter",
            lambda: _("bring back"),
            "rotate-ccw",
            some,
            table,
            own_key=True,
        ),
        Action("purge", page.delete_button.text, page.ask_to_delete, "Del", icon="trash-2", enabled=some),
        Action(
            "tick",
            lambda: _("Tick the client"),
            lambda: table.toggle_row(table.currentIndex().row()),
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
            ticks.tick_everything,
            "Ctrl+A",
            lambda: _("tick all"),
            "check",
            some,
            table,
            own_key=True,
        ),
    )
