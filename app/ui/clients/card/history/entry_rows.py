"""What rows of the panel and of the card are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from app.i18n import _, day_text
from app.ui.clients.card.history.timeline import Entry
from app.ui.theme import pixmap, tokens
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.texts import label

DAY_WIDTH = 118
PICTURE = 14


def rich(text: str) -> QLabel:
    """A label of our own HTML; what comes from people must be escaped by the caller."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def picture(name: str, ratio: float) -> QLabel:
    """A small icon beside a line of text."""
    made = QLabel()
    made.setPixmap(pixmap(name, tokens().text_3, PICTURE, ratio))
    made.setFixedWidth(PICTURE + 2)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setContentsMargins(0, 2, 0, 0)
    return made


def title_and_text(title: str, text: str) -> str:
    """Bold title and plain text behind it, as HTML."""
    more = f' <span style="color:{tokens().text_2}">{escape(text)}</span>' if text else ""
    return f'<span style="font-weight:600">{escape(title)}</span>{more}'


class ShortEntry(QWidget):
    """Icon, bold day, what happened; wraps."""

    def __init__(self, entry: Entry, today: date) -> None:
        super().__init__()
        day = day_text(entry.day, today)
        happened = " · ".join(part for part in (entry.title, entry.text, entry.mark) if part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(picture(entry.icon, self.devicePixelRatioF()), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(rich(title_and_text(day, f"· {happened}")), 1)


def row_menu(name: str, acts: Sequence[tuple[str, Callable[[], object]]]) -> QPushButton:
    """Three dots at the end of a row; `name` says what the row is about."""
    made = icon_button("ellipsis", _("What to do with it"))
    made.setProperty("scale", "tiny")
    made.setAccessibleName(_("What to do with: {name}").format(name=name))
    menu = QMenu(made)
    for text, act in acts:
        menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
    made.setMenu(menu)
    return made


def wide_row(frame: QFrame, day: date, today: date, where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop) -> QHBoxLayout:
    """The layout of a wide row, begun with the day."""
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(14, 9, 14, 10)
    layout.setSpacing(10)
    when = label(day_text(day, today), "", "second")
    when.setFixedWidth(scaled(DAY_WIDTH))
    layout.addWidget(when, 0, where)
    return layout
