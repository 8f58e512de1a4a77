"""A large button for one of a few answers: an icon, what it is, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout

from app.ui.theme import pixmap, tokens
from app.ui.theme.tokens import GAP_CARD, GAP_WIDE
from app.ui.widgets.texts import label

PICTURE = 24


class ChoiceButton(QPushButton):
    """Pressed by Enter, Space and the mouse; the arrows go from one to the next."""

    def __init__(self, title: str, note: str, chosen: Callable[[], object], icon_name: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setAutoDefault(True)  # Enter presses the one that has the focus
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.clicked.connect(lambda _checked=False: chosen())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "strong"))
        if note:
            words.addWidget(label(note, "", "second", wrap=True))
        across = QHBoxLayout(self)
        across.setContentsMargins(GAP_CARD, GAP_WIDE, GAP_CARD, GAP_WIDE)
        across.setSpacing(GAP_CARD)
        if icon_name:
            picture = QLabel()
            picture.setPixmap(pixmap(icon_name, tokens().accent, PICTURE, self.devicePixelRatioF()))
            across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As its words need: Qt itself counts the text of the button only, which has none."""
        wanted = self._words().sizeHint()
        return QSize(wanted.width(), self.heightForWidth(max(wanted.width(), self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return self._words().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        words = self._words()
        return words.totalHeightForWidth(width) if words.hasHeightForWidth() else words.sizeHint().height()

    def _words(self) -> QLayout:
        layout = self.layout()
        assert layout is not None
        return layout
