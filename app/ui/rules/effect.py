"""What a rule gives today: how many people with the change and without it, and who they are."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.ui.rules.reading import Counted
from app.ui.theme import tokens
from app.ui.widgets.texts import LinksLabel, label, set_look
from app.wording.rule_effects import effect_names, effect_words, off_words, silent_words


class EffectLine(QWidget):
    """A sentence, and below it the first names, which lead to the clients (`asked(client id)`), by Tab and Enter too;
    while it is being counted the figures of before stand back."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.words, self.names = label("", "strong", wrap=True), LinksLabel()
        self.names.linkActivated.connect(lambda client_id: self.asked.emit(int(client_id)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.words)
        layout.addWidget(self.names)
        self.names.hide()

    def show_counting(self) -> None:
        """The figures are on their way."""
        set_look(self.words, tone="third")
        if not self.words.text():
            self.words.setText(_("Counting…"))

    def show_effect(self, counted: Counted, *, is_changed: bool, is_on: bool) -> None:
        """These figures hold: of the rule as it is now, which is saved or `is_changed`, on or off."""
        set_look(self.words, tone="accent" if is_changed else "")
        effect = counted.effect
        before = effect.people_before if is_changed else None
        said = effect_words(effect.people, before) if is_on else off_words(effect.people)
        self.words.setText(said if counted.silent is None else f"{said} · {silent_words(counted.silent)}")
        self._name(effect.first, effect.people)

    def show_problem(self, sentence: str) -> None:
        """Nothing can be counted; why."""
        set_look(self.words, tone="bad")
        self.words.setText(sentence)
        self._name((), 0)

    def _name(self, clients: Sequence[tuple[int, str]], people: int) -> None:
        names = [name for _id, name in clients]
        color = tokens().accent
        links = [
            f'<a href="{client_id}" style="color: {color}; text-decoration: none">{escape(name)}</a>'
            for client_id, name in clients
        ]
        self.names.setText(effect_names(links, people))
        self.names.setAccessibleName(effect_names(names, people))
        self.names.setVisible(bool(clients))
