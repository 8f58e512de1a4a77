"""The chips above the rows of a check: one for each kind of row that there is, with its count."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _, number_text
from app.services.imports.rows_told import RowCounts, State
from app.ui.widgets.flow import FlowLayout

ALL, REPAIRED = "all", "repaired"
ORDER: tuple[State | str, ...] = (
    ALL, State.NEW, State.CHANGED, State.UNCHANGED, State.HERE, State.DIFFERS, REPAIRED, State.SKIPPED, State.FAILED,
)  # fmt: skip
TONES = {State.NEW: "accent", State.CHANGED: "info", State.DIFFERS: "warn", REPAIRED: "warn", State.FAILED: "bad"}


def filter_words(kind: State | str) -> str:
    """What rows of this kind are called together."""
    return {
        ALL: _("All"),
        State.NEW: _("New"),
        State.CHANGED: _("Changes"),
        State.UNCHANGED: _("No change"),
        State.HERE: _("Here already"),
        State.DIFFERS: _("Differ"),
        REPAIRED: _("Repaired"),
        State.SKIPPED: _("Left out"),
        State.FAILED: _("Cannot be used"),
    }[kind]


class RowFilters(QWidget):
    """Emits `chosen` when another kind is wanted. Arrows go from chip to chip."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind: State | str = ALL
        self.chips: dict[State | str, QPushButton] = {}
        layout = FlowLayout(6)
        for kind in ORDER:
            chip = QPushButton()
            chip.setProperty("kind", "filter")
            chip.setProperty("tone", TONES.get(kind, ""))  # type: ignore[call-overload]
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.clicked.connect(lambda _on=False, kind=kind: self.choose(kind))
            self.chips[kind] = chip
            layout.addWidget(chip)
        self.setLayout(layout)
        self.choose(ALL)

    def choose(self, kind: State | str) -> None:
        """Want the rows of this kind."""
        changed, self.kind = kind != self.kind, kind
        for known, chip in self.chips.items():
            chip.setChecked(known == kind)
        if changed:
            self.chosen.emit()

    def show_counts(self, counts: RowCounts) -> None:
        """Show how many there are of each kind; kinds without a row are hidden, but for the chosen one."""
        for kind, chip in self.chips.items():
            number = self.count(counts, kind)
            text = f"{filter_words(kind)}  {number_text(number)}"
            chip.setText(text)
            chip.setAccessibleName(text)
            chip.setVisible(bool(number) or kind in (ALL, self.kind))

    @staticmethod
    def count(counts: RowCounts, kind: State | str) -> int:
        """Rows of this kind."""
        if isinstance(kind, State):
            return counts.states.get(kind, 0)
        return counts.total if kind == ALL else counts.repaired

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        shown = [chip for chip in self.chips.values() if not chip.isHidden()]
        focused = next((n for n, chip in enumerate(shown) if chip.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
        else:
            shown[(focused + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
