"""What an empty page shows: one sentence and one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import pixmap, tokens
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.texts import label


class EmptyState(QWidget):
    """An icon, a sentence that teaches, and the button that does it. `action` is the button, or None."""

    def __init__(
        self,
        sentence: str,
        button_text: str = "",
        clicked: Callable[[], object] | None = None,
        *,
        icon_name: str = "sparkles",
        primary: bool = False,
    ) -> None:
        super().__init__()
        self.picture = QLabel()
        self.picture.setPixmap(pixmap(icon_name, tokens().accent, 28, self.devicePixelRatioF()))
        self.sentence = label(sentence, "", "second", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMinimumWidth(scaled(240))
        self.sentence.setMaximumWidth(scaled(420))
        self.action = button(button_text, clicked, kind="primary" if primary else "normal") if button_text else None
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP_WIDE)
        layout.addStretch(1)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        # Not by alignment: a wrapped label would then get the height of another width.
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(self.sentence, 100)
        words.addStretch(1)
        layout.addLayout(words)
        if self.action is not None:
            layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
