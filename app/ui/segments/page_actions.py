"""What can be done on the page Segments, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.segments.head import MAP, OWN, RETURNING, TABLE
from app.ui.segments.tabs import has_view
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.segments.page import SegmentsPage


def page_actions(page: Callable[[], SegmentsPage]) -> tuple[Action, ...]:
    """Of the views, and of the group that is chosen."""
    return (*_of_views(page), *_of_own(page), *_of_group(page))


def _of_views(page: Callable[[], SegmentsPage]) -> tuple[Action, ...]:
    views = (
        (MAP, lambda: _("Map of the groups"), "layout-grid"),
        (TABLE, lambda: _("Table of recency and frequency"), "columns-3"),
        (OWN, lambda: _("My segments"), "bookmark"),
        (RETURNING, lambda: _("Who comes back"), "repeat"),
    )
    return (
        *(
            Action(f"view_{view}", title, partial(_show, page, view), f"Alt+{number}", icon=icon, anywhere=True)
            for number, (view, title, icon) in enumerate(views, 1)
            if has_view(view)
        ),
        Action(
            "scale",
            lambda: _("How the groups are counted"),
            lambda: page().set_scale(),
            "Alt+0",
            lambda: _("rfm scale ladder quintiles window names of groups"),
            "settings",
            anywhere=True,
        ),
    )


def _of_own(page: Callable[[], SegmentsPage]) -> tuple[Action, ...]:
    return (
        Action(
            "new_segment",
            lambda: _("New segment"),
            lambda: page().own().add(),
            words=lambda: _("saved view filter narrow"),
            icon="plus",
            anywhere=True,
        ),
        Action(
            "combine",
            lambda: _("Combine segments"),
            lambda: page().own().combine(),
            words=lambda: _("together and or without join"),
            icon="bookmark",
            anywhere=True,
        ),
    )


def _show(page: Callable[[], SegmentsPage], view: str) -> None:
    page().show_view(view)


def _of_group(page: Callable[[], SegmentsPage]) -> tuple[Action, ...]:
    def some() -> bool:
        return page().has_clients()

    def tiles() -> QWidget:
        return page().groups

    return (
        Action("walk", lambda: _("Go through the groups"), None, "Left Right Up Down"),
        Action(
            "clients",
            lambda: _("Show the clients of the group"),
            lambda: page().show_clients(),
            "Enter",
            icon="users",
            enabled=some,
            within=tiles,
            own_key=True,
        ),
        Action(
            "tasks",
            lambda: _("A task for everybody of the group"),
            lambda: page().add_tasks(),
            "T",
            lambda: _("call follow up"),
            "list-checks",
            some,
            tiles,
        ),
        *(
            Action(name, title, partial(_do, page, act), key, icon=icon, enabled=some, within=tiles if key else None)
            for name, title, act, key, icon in (
                ("phones", lambda: _("Copy the phones"), "copy_phones", "", "phone"),
                ("emails", lambda: _("Copy the e-mails"), "copy_emails", "", "mail"),
                ("export", lambda: _("Save the group as a file…"), "export", "", "file-spreadsheet"),
                ("save", lambda: _("Save the group as a segment…"), "save_view", "", "bookmark"),
            )
        ),
    )


def _do(page: Callable[[], SegmentsPage], act: str) -> None:
    getattr(page(), act)()
