"""What reminding the silent brings: a share of them left alone by chance, offered where the shop is large enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.texts import label
from app.wording.rule_effects import left_alone_offer, left_alone_result

if TYPE_CHECKING:
    from app.services.reminders.left_alone import Answer, Effect


class LeftAlonePart(QWidget):
    """`changed()` when the owner wants some left alone, or nobody any more; `percent` is the share."""

    changed = Signal()

    def __init__(self, percent: int) -> None:
        super().__init__()
        self.percent = percent
        self._offered = percent
        self.box = QCheckBox("")
        self.box.setChecked(percent > 0)
        self.box.clicked.connect(self._on_clicked)
        self.offer, self.result = label("", "small", "third", wrap=True), label("", "", "second", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(label(_("What does reminding bring?"), "strong"))
        for part in (self.box, self.offer, self.result):
            layout.addWidget(part)
        self._show_box()
        self.box.setVisible(percent > 0)
        self.result.hide()

    def show_known(self, answer: Answer, effect: Effect) -> None:
        """Whether the shop is large enough to tell, and what is known by now."""
        self._offered = self.percent or answer.percent
        self.box.setVisible(answer.is_possible or self.percent > 0)
        self._show_box()
        self.offer.setText(left_alone_offer(answer))
        known = left_alone_result(effect)
        self.result.setText(known)
        self.result.setVisible(bool(known))

    def _show_box(self) -> None:
        words = _("Leave {n} % of them alone, chosen by chance").format(n=self._offered)
        self.box.setText(words)

    def _on_clicked(self, checked: bool) -> None:
        self.percent = self._offered if checked else 0
        self.changed.emit()
