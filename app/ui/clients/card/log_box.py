"""One line to log a call, a talk, a message or a note: a kind and a text, or "/call text"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.i18n import _
from app.models.enums import InteractionKind
from app.ui.clients.words import interaction_icon, interaction_name
from app.ui.theme import icon
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row

Logged = Callable[[InteractionKind, str], object]


def read_command(text: str) -> tuple[InteractionKind | None, str]:
    """ "/call asked for beans" -> the kind and the rest. The kind by its own name or the one shown; None without."""
    text = text.strip()
    if not text.startswith("/"):
        return None, text
    word, _space, rest = text[1:].partition(" ")
    word = word.casefold()
    for kind in InteractionKind:
        shown = interaction_name(kind).casefold().split()[0]
        if word and (kind.value.startswith(word) or shown.startswith(word)):
            return kind, rest.strip()
    return None, text


class LogBox(QWidget):
    """Calls `logged(kind, text)` on Enter or the button. A note without a text is not taken."""

    def __init__(self, logged: Logged) -> None:
        super().__init__()
        self._logged = logged
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("What it was"))
        for kind in InteractionKind:
            self.kind.addItem(icon(interaction_icon(kind)), interaction_name(kind), kind)
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("Write down a call, a talk or a note… (Ctrl+L)"))
        self.text.setAccessibleName(_("What was said"))
        self.save = button(_("Log it"), self._take)
        layout = row(self.kind, self.text, self.save, spacing=GAP)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.text.returnPressed.connect(self._take)
        QShortcut(QKeySequence("Ctrl+L"), self, self.focus, context=Qt.ShortcutContext.WindowShortcut)

    def focus(self) -> None:
        """Start typing."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_over(self, before: LogBox) -> None:
        """Go on where `before` was: the card was read again while someone was writing."""
        self.kind.setCurrentIndex(before.kind.currentIndex())
        self.text.setText(before.text.text())

    def clear(self) -> None:
        """Saved: ready for the next one."""
        self.text.clear()

    def _take(self) -> None:
        named, text = read_command(self.text.text())
        kind = named or InteractionKind(self.kind.currentData())
        if text or kind is not InteractionKind.NOTE:
            self._logged(kind, text)
        else:
            self.focus()
