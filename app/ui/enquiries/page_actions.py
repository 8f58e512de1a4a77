"""What can be done on the board of enquiries, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.enquiries.board import BoardView
    from app.ui.enquiries.page import EnquiriesPage


def page_actions(page: Callable[[], EnquiriesPage]) -> tuple[Action, ...]:
    """Of the board, and of the card that it stands at."""

    def board() -> BoardView:
        return page().board

    def chosen() -> bool:
        return board().current() is not None

    return (
        Action(
            "add",
            lambda: _("New enquiry"),
            lambda: page().add(),
            "N",
            icon="plus",
            within=lambda: page().stack,
            only_here=True,
        ),
        Action(
            "find", lambda: _("Search on the board"), lambda: page().look_for(), "Ctrl+F", icon="search", anywhere=True
        ),
        Action(
            "open",
            lambda: _("Open the enquiry"),
            lambda: page().open_current(),
            "Enter",
            icon="inbox",
            enabled=chosen,
            within=board,
            own_key=True,
        ),
        Action(
            "on",
            lambda: _("Move the card to the next column"),
            lambda: board().move_current(1),
            "Ctrl+Right",
            lambda: _("status won lost work"),
            "chevron-right",
            chosen,
            board,
            own_key=True,
        ),
        Action(
            "back",
            lambda: _("Move the card to the column before"),
            lambda: board().move_current(-1),
            "Ctrl+Left",
            icon="chevron-left",
            enabled=chosen,
            within=board,
            own_key=True,
        ),
        Action(
            "delete",
            lambda: _("Delete"),
            lambda: page().delete_current(),
            "Del",
            icon="trash-2",
            enabled=chosen,
            within=board,
        ),
    )
