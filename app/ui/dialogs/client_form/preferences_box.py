"""What a client likes, as chips under their topics."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.clients.in_use import values_in_use
from app.ui.context import AppContext
from app.ui.dialogs.client_form.chip_line import ChipLine
from app.ui.widgets.buttons import button
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row

SUGGESTED = 8


class PreferencesBox(QWidget):
    """A line of chips for every topic; the first is for what has none. A new topic is typed below."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.topics: dict[str, ChipLine] = {}
        self.topic = QLineEdit()
        self.topic.setPlaceholderText(_("Coffee, allergies, delivery…"))
        self.topic.setAccessibleName(_("New topic"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(row(self.topic, button(_("Add a topic"), self._on_topic, small=True)))
        self._line("")

    def typed(self) -> list[list[str]]:
        """[[topic, text], ...] sorted."""
        return sorted([topic, text] for topic, chips in self.topics.items() for text in chips.texts())

    def fill(self, preferences: Sequence[Sequence[str]]) -> None:
        """Show these."""
        for topic in {*self.topics, *(topic for topic, _text in preferences)}:
            self._line(topic).fill(text for of, text in preferences if of == topic)

    def _line(self, topic: str) -> ChipLine:
        if topic not in self.topics:
            db = self._context.db
            find = lambda text: values_in_use(db, "preferences", text, SUGGESTED)  # noqa: E731 - short
            made = ChipLine(self._context, find, "plum", _("in beans, no milk…"))
            self.topics[topic] = made
            self._layout.insertWidget(len(self.topics) - 1, Field(topic or _("Preferences"), made))
        return self.topics[topic]

    def _on_topic(self) -> None:
        name = " ".join(self.topic.text().split())
        if name:
            self.topic.clear()
            self._line(name).line.setFocus(Qt.FocusReason.OtherFocusReason)
