"""Four steps of a scale side by side, each with the score that it is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import quantity_text
from app.services.errors import InvalidValue
from app.ui.theme.tokens import GAP
from app.ui.widgets.texts import label
from app.ui.widgets.typed import quantity_of

if TYPE_CHECKING:
    from app.services.segments.settings import Steps


class StepsLine(QWidget):
    """`names` of the four steps, from left to right."""

    def __init__(self, names: Sequence[str], title: str) -> None:
        super().__init__()
        self.lines: list[QLineEdit] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for name in names:
            line, column = QLineEdit(), QVBoxLayout()
            line.setAccessibleName(f"{title}, {name}")
            column.setSpacing(2)
            column.addWidget(label(name, "small", "second"))
            column.addWidget(line)
            layout.addLayout(column)
            self.lines.append(line)

    def show_steps(self, steps: Sequence[float]) -> None:
        """Put these into the lines."""
        for line, step in zip(self.lines, steps, strict=True):
            line.setText(str(int(step)) if step == int(step) else quantity_text(round(step * 1000)))

    def steps(self, field: str) -> Steps:
        """What is typed. Raises InvalidValue of `field` for what is no number."""
        typed = [quantity_of(line.text()) for line in self.lines]
        if any(one is None for one in typed):
            raise InvalidValue(field=field, value=", ".join(line.text() for line in self.lines))
        first, second, third, fourth = (one / 1000 for one in typed if one is not None)
        return first, second, third, fourth
