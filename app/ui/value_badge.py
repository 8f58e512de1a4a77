"""The value of a client by money as a calm mark, on the card and beside the best of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from app.ui.widgets.texts import chip
from app.wording.segments import value_name, value_tells

if TYPE_CHECKING:
    from app.services.segments.map import Scale


def value_badge(value: int, scale: Scale, currency: str) -> QLabel:
    """ "4/5"; what it is, and from which sum on, stands in the tip."""
    badge = chip(f"{value}/5", "neutral", value_tells(value, scale, currency))
    badge.setAccessibleName(value_name(value))
    return badge
