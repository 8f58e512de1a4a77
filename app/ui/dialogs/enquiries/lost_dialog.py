"""Why an enquiry is lost: one of a few reasons, by a click or its number, and a word more where there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from app.i18n import _
from app.models.enums import EnquiryState
from app.services.enquiries.data import EnquiryRow
from app.services.enquiries.save import move_enquiry
from app.services.errors import InvalidValue
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.widgets.field import Field
from app.ui.widgets.texts import label
from app.wording.enquiries import lost_reasons


class LostDialog(FormDialog):
    """Keys 1 to 9 choose a reason, Enter saves. The reasons are the owner's, from Settings."""

    def __init__(self, context: AppContext, enquiry: EnquiryRow, parent: QWidget) -> None:
        super().__init__(context, _("Why was it lost?"), _("Lost"), parent)
        self._enquiry = enquiry
        about = label(f"{enquiry.who} · {enquiry.asked}", "", "second", wrap=True)
        self.form.addWidget(about)
        self.choices = QButtonGroup(self)
        for number, reason in enumerate(lost_reasons(context.settings.lost_reasons)):
            choice = QRadioButton(reason.replace("&", "&&"))
            choice.setProperty("reason", reason)
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.choices.addButton(choice, number)
            self.form.addWidget(choice)
            self.first = self.first or choice
        self.more = QLineEdit()
        self.more.setPlaceholderText(_("Where they bought, what price would have done…"))
        self._field = Field(_("In your own words"), self.more)
        self.form.addWidget(self._field)
        self.form.addWidget(label(_("The list of reasons is yours to change, in Settings."), "small", "third"))
        self.first = self.first or self.more

    def prepare(self) -> Callable[[], int]:
        """The reason and the words, or one of them."""
        chosen = self.choices.checkedButton()
        reason = "" if chosen is None else str(chosen.property("reason"))
        said = ": ".join(filter(None, (reason, self.more.text().strip())))
        if not said:
            raise InvalidValue(field="lost_reason", value="")
        db, enquiry_id, now = self.context.db, self._enquiry.id, self.context.now()
        return lambda: move_enquiry(db, enquiry_id, EnquiryState.LOST, now, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses, Enter on a reason saves with it."""
        on_reason = isinstance(self.focusWidget(), QRadioButton)
        if on_reason and event.text().isdigit() and self._choose(int(event.text()) - 1):
            return
        if on_reason and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            return
        super().keyPressEvent(event)

    def _choose(self, number: int) -> bool:
        if not 0 <= number < len(self.choices.buttons()):
            return False
        choice = self.choices.button(number)
        choice.setChecked(True)
        choice.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
