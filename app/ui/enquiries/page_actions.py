"""What can be done on the board of enquiries, by key and from the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.enquiries.page import EnquiriesPage


def enquiries_actions(page: EnquiriesPage) -> tuple[Action, ...]:
    """Of the board, and of the card that it stands at."""
    board = page.board

    def chosen() -> bool:
        return board.current() is not None

    return (
        Action("add", lambda: _("New enquiry"), page.add, "N", icon="plus", within=page.stack),
        Action("find", lambda: _("Search on the board"), page.look_for, "Ctrl+F", icon="search"),
        Action(
            "open",
            lambda: _("Open the enquiry"),
            page.open_current,
            "Enter",
            icon="inbox",
            enabled=chosen,
            within=board,
            own_key=True,
        ),
        Action(
            "on",
            lambda: _("Move the card to the next column"),
            partial(board.move_current, 1),
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
            partial(board.move_current, -1),
            "Ctrl+Left",
            icon="chevron-left",
            enabled=chosen,
            within=board,
            own_key=True,
        ),
        Action("delete", lambda: _("Delete"), page.delete_current, "Del", icon="trash-2", enabled=chosen, within=board),
    )
