"""What can be done on the page of clients, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.clients.page import ClientsPage
    from app.ui.clients.table.table import ClientTable


def page_actions(page: Callable[[], ClientsPage]) -> tuple[Action, ...]:
    """Of the table, of the client it stands at, and of those that are ticked."""

    def table() -> ClientTable:
        return page().table

    def stands() -> bool:
        return table().current_id() is not None

    def some() -> bool:
        return not page().model.ticks.is_empty()

    def do_with_ticked(act: str) -> None:
        page().do_with_ticked(act)

    return (
        Action(
            "find", lambda: _("Search in the table"), lambda: page().look_for(), "Ctrl+F", icon="search", anywhere=True
        ),
        Action(
            "filter",
            lambda: _("One more condition in the filter"),
            lambda: page().add_condition(),
            "Ctrl+Shift+F",
            lambda: _("narrow segment"),
            "list-filter",
            anywhere=True,
        ),
        Action(
            "open",
            lambda: _("Open the client’s card"),
            lambda: page().open_current(),
            "Enter",
            icon="user",
            enabled=stands,
            within=table,
            own_key=True,
        ),
        Action(
            "tick",
            lambda: _("Tick the client"),
            lambda: table().toggle_current(),
            "Space",
            lambda: _("choose mark"),
            "check",
            stands,
            table,
            own_key=True,
        ),
        Action("tick_on", lambda: _("Tick on the way"), None, "Shift+Up Shift+Down"),
        Action(
            "everyone",
            lambda: _("Choose everyone listed"),
            lambda: page().model.ticks.tick_everything(),
            "Ctrl+A",
            lambda: _("tick all"),
            "check",
            stands,
            table,
            own_key=True,
        ),
        Action(
            "trash",
            lambda: _("Move to the trash"),
            lambda: page().delete(),
            "Del",
            lambda: _("delete"),
            "trash-2",
            stands,
            table,
        ),
        Action("columns", lambda: _("Columns…"), lambda: page().choose_columns(), icon="columns-3", anywhere=True),
        Action(
            "export",
            lambda: _("Save this list as Excel…"),
            lambda: page().export(),
            words=lambda: _("file download"),
            icon="file-spreadsheet",
            enabled=stands,
        ),
        *(
            Action(f"bulk_{act}", title, partial(do_with_ticked, act), icon=icon, enabled=some)
            for act, title, icon in (
                ("tag", lambda: _("Give a tag to all chosen"), "tag"),
                ("untag", lambda: _("Take a tag away from all chosen"), "tag"),
                ("task", lambda: _("A task for all chosen"), "list-checks"),
                ("phones", lambda: _("Copy the phones"), "phone"),
                ("emails", lambda: _("Copy the e-mails"), "mail"),
                ("quiet", lambda: _("Do not disturb"), "bell-off"),
                ("loud", lambda: _("May be disturbed again"), "bell"),
            )
        ),
    )
