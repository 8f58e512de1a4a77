"""Add an own field of the shop, or change one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.i18n import _, ngettext, number_text
from app.models.enums import OwnKind
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.theme.size import scaled
from app.wording.own import kind_name

if TYPE_CHECKING:
    from app.services.clients.own import OwnFieldRow

CHOICES_HEIGHT = 110


class OwnFieldDialog(FormDialog):
    """`used`: how many clients have something in it; the kind of such a field stays."""

    def __init__(self, context: AppContext, field: OwnFieldRow | None, used: int, parent: QWidget) -> None:
        title = _("New field") if field is None else _("Change the field")
        super().__init__(context, title, _("Add the field") if field is None else _("Save"), parent)
        self._own = field
        self.name, self.kind, self.choices = QLineEdit(), QComboBox(), QPlainTextEdit()
        self.name.setPlaceholderText(_("for example: Dog’s name"))
        for kind in OwnKind:
            self.kind.addItem(kind_name(kind), kind.value)
        self.choices.setFixedHeight(scaled(CHOICES_HEIGHT))
        self.choices.setTabChangesFocus(True)
        self.add_field(_("Name of the field"), self.name)
        self.add_field(_("What it holds"), self.kind, _used_note(used))
        self._choices_field = self.add_field(_("Choices"), self.choices, _("One a line."))
        if field is not None:
            self.name.setText(field.name)
            self.kind.setCurrentIndex(self.kind.findData(field.kind))
            self.kind.setEnabled(not used)
            self.choices.setPlainText("\n".join(field.choices))
        self.kind.currentIndexChanged.connect(lambda _index: self._show_choices())
        self._show_choices()

    def prepare(self) -> Callable[[], int]:
        from app.services.clients.own import save_own_field

        db, now, field_id = self.context.db, self.context.now(), self._own.id if self._own else None
        name, kind, choices = self.name.text(), str(self.kind.currentData()), self.choices.toPlainText().split("\n")
        return lambda: save_own_field(db, name, kind, choices, now, field_id)

    def _show_choices(self) -> None:
        self._choices_field.setVisible(self.kind.currentData() == OwnKind.CHOICE)


def _used_note(used: int) -> str:
    if not used:
        return ""
    text = ngettext(
        "{n} client has something in it, so this stays.", "{n} clients have something in it, so this stays.", used
    )
    return text.format(n=number_text(used))
