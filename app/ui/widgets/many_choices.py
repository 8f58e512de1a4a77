"""Boxes to tick any of a few numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.flow import FlowLayout


class ManyChoices(QWidget):
    """Any of a few numbers, each with a box, on as many lines as they need; numbers that have no box are kept.

    `save(numbers)` is called with each tick: the smallest first, or the largest.
    """

    def __init__(
        self,
        choices: Iterable[tuple[int, str]],
        save: Callable[[tuple[int, ...]], object],
        *,
        largest_first: bool = False,
    ) -> None:
        super().__init__()
        self._shown: tuple[int, ...] = ()
        self._save, self._largest_first = save, largest_first
        self.boxes: dict[int, QCheckBox] = {}
        layout = FlowLayout(GAP_WIDE, down=GAP_SMALL)
        self.setLayout(layout)
        for value, text in choices:
            box = QCheckBox(text)
            box.clicked.connect(lambda _checked=False: self._on_clicked())
            self.boxes[value] = box
            layout.addWidget(box)

    def show_value(self, value: tuple[int, ...]) -> None:
        """Tick the boxes of `value`."""
        self._shown = value
        for number, box in self.boxes.items():
            box.setChecked(number in value)

    def _on_clicked(self) -> None:
        ticked = {number for number, box in self.boxes.items() if box.isChecked()}
        others = set(self._shown) - set(self.boxes)
        self._save(tuple(sorted(ticked | others, reverse=self._largest_first)))
