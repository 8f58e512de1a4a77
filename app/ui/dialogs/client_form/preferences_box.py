"""What a client likes, as chips under their topics."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services.clients.listing.in_use import values_in_use
from app.ui.context import AppContext
from app.ui.dialogs.client_form.chip_line import ChipLine, WordLine
from app.ui.widgets.buttons import button
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row

SUGGESTED = 8


class PreferencesBox(QWidget):
    """A line of chips for every topic; the first is for what has none. A new topic is typed below: Enter, its button
    or a suggestion adds it, and what still stands there at the end counts as a preference without a topic."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.topics: dict[str, ChipLine] = {}
        db = context.db
        self.topic = WordLine(context, lambda text: values_in_use(db, "topics", text, SUGGESTED), str)
        self.topic.setPlaceholderText(_("Coffee, allergies, delivery…"))
        self.topic.setAccessibleName(_("New topic"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(row(self.topic, button(_("Add a topic"), self._on_button, small=True)))
        self.topic.taken.connect(self.add)
        self.topic.picked.connect(self.add)
        self._line("")

    def typed(self) -> list[list[str]]:
        """[[topic, text], ...] sorted."""
        typed = [[topic, text] for topic, chips in self.topics.items() for text in chips.texts()]
        left = " ".join(self.topic.text().split())
        return sorted([*typed, ["", left]] if left and ["", left] not in typed else typed)

    def fill(self, preferences: Sequence[Sequence[str]]) -> None:
        """Show these."""
        self.topic.clear()
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

    def add(self, topic: str) -> None:
        """A line for this topic, with the focus in it; one that is there, whatever its case, is gone to."""
        name = " ".join(topic.split())
        self.topic.take_all()
        known = next((one for one in self.topics if one.casefold() == name.casefold()), name)
        self._line(known).line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_button(self) -> None:
        if self.topic.text().strip():
            self.add(self.topic.text())
        else:
            self.topic.setFocus(Qt.FocusReason.OtherFocusReason)
