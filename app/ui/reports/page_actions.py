"""What can be done on the page Reports, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.reports.page import ReportsPage


def page_actions(page: Callable[[], ReportsPage]) -> tuple[Action, ...]:
    """None so far."""
    return ()
