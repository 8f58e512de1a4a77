"""The message to a client: a text that is as tall as what it holds, within bounds."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from app.i18n import _
from app.ui.widgets.plain_text import PlainText

FRAME = 26  # px: the style sheet's padding and border, and the margin of the document
FEWEST, MOST = 3, 9  # lines


class MessageBox(PlainText):
    """Longer texts than nine lines scroll."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(_("Message"))
        self.setPlaceholderText(_("What to say"))
        self.textChanged.connect(self.fit)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text."""
        lines = round(self.document().size().height())  # a plain text document counts lines, not px
        height = min(max(lines, FEWEST), MOST) * self.fontMetrics().lineSpacing() + FRAME
        if height != self.height():
            self.setFixedHeight(height)
