"""A number of the report as it is shown: its name above, how it changed below; pressed to learn what it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout

from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_WIDE
from app.ui.widgets.texts import ElidedLabel, label

NARROWEST = 138  # px


class FigureButton(QPushButton):
    """Pressed by a click, Space or Enter. `tone` of the note: "accent" for the better, "bad" for the worse."""

    def __init__(
        self, title: str, figure: str, note: str, tone: str, tells: str, pressed: Callable[[QPushButton], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "offer")
        self.setAutoDefault(True)  # Enter presses the one that has the focus
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}: {figure}")
        self.setAccessibleDescription(f"{note}. {tells}" if note else tells)
        self.setToolTip(f"{title}\n{tells}")
        self.figure = label(figure, "figure")
        self._title = ElidedLabel(title, "", "second")
        parts = (self._title, self.figure, ElidedLabel(note, "", tone))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        layout.setSpacing(2)
        for part in parts:
            layout.addWidget(part)
        for inner in self.findChildren(QLabel):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: pressed(self))

    def sizeHint(self) -> QSize:
        """As its words need: Qt itself counts the text of the button only, which has none."""
        layout = self.layout()
        assert layout is not None
        wanted = layout.sizeHint()
        return QSize(max(scaled(NARROWEST), self.figure.sizeHint().width() + 2 * GAP_WIDE), wanted.height())

    def whole_width(self) -> int:
        """The width in which its name is not cut."""
        self.ensurePolished()
        return self._title.fontMetrics().horizontalAdvance(self._title.text()) + 2 * GAP_WIDE + 2

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
