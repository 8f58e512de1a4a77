"""What can be done on the page Segments, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.segments.page import SegmentsPage


def page_actions(page: Callable[[], SegmentsPage]) -> tuple[Action, ...]:
    """None so far."""
    return ()
