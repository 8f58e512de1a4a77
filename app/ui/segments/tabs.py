"""The views of the page beside the map and the table: each is made when it is shown first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.context import AppContext
from app.ui.segments.head import MAP, OWN, RETURNING, TABLE


class Tab(QWidget):
    """A view that reads for itself. `reload` is called whenever it is shown or something was written; the page hands
    the keyboard to the widget itself, which passes it on."""

    def reload(self) -> None:
        """Read what it shows again, in a lane."""
        raise NotImplementedError

    def is_busy(self) -> bool:
        """True while it still waits for data."""
        raise NotImplementedError


def _own(context: AppContext) -> Tab:
    from app.ui.segments.own.view import OwnSegments

    return OwnSegments(context)


def _returning(context: AppContext) -> Tab:
    from app.ui.segments.comparison import WhoComesBack

    return WhoComesBack(context)


# View of the head -> what makes it.
TABS: dict[str, Callable[[AppContext], Tab]] = {OWN: _own, RETURNING: _returning}


def has_view(view: str) -> bool:
    """Whether there is such a view."""
    return view in (MAP, TABLE) or view in TABS
