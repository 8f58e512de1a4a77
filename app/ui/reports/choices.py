"""What was chosen within a part of the report, told so that it is chosen again in the part that is made anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.ui.reports.parts.before_after import BeforeAfterCard
from app.ui.reports.table import FactsTable

CHOOSING: tuple[type[FactsTable[Any] | BeforeAfterCard], ...] = (FactsTable, BeforeAfterCard)


def choices_of(part: QWidget) -> dict[str, Any]:
    """What is chosen in each table and form of the part, by its name."""
    return {one.accessibleName(): one.choice() for kind in CHOOSING for one in part.findChildren(kind)}


def choose_again(part: QWidget, choices: Mapping[str, Any]) -> None:
    """The same, where the part still has it."""
    for kind in CHOOSING:
        for one in part.findChildren(kind):
            if one.accessibleName() in choices:
                one.choose_again(choices[one.accessibleName()])
