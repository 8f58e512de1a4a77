"""Frames that hold other things: card, section header, figure tile, row, scrolling column, thin line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_WIDE
from app.ui.widgets.texts import label


class Card(QFrame):
    """A surface with a line around it. `body` is its vertical layout. Tones: "", warn, bad, quiet."""

    def __init__(
        self, *, padding: int = GAP_CARD, spacing: int = GAP, tone: str = "", over: QWidget | None = None
    ) -> None:
        super().__init__(over)
        self.setProperty("look", "card")
        self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        # A card without padding holds a table: keep its square corners off the round line.
        self.body.setContentsMargins(*([padding or 1] * 4))
        self.body.setSpacing(spacing)


def row(*parts: QWidget | int | None, spacing: int = GAP) -> QHBoxLayout:
    """Widgets side by side; a number is a fixed gap in px, None takes the room that is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)
    return layout


def line() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setProperty("look", "line")
    made.setFixedHeight(1)
    return made


class ScrollingArea(QScrollArea):
    """Scrolls `content` up and down only. What holds much is made over the viewport and given to `hold`: widgets that
    move to another parent are styled once more."""

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.hold(content)

    def hold(self, content: QWidget) -> None:
        """Scroll this."""
        content.setProperty("look", content.property("look") or "clear")
        self.setWidget(content)


def scroll_to(part: QWidget) -> None:
    """Bring `part` into sight, where it stands in something that scrolls."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(part)


class GrowingArea(ScrollingArea):
    """Grows with its content up to `limit` px, and scrolls only beyond that."""

    def __init__(self, content: QWidget, limit: int) -> None:
        self._limit, self._taken = limit, 0
        super().__init__(content)

    def leave_room(self, height: int) -> None:
        """Keep `height` px of the limit free, for what is shown beside the content for now."""
        self._taken = height
        self.grow()

    def grow(self) -> None:
        """Take the height that the content needs now."""
        content = self.widget()
        if content is not None:
            height = min(self._wanted(content), self._limit - self._taken)
            self.setMinimumSize(content.minimumSizeHint().width(), height)

    def _wanted(self, content: QWidget) -> int:
        """What is on as many lines as it needs takes fewer of them where it is wide."""
        width = self.viewport().width()
        if content.hasHeightForWidth() and width >= content.minimumSizeHint().width():
            return content.heightForWidth(width)
        return content.sizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.grow()
        return super().eventFilter(watched, event)


class SectionHeader(QFrame):
    """The head of a group in a list: title on the left, count and perhaps a button on the right."""

    def __init__(self, title: str, count: str = "", tool: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("look", "band")
        self.setFixedHeight(tall(37))
        self.count = label(count, "strong", "second")
        layout = row(label(title, "strong"), None, self.count, *([tool] if tool else []))
        layout.setContentsMargins(14, 0, 14, 0)
        self.setLayout(layout)


class FigureTile(QFrame):
    """A label above a figure, a note below."""

    def __init__(
        self, title: str, figure: str = "", note: str = "", *, tone: str = "second", small: bool = False
    ) -> None:
        super().__init__()
        self.title = label(title, "", "second", wrap=True)
        self.figure = QLabel(figure)
        self.figure.setProperty("look", "figure-small" if small else "figure")
        self.note = label(note, "", tone, wrap=True)
        if not note:
            self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, GAP_WIDE, 14, GAP_WIDE)
        layout.setSpacing(2)
        for part in (self.title, self.figure, self.note):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setAccessibleName(f"{title}: {figure}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
