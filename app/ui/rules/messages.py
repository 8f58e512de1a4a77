"""What a rule suggests to say: the template of each part, names to put in, and how it reads for a client."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.i18n import _
from app.models.rule_params import FeedbackParams, ReplenishmentParams
from app.services.reminders.rules.data import Rule
from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.field import name_editor
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card, row
from app.ui.widgets.message_box import MessageBox
from app.ui.widgets.texts import label
from app.wording.rules import part_name

LONG_WORD = re.compile(r"\S{24}")  # an address of a page, say: it may go on in the next line from here
# What can be put in, in the words of the language that the messages are in.
NAMES = {
    "ru": ("имя", "товар", "день", "предпочтение", "код", "магазин"),
    "en": ("name", "product", "day", "preference", "code", "shop"),
}


class MessagesPart(QWidget):
    """`changed()` as the owner types; `texts()` are the parts that are not as usual.

    `language` is that of the messages; `sample` what the names stand for in the client they are shown for; `part` the
    one shown first, where it is not the likeliest.
    """

    changed = Signal()

    def __init__(self, rule: Rule, language: str, sample: Mapping[str, str], part: str | None = None) -> None:
        super().__init__()
        from app.services.reminders.texts import template_parts

        self._kind, self._own, self._language, self._sample = rule.kind, dict(rule.texts), language, dict(sample)
        self.part = QComboBox()
        self.part.setProperty("scale", "small")
        self.part.setAccessibleName(_("Which message"))
        for name in template_parts(rule.kind):
            self.part.addItem(part_name(rule.kind, name), name)
        self.part.setCurrentIndex(max(0, self.part.findData(_likeliest_part(rule) if part is None else part)))
        self.usual_button = button(_("As usual"), self._on_usual, kind="link", small=True)
        self.usual_button.setToolTip(_("Put the usual words back"))
        self.box = MessageBox("")
        name_editor(self.box, _("What to say"))
        self.names = [
            button(name, partial(self._put_in, name), kind="chip", tip=_("Put it in where the cursor stands"))
            for name in NAMES[language]
        ]
        self.reading = label("", "", "second", wrap=True, selectable=True)
        self._build()
        self.part.activated.connect(lambda _index: self._show_part())
        self.box.textChanged.connect(self._on_typed)
        self._show_part()

    def texts(self) -> dict[str, str]:
        """The owner's own words by part."""
        return dict(self._own)

    def chosen_part(self) -> str:
        """The part that is shown."""
        return str(self.part.currentData())

    def show_sample(self, sample: Mapping[str, str]) -> None:
        """Fill in these values from here on."""
        self._sample = dict(sample)
        self._show_reading()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(row(label(_("What to say"), "strong"), None, self.usual_button))
        layout.addLayout(row(self.part, None))
        self.part.setVisible(self.part.count() > 1)
        layout.addWidget(self.box)
        layout.addWidget(Flow([label(_("Put in:"), "small", "third"), *self.names]))
        note = _("A part in [brackets] is left out where there is nothing to put in.")
        layout.addWidget(label(note, "small", "third", wrap=True))
        shown = Card(padding=GAP + 2, spacing=4, tone="quiet")
        shown.body.addWidget(label(_("The client reads"), "small", "third"))
        shown.body.addWidget(self.reading)
        layout.addWidget(shown)

    def _usual(self) -> str:
        from app.services.reminders.texts import template_text

        return template_text(self._kind, self.chosen_part(), self._language)

    def _show_part(self) -> None:
        self._quietly(self._own.get(self.chosen_part()) or self._usual())
        self._show_reading()

    def _quietly(self, text: str) -> None:
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.moveCursor(QTextCursor.MoveOperation.End)  # where a name is put in
        self.box.blockSignals(False)
        self.box.fit()

    def _on_typed(self) -> None:
        text = self.box.toPlainText().strip()
        if text and text != self._usual():
            self._own[self.chosen_part()] = text
        else:
            self._own.pop(self.chosen_part(), None)
        self._show_reading()
        self.changed.emit()

    def _on_usual(self) -> None:
        self.box.setPlainText(self._usual())
        self.box.setFocus()

    def _put_in(self, name: str) -> None:
        self.box.insertPlainText(f"${name}")
        self.box.setFocus()

    def _show_reading(self) -> None:
        from app.services.reminders.texts import fill

        text = self.box.toPlainText().strip() or self._usual()
        self.reading.setText(LONG_WORD.sub("\\g<0>\u200b", fill(text, dict(self._sample))))
        self.usual_button.setVisible(self.chosen_part() in self._own)


def _likeliest_part(rule: Rule) -> str:
    """Which of its messages a rule uses as it stands, where it has several by what it does."""
    match rule.params:
        case ReplenishmentParams(target_id=int()):
            return "other"
        case FeedbackParams(first_only=True):
            return "first"
    return ""
