"""The name in one line that takes itself apart, and its parts below."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit

from app.i18n import _
from app.services.clients.full_name import guessed_gender, typed_name
from app.ui.dialogs.client_form.section import Section
from app.ui.dialogs.client_form.typed import NAMES, Typed
from app.ui.widgets.field import Field
from app.wording.imports import field_name

PARTS = NAMES[1:]
SHOWN = ("last_name", "first_name", "middle_name")


class NameBox(QObject):
    """`line` is the whole name, `section` holds its parts and the gender. A part that was corrected by hand puts the
    whole name together anew; a gender chosen by hand stays whatever the patronymic tells."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.section = Section(_("Name in parts"))
        self.parts = {name: QLineEdit() for name in PARTS}
        self.gender = QComboBox()
        for text, value in ((_("not said"), ""), (_("female"), "f"), (_("male"), "m")):
            self.gender.addItem(text, value)
        self._gender_by_hand = False
        grid = QGridLayout()
        grid.setSpacing(8)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        fields = [Field(field_name(name), line) for name, line in self.parts.items()]
        for number, field in enumerate((*fields, Field(_("Gender"), self.gender))):
            grid.addWidget(field, number // 2, number % 2)
        self.section.body.addLayout(grid)
        self.line.textEdited.connect(self._on_name)
        for part in self.parts.values():
            part.textEdited.connect(lambda _text: self._on_part())
        self.gender.activated.connect(self._on_gender)

    def typed(self) -> Typed:
        """The name, its parts and the gender."""
        parts = {name: line.text().strip() for name, line in self.parts.items()}
        return {"name": " ".join(self.line.text().split()), **parts, "gender": self.gender.currentData()}

    def fill(self, typed: Typed) -> None:
        """Show this name; one without parts is taken apart."""
        self.line.setText(typed["name"])
        for name, part in self.parts.items():
            part.setText(typed[name])
        self._show_gender(typed["gender"])
        self._gender_by_hand = typed["gender"] != (guessed_gender(typed["middle_name"]) or "")
        self._tell()

    def split(self) -> None:
        """Take apart what stands in the line."""
        self._on_name(self.line.text())

    def _on_name(self, text: str) -> None:
        name = typed_name(" ".join(text.split())) if text.strip() else None
        for key, value in zip(SHOWN, (name.last, name.first, name.middle) if name else ("", "", ""), strict=True):
            self.parts[key].setText(value or "")
        if name is not None and name.company:
            self.parts["company"].setText(name.company)
        self._guess()

    def _on_part(self) -> None:
        whole = " ".join(filter(None, (self.parts[name].text().strip() for name in SHOWN)))
        self.line.setText(whole or self.parts["company"].text().strip())
        self._guess()

    def _on_gender(self) -> None:
        self._gender_by_hand = True
        self.changed.emit()

    def _guess(self) -> None:
        if not self._gender_by_hand:
            self._show_gender(guessed_gender(self.parts["middle_name"].text()) or "")
        self._tell()
        self.changed.emit()

    def _show_gender(self, value: str) -> None:
        self.gender.setCurrentIndex(max(0, self.gender.findData(value)))

    def _tell(self) -> None:
        told = [f"{field_name(key)}: {part.text()}" for key, part in self.parts.items() if part.text().strip()]
        self.section.tell(" · ".join([*told, *([self.gender.currentText()] if self.gender.currentData() else [])]))
