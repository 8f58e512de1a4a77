"""Where a client works, or who is to be spoken to at a company."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.services.clients.people import add_person
from app.services.clients.save import save_new_person
from app.services.errors import InvalidValue
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.form import FormDialog


class PersonDialog(FormDialog):
    """Whom to add, and the job there."""

    def __init__(self, context: AppContext, client_id: int, is_company: bool, parent: QWidget) -> None:
        super().__init__(context, _("Contact person") if is_company else _("Works at"), _("Add"), parent)
        self._client_id, self._is_company = client_id, is_company
        self.other, self.job = ClientLine(context, None), QLineEdit()
        self.job.setPlaceholderText(_("director, bookkeeper…"))
        if is_company:
            note = _("Somebody who is not on the list yet is added as a new client.")
            self.add_field(_("Person"), self.other, note)
        else:
            self.add_field(_("Company"), self.other, check=self.other.check)
        self.add_field(_("Job"), self.job)

    def prepare(self) -> Callable[[], int]:
        other, mine = self.other.named(), self._client_id
        db, job, now = self.context.db, self.job.text(), self.context.now()
        if other is None:
            name = self.other.text().strip()
            if not name:
                raise InvalidValue(field="client", value="")
            return lambda: save_new_person(db, mine, name, job, now)
        company, person = (mine, other) if self._is_company else (other, mine)

        def write() -> int:
            add_person(db, company, person, job, now)
            return mine

        return write
