"""A row of chips of which one is chosen: what a list is narrowed to, each with how many there are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.i18n import number_text
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.texts import set_look


@dataclass(frozen=True)
class ChipShown:
    """One chip: its key, its words, how many there are, and its tone ("", accent, info, warn, bad)."""

    key: Hashable
    text: str
    count: int
    tone: str = ""


class FilterChips(QWidget):
    """Emits `chosen` when another chip is wanted; `key` is the one that is. Arrows go from chip to chip.

    `keys`: of all chips there can be, in their order; they are hidden until `show_chips` names them.
    """

    chosen = Signal()

    def __init__(self, key: Hashable, keys: Sequence[Hashable]) -> None:
        super().__init__()
        self.key = key
        self.chips: dict[Hashable, QPushButton] = {}
        self._layout = FlowLayout(6)
        self.setLayout(self._layout)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for known in keys:
            self._make(known)

    def choose(self, key: Hashable) -> None:
        """Want what this chip stands for."""
        changed, self.key = key != self.key, key
        for known, chip in self.chips.items():
            chip.setChecked(known == key)
        if changed:
            self.chosen.emit()

    def show_chips(self, shown: Sequence[ChipShown]) -> None:
        """Show these chips; those that are left out are hidden."""
        for one in shown:
            chip = self.chips[one.key]
            text = f"{one.text}  {number_text(one.count)}"
            chip.setText(text)
            chip.setAccessibleName(text)
            set_look(chip, tone=one.tone)
        wanted = {one.key for one in shown}
        for key, chip in self.chips.items():
            chip.setVisible(key in wanted)
            chip.setChecked(key == self.key)

    def _make(self, key: Hashable) -> None:
        chip = QPushButton()
        chip.setProperty("kind", "filter")
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(lambda _on=False: self.choose(key))
        chip.hide()
        self.chips[key] = chip
        self._layout.addWidget(chip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        shown = [chip for chip in self.chips.values() if not chip.isHidden()]
        focused = next((n for n, chip in enumerate(shown) if chip.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
        else:
            shown[(focused + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
