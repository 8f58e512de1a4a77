"""What can be done on the page of what was reminded of, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.deliveries.page import DeliveriesPage


def page_actions(page: Callable[[], DeliveriesPage]) -> tuple[Action, ...]:
    """Whom to ask about, and the client of the line."""
    return (
        Action(
            "ask",
            lambda: _("Of which client, and why there is no reminder"),
            lambda: page().ask(),
            "Ctrl+F",
            icon="search",
            anywhere=True,
        ),
        Action(
            "open",
            lambda: _("Open the client’s card"),
            lambda: page().open_client(),
            "Enter",
            icon="user",
            enabled=lambda: page().client_id() is not None,
            within=lambda: page().table,
            own_key=True,
        ),
        Action(
            "everything",
            lambda: _("Show everything"),
            lambda: page().go_back(),
            icon="x",
            enabled=lambda: page().filter.is_on(),
        ),
    )
